"""What became of a word that was on its way: taken in hand, not wanted any more, led nowhere."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Update, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.verdicts import today_of
from models import FollowUp, Outbox, Touch
from models.followups import TouchState
from models.mail import OutboxState

_UNANSWERED = (TouchState.WAITING, TouchState.SENT)


async def sent(session: AsyncSession, *, touch_ids: Collection[int], now: datetime) -> None:
    """Note that words are being said: from now on they count for the limits.

    One that was answered in the same instant stays answered.
    """
    await session.execute(
        _of(touch_ids)
        .where(col(Touch.state).in_(_UNANSWERED))
        .values(state=TouchState.SENT, sent_at=now)
    )


async def drop(session: AsyncSession, *, touch_ids: Collection[int]) -> None:
    """Note that words will not be said: nobody wants them any more."""
    if not touch_ids:
        return
    await session.execute(
        _of(touch_ids)
        .where(col(Touch.state).in_(_UNANSWERED))
        .values(state=TouchState.DROPPED, sent_at=None)
    )


async def failed(session: AsyncSession, *, touch_ids: Collection[int], now: datetime) -> None:
    """Note that a channel led nowhere; the store takes the step again, by the next channel."""
    await session.execute(
        _of(touch_ids)
        .where(col(Touch.state).in_(_UNANSWERED))
        .values(state=TouchState.FAILED, sent_at=None)
    )
    again = exists().where(
        col(Touch.id).in_(touch_ids),
        col(Touch.state) == TouchState.FAILED,
        col(Touch.followup_id) == col(FollowUp.id),
    )
    step = (
        select(col(Touch.step))
        .where(col(Touch.id).in_(touch_ids), col(Touch.followup_id) == col(FollowUp.id))
        .limit(1)
        .scalar_subquery()
    )
    await session.execute(
        update(FollowUp)
        .where(col(FollowUp.ended_at).is_(None), again)
        .values(step=step, day=today_of(now))
        .execution_options(synchronize_session=False)
    )


async def lost_chat(session: AsyncSession, *, chat_id: int, now: datetime) -> None:
    """Let all that was cancelled because a chat is gone try the next channel."""
    found = await session.scalars(
        select(col(Touch.id))
        .join(Outbox, col(Outbox.touch_id) == col(Touch.id))
        .where(
            col(Outbox.chat_id) == chat_id,
            col(Outbox.state) == OutboxState.CANCELLED,
            col(Touch.state).in_(_UNANSWERED),
            col(Outbox.sent_at).is_(None),
        )
    )
    ids = [touch_id for touch_id in found if touch_id is not None]
    if ids:
        await failed(session, touch_ids=ids, now=now)


def _of(touch_ids: Collection[int]) -> Update:
    return (
        update(Touch)
        .where(col(Touch.id).in_(touch_ids))
        .execution_options(synchronize_session=False)
    )
