"""Words for a broadcast on its way: how far it is, and how it went."""

from markupsafe import Markup

from crm.broadcasts.payloads import BroadcastProgress, BroadcastResult, Tally
from models.broadcasts import BroadcastState
from views.actions import BroadcastStep, encode
from views.broadcasts import lasting
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.words import Words

BAR = 10


@view(BroadcastProgress)
def broadcast_progress(
    payload: BroadcastProgress, words: Words, reader: Reader
) -> Text | EditText:
    """Show how much has left, what became of it, and how to stop it."""
    html = Markup("\n").join(
        (_state(payload, words), _bar(payload, words), *_counts(payload.tally, words))
    )
    html += _ahead(payload, words, reader)
    buttons = _buttons(payload, words)
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(BroadcastResult)
def broadcast_result(payload: BroadcastResult, words: Words, _reader: Reader) -> Text:
    """Say how it went."""
    heading = words("✅ <b>The broadcast is through.</b>")
    if payload.state is BroadcastState.CANCELLED:
        heading = words("🛑 <b>The broadcast was cancelled.</b>")
    elif payload.tally.later:
        heading = words("✅ <b>The broadcast is through for today.</b>")
    html = Markup("\n").join((heading, *_counts(payload.tally, words)))
    return Text(html, reply_to=payload.reply_to)


def _state(payload: BroadcastProgress, words: Words) -> Markup:
    number = payload.broadcast_id
    return {
        BroadcastState.DRAFT: words("📣 <b>Broadcast {n}</b>", n=number),
        BroadcastState.SENDING: words("📣 <b>Broadcast {n} is on its way</b>", n=number),
        BroadcastState.PAUSED: words("⏸ <b>Broadcast {n} is paused</b>", n=number),
        BroadcastState.DONE: words("✅ <b>Broadcast {n} is through</b>", n=number),
        BroadcastState.CANCELLED: words("🛑 <b>Broadcast {n} was cancelled</b>", n=number),
    }[payload.state]


def _bar(payload: BroadcastProgress, words: Words) -> Markup:
    tally = payload.tally
    if not payload.filled:
        return words("Being prepared: {count} so far", count=words.number(tally.recipients))
    done = tally.recipients - tally.waiting - tally.later
    share = min(1.0, max(0.0, done / tally.recipients)) if tally.recipients else 1.0
    bar = "▓" * int(share * BAR) + "░" * (BAR - int(share * BAR))
    figures = words(
        "{done} of {total}", done=words.number(done), total=words.number(tally.recipients)
    )
    return Markup("{} {}").format(bar, figures)


def _counts(tally: Tally, words: Words) -> list[Markup]:
    """Say what became of the messages; what there is none of is left out."""
    lines = (
        (tally.sent, words("📨 Sent: {count}", count=words.number(tally.sent))),
        (tally.answered, words("💬 Answered: {count}", count=words.number(tally.answered))),
        (tally.later, words("📅 On another day: {count}", count=words.number(tally.later))),
        (tally.blocked, words("⛔ Blocked us: {count}", count=words.number(tally.blocked))),
        (tally.failed, words("⚠️ Failed: {count}", count=words.number(tally.failed))),
        (tally.dropped, words("🗑 Not sent any more: {count}", count=words.number(tally.dropped))),
    )
    found = [line for count, line in lines if count]
    return found or [words("📨 Sent: {count}", count=words.number(0))]


def _ahead(payload: BroadcastProgress, words: Words, reader: Reader) -> Markup:
    if payload.state is not BroadcastState.SENDING or not payload.tally.waiting:
        return Markup()
    if payload.opens_at is not None:
        return words(
            "\n\n🌙 It goes on at {moment}.", moment=words.moment(payload.opens_at, reader.zone)
        )
    return words("\n\n⏱ About {duration} still", duration=lasting(payload.seconds_left, words))


def _buttons(payload: BroadcastProgress, words: Words) -> tuple[tuple[Button, ...], ...]:
    def step(label: str, move: str) -> Button:
        return Button(label, encode(BroadcastStep(payload.broadcast_id, move)))

    stop = step(words.pgettext("button", "🛑 Cancel the rest"), "cancel")
    match payload.state:
        case BroadcastState.SENDING:
            return ((step(words.pgettext("button", "⏸ Pause"), "pause"), stop),)
        case BroadcastState.PAUSED:
            return ((step(words.pgettext("button", "▶️ Go on"), "resume"), stop),)
        case _:
            return ()
