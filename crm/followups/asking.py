"""Ask one seller how they are, because a staff member wants to hear from them."""

from collections.abc import Container
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.settings import Settings
from crm.errors import CrmError
from crm.followups import rules
from crm.followups.hours import Hours
from crm.followups.letters import Answer, Letter
from crm.followups.payloads import FollowUpMessage
from crm.followups.rules import Obstacle
from crm.followups.verdicts import MESSAGES, SAID
from crm.outbox.operations import post_once
from crm.sellers.reach import require_reach
from crm.sellers.rules import is_visitor
from crm.tickets.queries import open_ticket_of
from models import Seller, Touch
from models.followups import TouchSource, TouchState

ANSWERS = (Answer.FINE, Answer.PROBLEM, Answer.CALL, Answer.STOP)


class FollowUpInTheWay(CrmError):
    """Nothing may be said now; `at` is the moment of what stands in its way, or None."""

    code: ClassVar[str] = "followup_in_the_way"

    def __init__(self, obstacle: Obstacle, *, at: datetime | None) -> None:
        """Name what it is."""
        super().__init__(f"No follow-up can be planned: {obstacle}")
        self.obstacle, self.at = obstacle, at


async def ask_how_they_are(
    session: AsyncSession,
    *,
    seller: Seller,
    settings: Settings,
    now: datetime,
    holidays: Container[date] | None = None,
) -> datetime:
    """Post a question to one seller, for their next decent hour, and return that.

    It needs no cadence, and keeps to everything else: hours, wishes, tickets, the limits.

    Raises:
        OutOfReach: the seller cannot, or does not want to, be written to.
        FollowUpInTheWay: with what it is.
    """
    require_reach(seller)
    if is_visitor(seller):
        raise FollowUpInTheWay(Obstacle.NO_STORE, at=None)
    if await open_ticket_of(session, seller_id=seller.id or 0) is not None:
        raise FollowUpInTheWay(Obstacle.OPEN_TICKET, at=None)
    await _check_limits(session, seller, now)
    touch = Touch(seller_id=seller.id or 0, source=TouchSource.STAFF, planned_at=now)
    session.add(touch)
    await session.flush()
    hours = Hours.of(settings, holidays)
    minute = hours.minute_of(seller.id or 0, seller.usual_minute)
    due = hours.better(now, seller.zone, minute=minute) or now
    await post_once(
        session,
        FollowUpMessage(touch.id or 0, Letter.HOW_ARE_YOU, ANSWERS),
        dedupe_key=f"touch:{touch.id}",
        chat_id=seller.chat_id or 0,
        seller_id=seller.id,
        due=due,
        now=now,
    )
    return due


async def _check_limits(session: AsyncSession, seller: Seller, now: datetime) -> None:
    """Refuse where a word waits to be said, or the seller has had as many as anybody gets."""
    own = (col(Touch.seller_id) == seller.id, col(Touch.channel).in_(MESSAGES))
    waiting = await session.scalar(
        select(col(Touch.planned_at)).where(*own, col(Touch.state) == TouchState.WAITING).limit(1)
    )
    if waiting is not None:
        raise FollowUpInTheWay(Obstacle.FOLLOWED_UP, at=None)
    found = await session.scalars(
        select(col(Touch.sent_at)).where(
            *own, col(Touch.state).in_(SAID), col(Touch.sent_at) > now - rules.WEEK
        )
    )
    sent = [at for at in found if at is not None]
    if rules.free_at(sent, now=now, zone=seller.zone) is not None:
        raise FollowUpInTheWay(Obstacle.FOLLOWED_UP, at=max(sent))
