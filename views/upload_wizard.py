"""Words for the wizard's first and last steps: what it is, the choice of it, the last look."""

from markupsafe import Markup

from crm.uploads.asking import (
    ListingNotReady,
    ListingPreview,
    ProductCategoryQuestion,
    StepLeft,
    VariantsNotTaken,
    VariantsQuestion,
)
from crm.uploads.categories import plans
from crm.uploads.rules import Lack
from crm.uploads.variants import LONGEST, MOST, Objection
from models.uploads import UploadStep
from views.actions import EditUpload, PickCategory, UploadMove, encode
from views.layout import paragraphs, stacked
from views.listing import listing_block
from views.message import Button, Text, Toast
from views.rendering import Reader, view
from views.upload_categories import category_label, category_name
from views.upload_numbers import taken_line
from views.upload_rows import back_button, next_button, wizard_rows
from views.upload_steps import step_label, step_name
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
EDITED = tuple(step for step in UploadStep if step is not UploadStep.PREVIEW)


@view(ProductCategoryQuestion)
def category_question(payload: ProductCategoryQuestion, words: Words, _reader: Reader) -> Text:
    """Say what is ahead, and ask what it is; with something chosen only whether that stays."""
    chosen = category_name(payload.category, words)
    welcome = words(
        "📸 <b>Let us make a product page together</b>\n"
        "Photos, name, price, description: one small step after the other. You can stop at any "
        "time, and nothing is lost."
    )
    html = paragraphs(
        Markup() if chosen else welcome,
        words("What kind of product is it?"),
        words("Chosen: <b>{value}</b>", value=chosen) if chosen else Markup(),
    )
    buttons = [
        Button(category_label(plan.category, words), encode(PickCategory(plan.category)))
        for plan in plans()
    ]
    step = UploadStep.CATEGORY
    on: Rows = ((next_button(words, step),),) if chosen else ()
    rows = wizard_rows(words, step, back=False, skip=not chosen, extra=(*_in_twos(buttons), *on))
    return Text(html, buttons=rows)


@view(VariantsQuestion)
def variants_question(payload: VariantsQuestion, words: Words, _reader: Reader) -> Text:
    """Ask for a list, and show what is there."""
    step = UploadStep.VARIANTS
    html = paragraphs(
        taken_line(payload.before, words),
        stacked(
            words("🎨 <b>Can buyers choose a size, colour or flavour?</b>"),
            words("Type what there is, with commas between, such as <i>S, M, L</i>."),
        ),
        words("Variants: {value}", value=", ".join(payload.variants))
        if payload.variants
        else Markup(),
    )
    if payload.variants:
        on: Rows = ((next_button(words, step),),)
    else:
        one = words.pgettext("button", "1️⃣ There is only one")
        on = ((Button(one, encode(UploadMove(step, "next"))),),)
    return Text(html, buttons=wizard_rows(words, step, skip=False, extra=on))


@view(VariantsNotTaken)
def variants_not_taken(payload: VariantsNotTaken, words: Words, _reader: Reader) -> Text:
    """Say what to change."""
    what = payload.what
    why = {
        Objection.PHONE: words(
            "📵 Please without a phone number: “{what}”. Buyers can write to you in the store.",
            what=what,
        ),
        Objection.LINK: words("🔗 Please without a link: “{what}”.", what=what),
        Objection.ACCOUNT: words("🔗 Please without an account: “{what}”.", what=what),
        Objection.TOO_LONG: words(
            "📏 “{what}” is a little too long: at most {n} characters for one.",
            what=what,
            n=LONGEST,
        ),
        Objection.TOO_MANY: words("📏 That is a lot to choose from: at most {n}, please.", n=MOST),
        Objection.EMPTY: words(
            "🙏 I could not read that. Type what there is, with commas between, such as "
            "<i>S, M, L</i>."
        ),
    }[payload.why]
    return Text(why, buttons=wizard_rows(words, UploadStep.VARIANTS))


@view(ListingPreview)
def listing_preview(payload: ListingPreview, words: Words, _reader: Reader) -> Text:
    """Show it all, what must come first, and a way to each step."""
    lacks = payload.lacks
    html = paragraphs(
        words("👀 <b>This is your product page. Is it right?</b>"),
        listing_block(payload.listing, words),
        _needed(lacks, words) if lacks else Markup(),
    )
    step = UploadStep.PREVIEW
    send = Button(
        words.pgettext("button", "📨 Send to our team"), encode(UploadMove(step, "send"))
    )
    first: Rows = (
        _in_twos([_edit(UploadStep(lack), words, lacking=True) for lack in lacks])
        if lacks
        else ((send,),)
    )
    edits = _in_twos([_edit(step, words) for step in EDITED if step not in set(lacks)])
    out = (
        Button(words.pgettext("button", "🙋 Help me here"), encode(UploadMove(step, "help"))),
        Button(words.pgettext("button", "💾 Keep as a draft"), encode(UploadMove(step, "later"))),
    )
    return Text(html, buttons=(*first, *edits, (back_button(words, step), out[0]), (out[1],)))


@view(StepLeft)
def step_left(_payload: StepLeft, words: Words, _reader: Reader) -> Toast:
    """Point to the present question."""
    return Toast(words.pgettext("toast", "That step is behind you. Please go on below 👇"))


@view(ListingNotReady)
def listing_not_ready(_payload: ListingNotReady, words: Words, _reader: Reader) -> Toast:
    """Say that something is missing."""
    return Toast(words.pgettext("toast", "Almost there: something is still missing."))


def _needed(lacks: tuple[Lack, ...], words: Words) -> Markup:
    names = Markup(", ").join(step_name(UploadStep(lack), words) for lack in lacks)
    return words("❗ Before you can send it, please add: <b>{names}</b>", names=names)


def _edit(step: UploadStep, words: Words, *, lacking: bool = False) -> Button:
    label = step_label(step, words)
    return Button(f"❗ {label}" if lacking else f"✏️ {label}", encode(EditUpload(step)))


def _in_twos(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
