"""`/siaran`: a supervisor writes to many sellers, looks at it, confirms, and watches it leave.

The draft is a row, its words are replies to our requests for them, and buttons do the rest: so it
goes on after a restart, in the group as in private, beside whatever else is done in the chat.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.broadcasts import operations, steering
from crm.broadcasts.operations import Words
from crm.broadcasts.payloads import (
    BroadcastDeclined,
    BroadcastGivenUp,
    BroadcastPressed,
    BroadcastPrompt,
    Declined,
    Pressed,
)
from crm.broadcasts.refusals import (
    ChoiceGone,
    Nobody,
    NotADraft,
    NotOnItsWay,
    NoWords,
    SupervisorsOnly,
    TooLong,
)
from crm.broadcasts.rules import FALLBACK, Facet, Lack
from crm.errors import CrmError
from handlers.prompts import prompted
from handlers.turn import Turn
from locales.languages import LANGUAGES
from models import Broadcast, Staff
from models.staff import Role
from views.actions import (
    Action,
    BroadcastLack,
    BroadcastPick,
    BroadcastStep,
    BroadcastTo,
    BroadcastWrite,
)

Move = Callable[[Turn, Staff, int], Awaitable[Pressed]]
Change = Callable[[Broadcast], Awaitable[None]]


async def begin(turn: Turn) -> None:
    """Begin a draft and show it."""
    if turn.staff is None:
        return
    try:
        draft = await operations.begin(
            turn.session, staff=turn.staff, chat_id=turn.chat_id, now=turn.now
        )
    except SupervisorsOnly:
        _decline(turn, Declined.NOT_SUPERVISOR)
    else:
        turn.reply(draft)


async def take(turn: Turn) -> bool:
    """Take what is replied to our request for words; False where the message is about else."""
    message = turn.message
    prompt = await prompted(turn, BroadcastPrompt)
    if turn.staff is None or prompt is None:
        return False
    if message.media_group_id and not message.caption:
        await turn.reply_once(
            BroadcastDeclined(Declined.ONE_PHOTO, reply_to=message.message_id),
            key=f"siaran:{turn.chat_id}:{message.media_group_id}",
        )
    elif message.text is None and not message.photo:
        _decline(turn, Declined.NOT_TAKEN)
    else:
        await _write(turn, turn.staff, prompt)
    return True


async def offer(turn: Turn, action: BroadcastTo) -> None:
    """Offer what can be chosen of a facet, in the place of the draft."""
    await _pressed(turn, lambda staff: _offer(turn, staff, action.broadcast_id, action.facet))


async def pick(turn: Turn, action: BroadcastPick) -> None:
    """Choose a value, and offer the rest again."""

    async def choose(draft: Broadcast) -> None:
        await operations.choose(turn.session, draft, facet=Facet(action.facet), code=action.option)

    await _pressed(
        turn, lambda staff: _offer(turn, staff, action.broadcast_id, action.facet, choose)
    )


async def require(turn: Turn, action: BroadcastLack) -> None:
    """Write only to those who lack something, or not only to them any more."""

    async def change(draft: Broadcast) -> None:
        await operations.require(turn.session, draft, lack=Lack(action.lack))

    await _pressed(turn, lambda staff: _redraw(turn, staff, action.broadcast_id, change))


async def ask(turn: Turn, action: BroadcastWrite) -> None:
    """Ask for the words in a language."""

    async def prompt(staff: Staff) -> Pressed:
        draft = await _draft(turn, staff, action.broadcast_id)
        language = action.language if action.language in LANGUAGES else FALLBACK
        turn.reply(await operations.asked(turn.session, draft, language=language, staff=staff))
        return Pressed.DONE

    await _pressed(turn, prompt)


async def step(turn: Turn, action: BroadcastStep) -> None:
    """Do what a button says about the whole broadcast."""
    move = _MOVES.get(action.move)
    if move is None:
        turn.toast(BroadcastPressed(Pressed.GONE))
    else:
        await _pressed(turn, lambda staff: move(turn, staff, action.broadcast_id))


async def _write(turn: Turn, staff: Staff, prompt: BroadcastPrompt) -> None:
    message = turn.message
    photo = message.photo[-1].file_id if message.photo else None
    text = message.text or message.caption or ""
    try:
        draft = await _draft(turn, staff, prompt.broadcast_id)
        await operations.write(turn.session, draft, words=Words(prompt.language, text, photo))
    except SupervisorsOnly:
        _decline(turn, Declined.NOT_SUPERVISOR)
    except NotADraft:
        _decline(turn, Declined.OVER)
    except NoWords:
        _decline(turn, Declined.NO_WORDS)
    except TooLong as refusal:
        _decline(turn, Declined.TOO_LONG, length=refusal.length, limit=refusal.limit)
    else:
        turn.reply(await operations.shown(turn.session, draft))


async def _pressed(turn: Turn, act: Callable[[Staff], Awaitable[Pressed]]) -> None:
    if turn.staff is None:
        return
    try:
        outcome = await act(turn.staff)
    except CrmError as refusal:
        if type(refusal) not in _REFUSED:
            raise
        outcome = _REFUSED[type(refusal)]
    except ValueError:  # a facet of another day
        outcome = Pressed.GONE
    turn.toast(BroadcastPressed(outcome))


async def _draft(turn: Turn, staff: Staff, broadcast_id: int) -> Broadcast:
    return await operations.draft_of(turn.session, broadcast_id=broadcast_id, staff=staff)


async def _offer(
    turn: Turn, staff: Staff, broadcast_id: int, facet: str, change: Change | None = None
) -> Pressed:
    draft = await _draft(turn, staff, broadcast_id)
    if change is not None:
        await change(draft)
    turn.reply(
        await operations.offered(
            turn.session, draft, facet=Facet(facet), message_id=turn.message.message_id
        )
    )
    return Pressed.DONE


async def _redraw(
    turn: Turn, staff: Staff, broadcast_id: int, change: Change | None = None
) -> Pressed:
    """Show the draft in the place of the message whose button was pressed."""
    draft = await _draft(turn, staff, broadcast_id)
    if change is not None:
        await change(draft)
    turn.reply(await operations.shown(turn.session, draft, message_id=turn.message.message_id))
    return Pressed.DONE


async def _change(turn: Turn, staff: Staff, broadcast_id: int) -> Pressed:
    """Show the draft again, below what was looked at."""
    draft = await _draft(turn, staff, broadcast_id)
    turn.reply(await operations.shown(turn.session, draft))
    return Pressed.DONE


async def _preview(turn: Turn, staff: Staff, broadcast_id: int) -> Pressed:
    """Show each language's message, then ask whether it shall leave."""
    draft = await _draft(turn, staff, broadcast_id)
    for preview in operations.previews(draft):
        turn.reply(preview)
    settings = turn.services.settings
    turn.reply(await operations.checked(turn.session, draft, settings=settings, now=turn.now))
    return Pressed.DONE


