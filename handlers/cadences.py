"""`/tindaklanjut`: staff look at the cadences, and supervisors decide about them."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.errors import CrmError
from crm.followups.cadences import deciding, orders, showing
from crm.followups.cadences.deciding import (
    CadenceChanged,
    CadenceNotActive,
    CadenceNotPaused,
    CadenceNotWaiting,
    CadenceUnknown,
    SupervisorsOnly,
)
from crm.followups.cadences.payloads import CadencePressed, Pressed
from handlers import menu
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role
from views.actions import (
    Action,
    DecideCadence,
    ListCadences,
    PreviewCadence,
    ReadCadence,
    ShowCadence,
)

REFUSALS: dict[type[CrmError], Pressed] = {
    SupervisorsOnly: Pressed.NOT_SUPERVISOR,
    CadenceUnknown: Pressed.UNKNOWN,
    CadenceChanged: Pressed.CHANGED,
    CadenceNotWaiting: Pressed.NOT_WAITING,
    CadenceNotActive: Pressed.NOT_ACTIVE,
    CadenceNotPaused: Pressed.NOT_PAUSED,
}
UNCHANGED = frozenset({Pressed.NOT_SUPERVISOR, Pressed.UNKNOWN})
"""After these a card says what it said before."""


async def show_list(turn: Turn) -> None:
    """Show all cadences."""
    await stay_in_topic(turn)
    turn.reply(await showing.overview(turn.session, now=turn.now))


async def turn_to_list(turn: Turn, _action: ListCadences) -> None:
    """Show all cadences in the place of the pressed message."""
    await stay_in_topic(turn)
    message_id = turn.message.message_id
    turn.reply(await showing.overview(turn.session, now=turn.now, message_id=message_id))


async def show_card(turn: Turn, action: ShowCadence) -> None:
    """Show a cadence in the place of the pressed message."""
    await _press(turn, lambda: _show(turn, action.cadence))


async def decide(turn: Turn, action: DecideCadence) -> None:
    """Let a cadence run, or stand still; the card then shows how it stands, whoever was first."""
    move = MOVES.get(action.move)
    if move is None:
        await menu.stale(turn)
        return
    outcome = await _press(turn, lambda: move(turn, action))
    if outcome not in UNCHANGED:
        await _press(turn, lambda: _show(turn, action.cadence))


async def preview(turn: Turn, action: PreviewCadence) -> None:
    """Have it counted who would enter."""

    async def order() -> Pressed:
        await orders.ask(
            turn.session,
            name=action.cadence,
            chat_id=turn.chat_id,
            ticket_id=turn.ticket_id,
            now=turn.now,
        )
        return Pressed.COUNTING

    await _press(turn, order)


async def read(turn: Turn, action: ReadCadence) -> None:
    """Show what each step says in a language."""

    async def show() -> None:
        for letter in await showing.letters(
            turn.session, name=action.cadence, language=action.language
        ):
            turn.reply(letter)

    await _press(turn, show)


async def _show(turn: Turn, cadence: str) -> None:
    turn.reply(
        await showing.card(
            turn.session, name=cadence, now=turn.now, message_id=turn.message.message_id
        )
    )


async def _approve(turn: Turn, action: DecideCadence) -> Pressed:
    await deciding.approve(
        turn.session,
        name=action.cadence,
        edition=action.edition,
        staff=turn.staff,
        now=turn.now,
    )
    return Pressed.APPROVED


async def _pause(turn: Turn, action: DecideCadence) -> Pressed:
    await deciding.pause(turn.session, name=action.cadence, staff=turn.staff, now=turn.now)
    return Pressed.PAUSED


async def _resume(turn: Turn, action: DecideCadence) -> Pressed:
    await deciding.resume(turn.session, name=action.cadence, staff=turn.staff, now=turn.now)
    return Pressed.RESUMED


async def _press(turn: Turn, do: Callable[[], Awaitable[Pressed | None]]) -> Pressed | None:
    """Do what was pressed, say what came of it, and return that."""
    await stay_in_topic(turn)
    try:
        outcome = await do()
    except CrmError as refusal:
        if type(refusal) not in REFUSALS:
            raise
        outcome = REFUSALS[type(refusal)]
    if outcome is not None:
        turn.toast(CadencePressed(outcome))
    return outcome


MOVES: dict[str, Callable[[Turn, DecideCadence], Awaitable[Pressed]]] = {
    "approve": _approve,
    "pause": _pause,
    "resume": _resume,
}
STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "tindaklanjut": (Role.AGENT, show_list)
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ListCadences: (Role.AGENT, turn_to_list),
    ShowCadence: (Role.AGENT, show_card),
    DecideCadence: (Role.AGENT, decide),
    PreviewCadence: (Role.AGENT, preview),
    ReadCadence: (Role.AGENT, read),
}
"""Open to agents, who are told kindly that a supervisor decides."""
