"""A seller wants silence, or is lost on Telegram: what was planned ends, or goes another way."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls.rules import CallReason
from crm.errors import CrmError
from crm.followups.touches import lost_chat
from crm.sellers.operations import mark_unreachable, stop_proactive
from models import CallTask, FollowUp, Seller, Touch
from models.calls import CallOutcome
from models.followups import Ending, TouchState
from models.sellers import Reach


class NotFollowedUp(CrmError):
    """The follow-up has ended already."""

    code: ClassVar[str] = "not_followed_up"


async def leave_in_peace(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Say nothing to a person that they did not ask for, by any channel, from now on."""
    await stop_proactive(session, seller=seller, now=now)
    await end_all(session, seller_id=seller.id or 0, ending=Ending.OPTED_OUT, now=now)


async def lose_chat(session: AsyncSession, *, chat_id: int, reach: Reach, now: datetime) -> None:
    """Keep that Telegram leads nowhere for this chat; what was to be said tries the next way."""
    await mark_unreachable(session, chat_id=chat_id, reach=reach, now=now)
    await lost_chat(session, chat_id=chat_id, now=now)


async def take_out(session: AsyncSession, *, followup_id: int, now: datetime) -> None:
    """End one follow-up because staff say so: its words and calls too, and nothing else.

    Raises:
        NotFollowedUp: it has ended.
    """
    ended = await session.scalar(
        update(FollowUp)
        .where(col(FollowUp.id) == followup_id, col(FollowUp.ended_at).is_(None))
        .values(ended_at=now, ending=Ending.WITHDRAWN)
        .returning(col(FollowUp.id))
    )
    if ended is None:
        raise NotFollowedUp(followup_id=followup_id)
    own = select(col(Touch.id)).where(col(Touch.followup_id) == followup_id)
    await session.execute(
        update(CallTask)
        .where(
            col(CallTask.touch_id).in_(own),
            col(CallTask.done_at).is_(None),
            col(CallTask.reason) == CallReason.FOLLOW_UP,
        )
        .values(done_at=now, outcome=CallOutcome.WITHDRAWN)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Touch)
        .where(col(Touch.followup_id) == followup_id, col(Touch.state) == TouchState.WAITING)
        .values(state=TouchState.DROPPED)
    )


async def end_all(session: AsyncSession, *, seller_id: int, ending: Ending, now: datetime) -> None:
    """End a store's cadence, what waits to be said to it, and calls that nobody asked for."""
    await session.execute(
        update(Touch)
        .where(col(Touch.seller_id) == seller_id, col(Touch.state) == TouchState.WAITING)
        .values(state=TouchState.DROPPED)
    )
    await session.execute(
        update(FollowUp)
        .where(col(FollowUp.seller_id) == seller_id, col(FollowUp.ended_at).is_(None))
        .values(ended_at=now, ending=ending)
    )
    await session.execute(
        update(CallTask)
        .where(
            col(CallTask.seller_id) == seller_id,
            col(CallTask.done_at).is_(None),
            col(CallTask.reason) == CallReason.FOLLOW_UP,
        )
        .values(done_at=now, outcome=CallOutcome.WITHDRAWN)
    )
