"""Ask staff to call a seller, and keep how it ended."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls import queries
from crm.calls.payloads import CallCard, CallEnded
from crm.calls.rules import CALL, CallReason
from crm.errors import CrmError
from crm.outbox.operations import post, post_once
from crm.sellers.facts import facts_of
from crm.staff.queries import group
from models import CallTask, Interaction, Seller, Staff
from models.calls import CallOutcome
from models.interactions import Channel, Direction

CARDS_AT_ONCE = 20
"""As many as a group takes in a minute."""


class CallNotFound(CrmError):
    """There is no such call."""

    code: ClassVar[str] = "call_not_found"


class CallAlreadyClosed(CrmError):
    """Somebody noted an outcome before."""

    code: ClassVar[str] = "call_already_closed"


async def ask(
    session: AsyncSession,
    *,
    seller: Seller,
    touch_id: int | None,
    reason: CallReason,
    now: datetime,
) -> CallTask:
    """Ask staff to call `seller`; a call that the seller waits for already is returned instead."""
    seller_id = _stored(seller.id)
    waiting = await queries.open_call_of(session, seller_id=seller_id)
    if waiting is not None:
        return waiting
    task = CallTask(
        seller_id=seller_id, touch_id=touch_id, reason=reason, created_at=now, call_at=now
    )
    session.add(task)
    await session.flush()
    staff_group = await group(session)
    if staff_group is not None:
        await _post_card(session, task, seller, chat_id=staff_group.chat_id, now=now)
    return task


async def post_cards(session: AsyncSession, *, now: datetime) -> int:
    """Post the cards of calls asked for before a staff group was paired; return how many."""
    staff_group = await group(session)
    if staff_group is None:
        return 0
    posted = [
        await _post_card(session, task, seller, chat_id=staff_group.chat_id, now=now)
        for task, seller in await queries.without_card(session, limit=CARDS_AT_ONCE)
    ]
    return sum(posted)


async def card_posted(session: AsyncSession, *, task_id: int, message_id: int) -> None:
    """Remember which message in the staff group is the call's card."""
    await session.execute(
        update(CallTask).where(col(CallTask.id) == task_id).values(card_message_id=message_id)
    )


async def close(
    session: AsyncSession, *, task_id: int, staff: Staff, outcome: CallOutcome, now: datetime
) -> None:
    """Keep how a call ended, log it, and let its card say so.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: a colleague was quicker.
    """
    task = await session.get(CallTask, task_id, with_for_update=True)
    if task is None:
        raise CallNotFound(task_id=task_id)
    if task.done_at is not None:
        raise CallAlreadyClosed(task_id=task_id)
    task.done_at, task.done_by, task.outcome = now, staff.id, outcome
    session.add(_interaction(task, now))
    seller = await session.get_one(Seller, task.seller_id)
    staff_group = await group(session)
    if staff_group is not None and task.card_message_id is not None:
        ended = CallEnded(
            message_id=task.card_message_id,
            card=await _card(session, task, seller, now),
            caller=staff.name,
            outcome=outcome,
            at=now,
        )
        post(session, ended, chat_id=staff_group.chat_id, seller_id=seller.id, now=now)


async def _post_card(
    session: AsyncSession, task: CallTask, seller: Seller, *, chat_id: int, now: datetime
) -> bool:
    return await post_once(
        session,
        await _card(session, task, seller, now),
        dedupe_key=f"call:{task.id}",
        chat_id=chat_id,
        seller_id=seller.id,
        now=now,
    )


async def _card(session: AsyncSession, task: CallTask, seller: Seller, now: datetime) -> CallCard:
    return CallCard(
        task_id=_stored(task.id),
        reason=CallReason(task.reason),
        asked_at=task.created_at,
        seller=await facts_of(session, seller=seller, now=now),
    )


def _interaction(task: CallTask, now: datetime) -> Interaction:
    return Interaction(
        at=now,
        direction=Direction.OUT,
        channel=Channel.PHONE,
        seller_id=task.seller_id,
        staff_id=task.done_by,
        kind=CALL,
        data={"task_id": task.id, "outcome": task.outcome},
    )


def _stored(number: int | None) -> int:
    if number is None:
        message = "only stored sellers are called"
        raise ValueError(message)
    return number
