"""Ask staff to call a seller, and show them that somebody wants it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls import queries
from crm.calls.cards import card_of
from crm.calls.payloads import CallCard
from crm.calls.rules import CallReason
from crm.outbox.operations import post_once
from crm.staff.queries import group
from models import CallTask, Seller

CARDS_AT_ONCE = 20
"""As many as a group takes in a minute."""


async def ask(
    session: AsyncSession,
    *,
    seller: Seller,
    touch_id: int | None,
    reason: CallReason,
    now: datetime,
) -> CallTask:
    """Ask staff to call `seller`; a call that was asked for already is returned instead.

    What a cadence wanted to call them about waits: `crm.calls.withdrawing` lets it go.
    """
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


async def _post_card(
    session: AsyncSession, task: CallTask, seller: Seller, *, chat_id: int, now: datetime
) -> bool:
    task.dialled = seller.phone
    return await post_once(
        session,
        await card_of(session, CallCard, task=task, seller=seller, now=now),
        dedupe_key=f"call:{task.id}",
        chat_id=chat_id,
        seller_id=seller.id,
        now=now,
    )


def _stored(number: int | None) -> int:
    if number is None:
        message = "only stored sellers are called"
        raise ValueError(message)
    return number
