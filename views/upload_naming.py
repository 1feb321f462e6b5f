"""Words for the name of a product: its parts, what is wrong with it, a better one."""

from markupsafe import Markup

from crm.uploads.categories import NamePart, plan_of
from crm.uploads.naming.faults import Fault, Finding
from crm.uploads.naming.payloads import NameCheck, NameNotUsable, NamePartQuestion, NamePrompt
from crm.uploads.naming.rules import LONGEST
from crm.uploads.naming.talking import ALONE, PARTS, Place
from models.uploads import UploadStep
from views.actions import ChangePart, MoveName, encode
from views.layout import paragraphs, stacked
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.upload_categories import part_label, part_question
from views.upload_rows import wizard_rows
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]


@view(NamePartQuestion)
def name_part_question(payload: NamePartQuestion, words: Words, _reader: Reader) -> Text:
    """Ask for a part, with an example; the first time also show a good name and a bad one."""
    is_first = payload.part is NamePart.KIND and not payload.said
    html = paragraphs(
        stacked(
            words(
                "🏷 <b>Product name</b> · {n} of {total}",
                n=PARTS.index(payload.part) + 1,
                total=len(PARTS),
            ),
            words("So far: <b>{name}</b>", name=payload.so_far) if payload.so_far else Markup(),
        ),
        stacked(
            part_question(payload.part, payload.category, words),
            words(
                "For example: <i>{example}</i>",
                example=plan_of(payload.category).parts[payload.part],
            ),
        ),
        _good_and_bad(payload.category) if is_first else Markup(),
        words("You have the whole name already? Just type it.") if is_first else Markup(),
    )
    rows = _part_buttons(payload, words)
    skip = payload.part is NamePart.KIND
    return Text(html, buttons=wizard_rows(words, UploadStep.NAME, skip=skip, extra=rows))


@view(NamePrompt)
def name_prompt(payload: NamePrompt, words: Words, _reader: Reader) -> Text:
    """Ask for the whole name, between a good one and a bad one."""
    now = words("So far: <b>{name}</b>", name=payload.name) if payload.name else Markup()
    html = paragraphs(
        words("🏷 Please type the whole name of your product."),
        now,
        _good_and_bad(payload.category),
    )
    back = _move(words.pgettext("button", "↩️ Keep it"), Place.WRITE, "done")
    rows = ((back,),) if payload.name else ()
    return Text(html, buttons=wizard_rows(words, UploadStep.NAME, skip=False, extra=rows))


@view(NameCheck)
def name_check(payload: NameCheck, words: Words, _reader: Reader) -> Text:
    """Show the name, every finding in a line, and the better one."""
    findings = stacked(*(fault_advice(one, words) for one in payload.findings))
    better = words("✨ Better: <b>{name}</b>", name=payload.better) if payload.better else Markup()
    html = paragraphs(
        words("🏷 The name: <b>{name}</b>", name=payload.name),
        findings or words("✅ A good name: buyers can find it easily."),
        better,
    )
    extra = (*_uses(payload, words), *_changes(payload, words))
    return Text(html, buttons=wizard_rows(words, UploadStep.NAME, skip=False, extra=extra))


@view(NameNotUsable)
def name_not_usable(_payload: NameNotUsable, words: Words, _reader: Reader) -> Toast:
    """Ask for a change."""
    return Toast(words.pgettext("toast", "This name needs a small change first."))


def fault_advice(finding: Finding, words: Words) -> Markup:
    """Say what to change in a name, or to look at once more."""
    what = finding.what
    return {
        Fault.PHONE: words("📵 Without a phone number: “{what}”.", what=what),
        Fault.LINK: words("🔗 Without a link: “{what}”.", what=what),
        Fault.ACCOUNT: words("🔗 Without an account: “{what}”.", what=what),
        Fault.PROMOTION: words("✂️ Without “{what}”: offers have their own place.", what=what),
        Fault.BOAST: words("✂️ Without “{what}”: buyers trust facts more.", what=what),
        Fault.CURE: words("✂️ Without “{what}”: only medicine may promise that.", what=what),
        Fault.BRAND: words(
            "⚠️ “{what}” looks like somebody else's brand. Keep it only if that is really what "
            "you sell.",
            what=what,
        ),
        Fault.ELSEWHERE: words("✂️ Without “{what}”: buyers shop here.", what=what),
        Fault.SHOUTING: words("🔠 All in capitals is hard to read."),
        Fault.SYMBOLS: words("✂️ Without emoji and signs such as !!!"),
        Fault.DOUBLED: words("✂️ “{what}” is said twice; once is enough.", what=what),
        Fault.TOO_LONG: words("📏 Too long: at most {n} characters.", n=LONGEST),
        Fault.TOO_SHORT: words("📏 Too short: add the material, brand or size."),
        Fault.SAME: words(
            "⚠️ You have a product of this name already. Is it another size or colour?"
        ),
        Fault.SIMILAR: words("⚠️ Very like your “{what}”. What is different?", what=what),
    }[finding.fault]


def _good_and_bad(category: str) -> Markup:
    plan = plan_of(category)
    return Markup("👍 {}\n👎 {}").format(plan.good[0], plan.bad[0])


def _part_buttons(payload: NamePartQuestion, words: Words) -> Rows:
    done = words.pgettext("button", "✅ That is all")
    if payload.said:
        place = ALONE + payload.part
        return (
            (
                _move(words.pgettext("button", "↩️ Keep it"), place, "done"),
                _move(words.pgettext("button", "🗑 Leave it out"), place, "drop"),
            ),
        )
    if payload.part is NamePart.KIND:
        return ()
    leave = words.pgettext("button", "⏭ Skip this one")
    return ((_move(leave, payload.part, "drop"), _move(done, payload.part, "done")),)


def _uses(payload: NameCheck, words: Words) -> Rows:
    use = _move(words.pgettext("button", "✅ Use this name"), Place.CHECK, "use")
    better = _move(words.pgettext("button", "✨ Use the better one"), Place.CHECK, "better")
    may_be_used = all(one.mild for one in payload.findings)
    return (*(((use,),) if may_be_used else ()), *(((better,),) if payload.better else ()))


def _changes(payload: NameCheck, words: Words) -> Rows:
    write = _move(words.pgettext("button", "⌨️ Type it myself"), Place.CHECK, "write")
    if not payload.built:
        parts = words.pgettext("button", "🧩 Build it of parts")
        return ((write, _move(parts, Place.CHECK, "parts")),)
    buttons = [
        Button(part_label(part, payload.category, words), encode(ChangePart(part)))
        for part in PARTS
    ]
    return (*(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)), (write,))


def _move(label: str, place: str, move: str) -> Button:
    return Button(label, encode(MoveName(place, move)))
