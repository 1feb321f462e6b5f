"""How a call ended: kept, logged, and fed back into what the call was about."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls.cards import Caller, rewrite
from crm.calls.holding import hold
from crm.calls.payloads import CallEnded, CallPutOff
from crm.calls.rules import (
    CALL,
    TRIES,
    CallReason,
    Later,
    called_back_at,
    hinders_in,
    tried_again_at,
)
from crm.followups import touches
from crm.followups.hours import Hours
from crm.followups.letters import Answer
from models import CallTask, Interaction, Seller, Staff, Ticket, Touch
from models.calls import CallOutcome
from models.followups import TouchState
from models.interactions import Channel, Direction


async def close(
    session: AsyncSession,
    *,
    task_id: int,
    caller: Caller,
    outcome: CallOutcome,
    now: datetime,
) -> None:
    """Keep how a call ended: reached, a wrong number, or solved without one.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: a colleague was quicker.
        CallHeld: a colleague is calling the seller.
    """
    task, seller = await hold(session, task_id=task_id, staff=caller.staff, now=now)
    if outcome is CallOutcome.WRONG_NUMBER:
        seller.wrong_phone, seller.updated_at = task.dialled or seller.phone, now
    await _end(session, task, seller, caller=caller, outcome=outcome, now=now)


async def miss(
    session: AsyncSession,
    *,
    task_id: int,
    caller: Caller,
    hours: Hours,
    now: datetime,
) -> tuple[datetime | None, str]:
    """Keep that nobody answered; return when to call again (None: no more), and their zone.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: a colleague was quicker.
        CallHeld: a colleague is calling the seller.
    """
    task, seller = await hold(session, task_id=task_id, staff=caller.staff, now=now)
    task.tries += 1
    if task.tries >= TRIES:
        missed = CallOutcome.NO_ANSWER
        await _end(session, task, seller, caller=caller, outcome=missed, now=now)
        return None, seller.zone
    task.call_at = tried_again_at(now=now, zone=seller.zone, hours=hours)
    await _put_off(session, task, seller, caller=caller, missed=True, now=now)
    return task.call_at, seller.zone


async def call_back(
    session: AsyncSession,
    *,
    task_id: int,
    caller: Caller,
    when: Later,
    hours: Hours,
    now: datetime,
) -> tuple[datetime, str]:
    """Call a seller again when it suits them; return that moment and their zone.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: a colleague was quicker.
        CallHeld: a colleague is calling the seller.
    """
    task, seller = await hold(session, task_id=task_id, staff=caller.staff, now=now)
    task.call_at = called_back_at(when, now=now, zone=seller.zone, hours=hours)
    await _put_off(session, task, seller, caller=caller, missed=False, now=now)
    return task.call_at, seller.zone


async def told_problem(
    session: AsyncSession,
    *,
    task: CallTask,
    seller: Seller,
    ticket: Ticket,
    caller: Caller,
    now: datetime,
) -> None:
    """Keep that a held call made a ticket."""
    task.ticket_id = ticket.id
    outcome = CallOutcome.PROBLEM
    await _end(session, task, seller, caller=caller, outcome=outcome, now=now)


async def touch_of(session: AsyncSession, task: CallTask) -> Touch | None:
    """Return the touch that a call is; one that was asked for only came of a touch."""
    if task.reason != CallReason.FOLLOW_UP or task.touch_id is None:
        return None
    return await session.get(Touch, task.touch_id, populate_existing=True)


async def show_end(
    session: AsyncSession,
    *,
    task: CallTask,
    seller: Seller,
    by: Caller,
    name: str,
    now: datetime,
) -> None:
    """Let a call's cards say that `name` made it, and how it ended."""
    await rewrite(
        session,
        CallEnded,
        task=task,
        seller=seller,
        by=by,
        now=now,
        caller=name,
        outcome=task.outcome,
        at=task.done_at,
        ticket_id=task.ticket_id,
        hinders=hinders_in(task.note),
    )


async def _end(
    session: AsyncSession,
    task: CallTask,
    seller: Seller,
    *,
    caller: Caller,
    outcome: CallOutcome,
    now: datetime,
) -> None:
    task.done_at, task.done_by, task.outcome = now, caller.staff.id, outcome
    task.held_by = task.held_until = None
    session.add(_interaction(task, outcome, caller.staff, now))
    await session.flush()
    await _tell_touch(session, task, outcome, now)
    await show_end(session, task=task, seller=seller, by=caller, name=caller.name, now=now)


async def _put_off(
    session: AsyncSession,
    task: CallTask,
    seller: Seller,
    *,
    caller: Caller,
    missed: bool,
    now: datetime,
) -> None:
    task.held_by = task.held_until = None
    outcome = CallOutcome.NO_ANSWER if missed else CallOutcome.CALL_BACK
    session.add(_interaction(task, outcome, caller.staff, now))
    await session.flush()
    await _tell_touch(session, task, outcome, now)
    await rewrite(
        session,
        CallPutOff,
        task=task,
        seller=seller,
        by=caller,
        now=now,
        caller=caller.name,
        missed=missed,
        call_at=task.call_at,
    )


async def _tell_touch(
    session: AsyncSession, task: CallTask, outcome: CallOutcome, now: datetime
) -> None:
    """Let a cadence know what became of its word."""
    touch = await touch_of(session, task)
    if touch is None or touch.id is None:
        return
    match outcome:
        case CallOutcome.REACHED | CallOutcome.PROBLEM:
            touch.state, touch.answered_at = TouchState.ANSWERED, now
            touch.sent_at = touch.sent_at or now
            touch.answer = Answer.PROBLEM if outcome is CallOutcome.PROBLEM else touch.answer
        case CallOutcome.NO_ANSWER | CallOutcome.CALL_BACK:
            await touches.sent(session, touch_ids=[touch.id], now=now)
        case CallOutcome.WRONG_NUMBER:
            await touches.failed(session, touch_ids=[touch.id], now=now)
        case CallOutcome.SOLVED | CallOutcome.WITHDRAWN:
            await touches.drop(session, touch_ids=[touch.id])


def _interaction(task: CallTask, outcome: CallOutcome, staff: Staff, now: datetime) -> Interaction:
    touched = {"touch_id": task.touch_id} if task.touch_id is not None else {}
    return Interaction(
        at=now,
        direction=Direction.OUT,
        channel=Channel.PHONE,
        seller_id=task.seller_id,
        staff_id=staff.id,
        kind=CALL,
        ticket_id=task.ticket_id,
        data={"task_id": task.id, "outcome": outcome.value, **touched},
    )
