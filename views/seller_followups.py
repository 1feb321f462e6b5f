"""Words for a seller's card: the cadence they are in, and what was said to them unasked."""

from markupsafe import Markup

from crm.sellers.card.payloads import InCadence, SellerCard, SellerTakenOut, TouchLine
from models.followups import TouchSource
from views.actions import TakeOut, encode
from views.cadence_words import channel_name, letter_name, title
from views.followups import answer_name
from views.message import Button, Toast
from views.rendering import Reader, view
from views.words import Words


def followed_up(card: SellerCard, words: Words) -> Markup:
    """Say how a seller is followed up; nothing where they never were."""
    run = card.followup
    lines = (
        *([_run(run, words, card.zone)] if run else []),
        *(_touch(touch, words, card.zone) for touch in card.touches),
    )
    return Markup("\n").join((words("<b>Follow-up</b>"), *lines)) if lines else Markup()


def taking_out(card: SellerCard, words: Words) -> tuple[tuple[Button, ...], ...]:
    """Return the button that takes a seller out of the cadence they are in."""
    if card.followup is None:
        return ()
    out = TakeOut(card.seller_id, card.followup.followup_id)
    return ((Button(words.pgettext("button", "🚪 End this follow-up"), encode(out)),),)


@view(SellerTakenOut)
def seller_taken_out(payload: SellerTakenOut, words: Words, _reader: Reader) -> Toast:
    """Say that it is over, and what that does not mean."""
    if payload.before:
        return Toast(words.pgettext("toast", "This follow-up has ended already."))
    return Toast(
        words.pgettext(
            "toast",
            "Ended. What was queued is not sent. After some days another follow-up may begin; "
            "“Stop” on a message ends all of them.",
        )
    )


def _run(run: InCadence, words: Words, zone: str) -> Markup:
    name = Markup("🧭 <b>{}</b>").format(title(run.cadence, words))
    since = words("since {moment}", moment=words.moment(run.entered_at, zone))
    return Markup(" · ").join((name, since, _next(run, words)))


def _next(run: InCadence, words: Words) -> Markup:
    moment = words.moment(run.due, run.zone)
    if run.watched:
        return words("only watched, gets nothing")
    if not run.runs:
        return words("stands still")
    if run.letter is None:
        return words("all is said, ends {moment} there", moment=moment)
    return words(
        "next: “{letter}”, {moment} there", letter=letter_name(run.letter, words), moment=moment
    )


def _touch(touch: TouchLine, words: Words, zone: str) -> Markup:
    what = letter_name(touch.letter, words) if touch.letter else _source(touch.source, words)
    parts = (words.moment(touch.at, zone), channel_name(touch.channel, words), what)
    line = Markup(" · ").join(parts)
    if touch.answer is None:
        return line
    return Markup("{} → {}").format(line, answer_name(touch.answer, words))


def _source(source: TouchSource, words: Words) -> str:
    return {
        TouchSource.CADENCE: words.pgettext("touch", "a step that is no more"),
        TouchSource.STAFF: words.pgettext("touch", "the team asked how they are"),
        TouchSource.BROADCAST: words.pgettext("touch", "a broadcast"),
        TouchSource.PROMOTION: words.pgettext("touch", "a promotion"),
        TouchSource.TRAINING: words.pgettext("touch", "a training"),
    }[source]
