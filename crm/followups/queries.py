"""Who should be nudged, and which follow-ups are still worth sending."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    values,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import UTCDateTime, col

from crm.followups import rules
from crm.followups.rules import Obstacle, Slot
from models import FollowUp, Seller, Ticket
from models.followups import FollowUpState
from models.sellers import Consent, Reach
from models.tickets import TicketState


def to_nudge(
    slots: Collection[Slot], *, now: datetime, silent_days: int
) -> Select[int | None, str, datetime]:
    """Select (seller id, ISO week, due) of the sellers to be nudged in the next morning.

    A seller of a zone without slots is given the default zone's: nobody is forgotten.
    """
    slot = _table(slots)
    zone = case((col(Seller.zone).in_(rules.ZONES), col(Seller.zone)), else_=rules.DEFAULT_ZONE)
    return (
        select(col(Seller.id), slot.c.week, slot.c.due)
        .join(slot, and_(slot.c.zone == zone, slot.c.minute == col(Seller.id) % rules.SPREAD))
        .where(
            _is_silent(now, silent_days),
            _may_be_written_to(slot.c.since),
            ~_was_followed_up(slot.c.since),
        )
    )


def to_ask(seller_id: int, slot: Slot) -> Select[int | None, str, datetime]:
    """Select what `to_nudge` does for one seller whom staff want asked, however silent."""
    since = literal(slot.since, UTCDateTime())
    return select(
        col(Seller.id),
        literal(slot.week).label("week"),
        literal(slot.due, UTCDateTime()).label("due"),
    ).where(col(Seller.id) == seller_id, _may_be_written_to(since), ~_was_followed_up(since))


async def in_the_way(
    session: AsyncSession, *, seller_id: int, since: datetime
) -> tuple[Obstacle, datetime | None]:
    """Return what keeps a seller who can be written to from a follow-up, and its moment.

    Where it is no open ticket, it is the last follow-up; one that was dropped still counts for its
    week, and has no moment.
    """
    is_open = exists().where(
        col(Ticket.seller_id) == seller_id, col(Ticket.state) != TicketState.RESOLVED
    )
    if await session.scalar(select(is_open)):
        return Obstacle.OPEN_TICKET, None
    last = await session.scalar(
        select(FollowUp)
        .where(col(FollowUp.seller_id) == seller_id, col(FollowUp.state) != FollowUpState.DROPPED)
        .order_by(col(FollowUp.due).desc())
        .limit(1)
    )
    if last is not None and last.answered_at is not None and last.answered_at > since:
        return Obstacle.ANSWERED, last.answered_at
    return Obstacle.FOLLOWED_UP, (last.sent_at or last.due) if last is not None else None


async def still_due(
    session: AsyncSession, followup_ids: Collection[int], *, now: datetime, silent_days: int
) -> set[int]:
    """Return those of `followup_ids` whose reason still holds at `now`.

    Not among them: sellers who logged in, answered, opted out, opened a ticket or cannot be
    reached any more; a follow-up that a newer one replaces; one that would be the week's second.
    """
    since = now - rules.PAUSE
    newer, recent = aliased(FollowUp), aliased(FollowUp)
    found = await session.scalars(
        select(col(FollowUp.id))
        .join(Seller, col(Seller.id) == col(FollowUp.seller_id))
        .where(
            col(FollowUp.id).in_(followup_ids),
            col(FollowUp.state) == FollowUpState.PLANNED,
            or_(col(FollowUp.cadence) == rules.STAFF, _is_silent(now, silent_days)),
            _may_be_written_to(literal(since, UTCDateTime())),
            ~exists().where(
                col(newer.seller_id) == col(FollowUp.seller_id),
                col(newer.due) > col(FollowUp.due),
                col(newer.state) != FollowUpState.DROPPED,
            ),
            ~exists().where(
                col(recent.seller_id) == col(FollowUp.seller_id),
                col(recent.id) != col(FollowUp.id),
                col(recent.sent_at) > since,
            ),
        )
    )
    return {followup_id for followup_id in found if followup_id is not None}


def _is_silent(now: datetime, silent_days: int) -> ColumnElement[bool]:
    return col(Seller.last_login) <= rules.silent_since(now, silent_days)


def _may_be_written_to(since: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Linked, reachable and willing, with nothing open and no answer after `since`."""
    answered = aliased(FollowUp)
    return and_(
        col(Seller.portal_id).is_not(None),
        col(Seller.merged_into).is_(None),
        col(Seller.chat_id).is_not(None),
        col(Seller.telegram).not_in((Reach.BLOCKED, Reach.GONE)),
        col(Seller.consent) == Consent.GIVEN,
        col(Seller.proactive),
        ~exists().where(
            col(Ticket.seller_id) == col(Seller.id),
            col(Ticket.state) != TicketState.RESOLVED,
        ),
        ~exists().where(
            col(answered.seller_id) == col(Seller.id), col(answered.answered_at) > since
        ),
    )


def _was_followed_up(since: ColumnElement[datetime]) -> ColumnElement[bool]:
    earlier = aliased(FollowUp)
    return exists().where(
        col(earlier.seller_id) == col(Seller.id),
        col(earlier.state) != FollowUpState.DROPPED,
        func.coalesce(col(earlier.sent_at), col(earlier.due)) > since,
    )


def _table(slots: Collection[Slot]) -> CTE:
    return (
        values(
            column("zone", String),
            column("minute", Integer),
            column("due", UTCDateTime()),
            column("week", String),
            column("since", UTCDateTime()),
        )
        .data([(slot.zone, slot.minute, slot.due, slot.week, slot.since) for slot in slots])
        .cte("slot", nesting=True)
    )
