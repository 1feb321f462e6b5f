"""`/saran`: what sellers wish of the app; and what staff press about it."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from crm.suggestions import operations, orders, queries
from crm.suggestions.payloads import (
    SuggestionMissing,
    SuggestionOutcome,
    SuggestionPressed,
)
from crm.suggestions.refusals import SuggestionGone, SupervisorsOnly
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models.staff import Role
from models.suggestions import SuggestionState
from views.actions import (
    Action,
    ExportSuggestions,
    ListSuggestions,
    MergeSuggestions,
    SetSuggestion,
    ShowSuggestion,
)

_COMMAND = re.compile(
    r"/saran(?:@\w+)?\s+#?(?P<number>\d{1,12})(?:\D{1,3}(?P<beside>\d{1,12}))?\b"
)


async def show(turn: Turn) -> None:
    """List suggestions, or show the one that is named, beside another to unite it with."""
    await stay_in_topic(turn)
    named = _COMMAND.match(turn.message.text or "")
    if named is None:
        turn.reply(await queries.page(turn.session, state=None, number=1))
        return
    beside = int(named["beside"]) if named["beside"] else None
    await _show(turn, int(named["number"]), beside=beside)


async def turn_page(turn: Turn, action: ListSuggestions) -> None:
    """Show a page of the list in the place of the message."""
    state = SuggestionState(action.state) if action.state in set(SuggestionState) else None
    turn.reply(
        await queries.page(
            turn.session,
            state=state,
            number=action.page,
            message_id=turn.message.message_id,
        )
    )


async def show_one(turn: Turn, action: ShowSuggestion) -> None:
    """Show one suggestion in the place of the list."""
    await _show(turn, action.suggestion_id, message_id=turn.message.message_id)


async def decide(turn: Turn, action: SetSuggestion) -> None:
    """Keep what becomes of a suggestion."""
    if turn.staff is None or action.state not in set(SuggestionState):
        turn.toast(SuggestionPressed(SuggestionOutcome.GONE))
        return
    try:
        await operations.decide(
            turn.session,
            suggestion_id=action.suggestion_id,
            state=SuggestionState(action.state),
            staff=turn.staff,
            now=turn.now,
        )
    except SuggestionGone:
        turn.toast(SuggestionPressed(SuggestionOutcome.GONE))
    else:
        turn.toast(SuggestionPressed(SuggestionOutcome.SET))
        await _show(turn, action.suggestion_id, message_id=turn.message.message_id)


async def merge(turn: Turn, action: MergeSuggestions) -> None:
    """Make one suggestion of two."""
    if turn.staff is None:
        return
    try:
        await operations.merge(
            turn.session, kept_id=action.kept_id, merged_id=action.merged_id, staff=turn.staff
        )
    except SupervisorsOnly:
        turn.toast(SuggestionPressed(SuggestionOutcome.SUPERVISORS_ONLY))
    except SuggestionGone:
        turn.toast(SuggestionPressed(SuggestionOutcome.GONE))
    else:
        turn.toast(SuggestionPressed(SuggestionOutcome.MERGED))
        await _show(turn, action.kept_id, message_id=turn.message.message_id)


async def export(turn: Turn, _action: ExportSuggestions) -> None:
    """Have the workbook made for whoever asks."""
    await stay_in_topic(turn)
    sought = await orders.ask(
        turn.session, chat_id=turn.chat_id, ticket_id=turn.ticket_id, now=turn.now
    )
    turn.toast(SuggestionPressed(SuggestionOutcome.ASKED))
    turn.reply(sought)


async def _show(
    turn: Turn, number: int, *, beside: int | None = None, message_id: int | None = None
) -> None:
    if turn.staff is None:
        return
    try:
        turn.reply(
            await queries.card(
                turn.session, number, reader=turn.staff, beside=beside, message_id=message_id
            )
        )
    except SuggestionGone:
        turn.reply(SuggestionMissing(number))


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "saran": (Role.AGENT, show),
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ListSuggestions: (Role.AGENT, turn_page),
    ShowSuggestion: (Role.AGENT, show_one),
    SetSuggestion: (Role.AGENT, decide),
    MergeSuggestions: (Role.AGENT, merge),
    ExportSuggestions: (Role.AGENT, export),
}
"""Open to agents, who are told kindly that supervisors unite suggestions."""
