"""`/telepon`, and what staff press on the list of calls and on a call's card."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from crm.calls import holding, listing, obstacles, outcomes, problems, queries
from crm.calls.cards import Caller, Place
from crm.calls.holding import CallAlreadyClosed, CallHeld, CallNotFound
from crm.calls.listing import Filters
from crm.calls.payloads import CallAsk, CallList, CallNoted, CallPress, CallPressed
from crm.calls.rules import Later
from crm.followups.hours import Hours
from crm.followups.letters import Answer
from crm.sellers.invitations import Invitations, invitation_secret
from handlers.relay import stay_in_topic
from handlers.turn import Turn
from models import Staff
from models.calls import CallOutcome
from models.staff import Role
from models.tickets import Category
from views.actions import (
    Action,
    CallHinder,
    CallLater,
    CallProblem,
    CloseCall,
    ListCalls,
    MoveCall,
    OpenCall,
)

ENDS = frozenset({CallOutcome.REACHED, CallOutcome.WRONG_NUMBER, CallOutcome.SOLVED})
ASKS = {"later": CallAsk.WHEN, "problem": CallAsk.CATEGORY, "back": CallAsk.OUTCOME}


async def show_list(turn: Turn) -> None:
    """Show the calls to make."""
    await stay_in_topic(turn)
    turn.reply(await _list(turn, Filters()))


async def turn_list(turn: Turn, action: ListCalls) -> None:
    """Show another part of the list in its place, or the list below the morning's count."""
    await stay_in_topic(turn)
    shown = await _list(turn, Filters(action.province, action.language, action.page))
    place = turn.message.message_id if action.page >= 0 else None
    turn.reply(replace(shown, message_id=place))


async def open_card(turn: Turn, action: OpenCall) -> None:
    """Take a call from the list, and show its card below."""

    async def take(caller: Caller) -> CallPressed:
        taken = replace(caller, place=None)
        card = await holding.opened(
            turn.session, task_id=action.task_id, caller=taken, now=turn.now
        )
        turn.reply(card)
        return CallPressed(CallPress.TAKEN)

    await _press(turn, action.task_id, take)


async def move(turn: Turn, action: MoveCall) -> None:
    """Take a call or put it back, or let the card ask for more."""

    async def do(caller: Caller) -> CallPressed | None:
        facts: dict[str, Any] = {"task_id": action.task_id, "caller": caller, "now": turn.now}
        if action.move in ASKS:
            await holding.ask_caller(turn.session, ask=ASKS[action.move], **facts)
            return None
        if action.move == "release":
            await holding.release(turn.session, **facts)
            return CallPressed(CallPress.RELEASED)
        await holding.take(turn.session, **facts)
        return CallPressed(CallPress.TAKEN)

    await _press(turn, action.task_id, do)


async def close(turn: Turn, action: CloseCall) -> None:
    """Keep how the call ended, or when the seller is called again."""

    async def do(caller: Caller) -> CallNoted | CallPressed:
        facts: dict[str, Any] = {"task_id": action.task_id, "caller": caller, "now": turn.now}
        if action.outcome == CallOutcome.NO_ANSWER:
            hours = Hours.of(turn.services.settings)
            at, zone = await outcomes.miss(turn.session, hours=hours, **facts)
            return CallNoted(CallOutcome.NO_ANSWER, again_at=at, zone=zone)
        if action.outcome not in ENDS:
            return CallPressed(CallPress.NOT_OPEN)
        outcome = CallOutcome(action.outcome)
        await outcomes.close(turn.session, outcome=outcome, **facts)
        return CallNoted(outcome)

    await _press(turn, action.task_id, do)


async def put_off(turn: Turn, action: CallLater) -> None:
    """Call the seller when it suits them."""

    async def do(caller: Caller) -> CallNoted | CallPressed:
        if action.when not in set(Later):
            return CallPressed(CallPress.NOT_OPEN)
        at, zone = await outcomes.call_back(
            turn.session,
            task_id=action.task_id,
            caller=caller,
            when=Later(action.when),
            hours=Hours.of(turn.services.settings),
            now=turn.now,
        )
        return CallNoted(CallOutcome.CALL_BACK, again_at=at, zone=zone)

    await _press(turn, action.task_id, do)


async def ask_for_problem(turn: Turn, action: CallProblem) -> None:
    """Post the message that a problem's words are a reply to."""

    async def do(caller: Caller) -> CallPressed:
        if action.category not in set(Category):
            return CallPressed(CallPress.NOT_OPEN)
        asked = await problems.prompt(
            turn.session,
            task_id=action.task_id,
            category=Category(action.category),
            caller=caller,
            now=turn.now,
        )
        turn.reply(asked)
        return CallPressed(CallPress.PROMPTED)

    await _press(turn, action.task_id, do)


async def hinder(turn: Turn, action: CallHinder) -> None:
    """Note what makes selling hard for the seller."""

    async def do(caller: Caller) -> CallPressed:
        if action.answer not in set(Answer):
            return CallPressed(CallPress.NOT_OPEN)
        await obstacles.hinder(
            turn.session,
            task_id=action.task_id,
            answer=Answer(action.answer),
            caller=caller,
            now=turn.now,
        )
        return CallPressed(CallPress.HINDERED)

    await _press(turn, action.task_id, do)


async def _press(
    turn: Turn,
    task_id: int,
    do: Callable[[Caller], Awaitable[CallNoted | CallPressed | None]],
) -> None:
    """Do what was pressed, and answer it; what a colleague did first is said."""
    await stay_in_topic(turn)
    if turn.staff is None:
        return
    turn.about_id = await queries.seller_of(turn.session, task_id=task_id)
    answer: CallNoted | CallPressed | None
    try:
        answer = await do(_caller(turn, turn.staff))
    except CallHeld as refusal:
        answer = CallPressed(CallPress.HELD, by=refusal.by)
    except (CallNotFound, CallAlreadyClosed):
        answer = CallPressed(CallPress.NOT_OPEN)
    if answer is not None:
        turn.toast(answer)


def _caller(turn: Turn, staff: Staff) -> Caller:
    secret = invitation_secret(turn.services.settings.require_token())
    return Caller(
        staff,
        place=Place(turn.chat_id, turn.message.message_id),
        invitations=Invitations(turn.message.get_bot().username, secret),
    )


async def _list(turn: Turn, filters: Filters) -> CallList:
    return await listing.listed(
        turn.session,
        filters=filters,
        hours=Hours.of(turn.services.settings),
        now=turn.now,
    )


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "telepon": (Role.AGENT, show_list)
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ListCalls: (Role.AGENT, turn_list),
    OpenCall: (Role.AGENT, open_card),
    MoveCall: (Role.AGENT, move),
    CloseCall: (Role.AGENT, close),
    CallLater: (Role.AGENT, put_off),
    CallProblem: (Role.AGENT, ask_for_problem),
    CallHinder: (Role.AGENT, hinder),
}