async def _confirm(turn: Turn, staff: Staff, broadcast_id: int) -> Pressed:
    await operations.confirm(
        turn.session,
        broadcast_id=broadcast_id,
        staff=staff,
        message_id=turn.message.message_id,
        now=turn.now,
    )
    return Pressed.CONFIRMED


async def _give_up(turn: Turn, staff: Staff, broadcast_id: int) -> Pressed:
    await operations.give_up(turn.session, broadcast_id=broadcast_id, staff=staff, now=turn.now)
    turn.reply(BroadcastGivenUp(turn.message.message_id, by=staff.name))
    return Pressed.DONE


async def _pause(turn: Turn, staff: Staff, broadcast_id: int) -> Pressed:
    await steering.pause(turn.session, broadcast_id=broadcast_id, staff=staff)
    return Pressed.PAUSED


async def _resume(turn: Turn, staff: Staff, broadcast_id: int) -> Pressed:
    await steering.resume(turn.session, broadcast_id=broadcast_id, staff=staff)
    return Pressed.RESUMED


async def _cancel(turn: Turn, staff: Staff, broadcast_id: int) -> Pressed:
    await steering.cancel(turn.session, broadcast_id=broadcast_id, staff=staff)
    return Pressed.CANCELLED


async def _sample(_turn: Turn, _staff: Staff, _broadcast_id: int) -> Pressed:
    return Pressed.SAMPLE


def _decline(turn: Turn, why: Declined, *, length: int = 0, limit: int = 0) -> None:
    turn.reply(
        BroadcastDeclined(why, reply_to=turn.message.message_id, length=length, limit=limit)
    )


_MOVES: dict[str, Move] = {
    "draft": _redraw,
    "change": _change,
    "preview": _preview,
    "confirm": _confirm,
    "giveup": _give_up,
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
    "sample": _sample,
}
_REFUSED: dict[type[CrmError], Pressed] = {
    SupervisorsOnly: Pressed.NOT_SUPERVISOR,
    NotADraft: Pressed.OVER,
    NotOnItsWay: Pressed.OVER,
    NoWords: Pressed.NO_INDONESIAN,
    Nobody: Pressed.NOBODY,
    ChoiceGone: Pressed.GONE,
}

STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "siaran": (Role.AGENT, begin),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    BroadcastTo: (Role.AGENT, offer),
    BroadcastPick: (Role.AGENT, pick),
    BroadcastLack: (Role.AGENT, require),
    BroadcastWrite: (Role.AGENT, ask),
    BroadcastStep: (Role.AGENT, step),
}
"""Open to agents, who are told kindly that a supervisor decides."""
