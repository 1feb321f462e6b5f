"""Plan follow-ups, note what was sent, and take the answers."""

from collections.abc import Collection, Container
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import (
    String,
    Subquery,
    Update,
    case,
    cast,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.sql import insert_into
from crm.calls.operations import ask
from crm.calls.queries import open_call_of
from crm.calls.rules import CallReason
from crm.errors import CrmError
from crm.followups import queries, rules
from crm.followups.holidays import public_holidays
from crm.followups.payloads import Nudge
from crm.followups.rules import Answer, Obstacle
from crm.sellers.operations import stop_proactive
from crm.sellers.reach import require_reach
from crm.sellers.rules import is_visitor
from models import FollowUp, Outbox, Seller
from models.followups import FollowUpState
from models.mail import OutboxState

PLANNING_LOCK = 7_270_728
"""The key of the PostgreSQL advisory lock that lets one planner plan at a time."""


class FollowUpNotYours(CrmError):
    """The follow-up was sent to somebody else, or never existed."""

    code: ClassVar[str] = "followup_not_yours"


class AlreadyAnswered(CrmError):
    """This very answer was given before and still holds; another one would be taken."""

    code: ClassVar[str] = "followup_already_answered"


class FollowUpInTheWay(CrmError):
    """No follow-up may be planned now; `at` is the moment of what stands in its way, or None."""

    code: ClassVar[str] = "followup_in_the_way"

    def __init__(self, obstacle: Obstacle, *, at: datetime | None) -> None:
        """Name what it is."""
        super().__init__(f"No follow-up can be planned: {obstacle}")
        self.obstacle, self.at = obstacle, at


async def plan_nudges(
    session: AsyncSession,
    *,
    now: datetime,
    silent_days: int,
    holidays: Container[date] | None = None,
) -> int:
    """Plan a nudge, and post it, for every silent seller's next morning; return how many.

    Two statements for any number of sellers. Planning again adds nothing.
    """
    await session.flush()
    await _take_turns(session)
    slots = rules.slots(now, public_holidays() if holidays is None else holidays)
    due = queries.to_nudge(slots, now=now, silent_days=silent_days).subquery("due")
    planned = await _insert(session, due, now)
    if planned:
        await _post_nudges(session, now)
    return planned


async def plan_one(
    session: AsyncSession,
    *,
    seller: Seller,
    now: datetime,
    holidays: Container[date] | None = None,
) -> datetime:
    """Plan, and post, a follow-up that staff want for one seller; return when it leaves.

    It needs no silence, and keeps to everything else: the seller's hours and wishes, open tickets,
    one follow-up a week.

    Raises:
        OutOfReach: the seller cannot, or does not want to, be written to.
        FollowUpInTheWay: with what it is.
    """
    require_reach(seller)
    if is_visitor(seller):
        raise FollowUpInTheWay(Obstacle.NO_STORE, at=None)
    await session.flush()
    days = public_holidays() if holidays is None else holidays
    seller_id = seller.id or 0
    slot = rules.soonest(now, seller.zone, days, seller_id=seller_id)
    due = queries.to_ask(seller_id, slot).subquery("due")
    if not await _insert(session, due, now, cadence=rules.STAFF):
        obstacle, at = await queries.in_the_way(session, seller_id=seller_id, since=slot.since)
        raise FollowUpInTheWay(obstacle, at=at)
    await _post_nudges(session, now, seller_id=seller_id)
    return slot.due


async def sent(session: AsyncSession, *, followup_ids: Collection[int], now: datetime) -> None:
    """Note that follow-ups left; one that was answered in the same instant stays answered."""
    is_planned = col(FollowUp.state) == FollowUpState.PLANNED
    await session.execute(
        _of(followup_ids).values(
            state=case((is_planned, FollowUpState.SENT), else_=col(FollowUp.state)), sent_at=now
        )
    )


async def drop(session: AsyncSession, *, followup_ids: Collection[int]) -> None:
    """Note that follow-ups will not be sent: their reason is gone."""
    await session.execute(
        _of(followup_ids)
        .where(col(FollowUp.state) == FollowUpState.PLANNED)
        .values(state=FollowUpState.DROPPED)
    )


async def answer(
    session: AsyncSession, *, followup_id: int, seller: Seller, answer: Answer, now: datetime
) -> None:
    """Keep what the seller answered, and see to a call or to silence where they ask for it.

    A person may change their mind: the last answer counts.

    Raises:
        FollowUpNotYours: it was not sent to `seller`.
        AlreadyAnswered: with this very answer, and what it asked for still stands.
    """
    followup = await session.get(FollowUp, followup_id)
    if followup is None or followup.seller_id != seller.id:
        raise FollowUpNotYours(followup_id=followup_id)
    if followup.answer == answer and await _changes_nothing(session, seller, answer):
        raise AlreadyAnswered(followup_id=followup_id)
    followup.state = FollowUpState.ANSWERED
    followup.answer = answer
    followup.answered_at = now
    if answer is Answer.CALL:
        await ask(
            session, seller=seller, followup_id=followup_id, reason=CallReason.ASKED, now=now
        )
    elif answer is Answer.STOP:
        await stop_proactive(session, seller=seller, now=now)


async def _changes_nothing(session: AsyncSession, seller: Seller, answer: Answer) -> bool:
    """Tell whether `answer`, given again, asks for nothing that is not so already."""
    match answer:
        case Answer.FINE:
            return True
        case Answer.PROBLEM:
            return False
        case Answer.CALL:
            return await open_call_of(session, seller_id=seller.id or 0) is not None
        case Answer.STOP:
            return not seller.proactive


async def _take_turns(session: AsyncSession) -> None:
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text(f"SELECT pg_advisory_xact_lock({PLANNING_LOCK})"))


async def _insert(
    session: AsyncSession, due: Subquery, now: datetime, *, cadence: str = rules.NUDGE
) -> int:
    """Plan for the sellers in `due`, and return how many.

    They are sorted so that all are found before the first row is written: PostgreSQL, which took
    the table for empty, would otherwise read it anew for each seller while it grows.
    """
    rows = select(
        due.c.id,
        literal(cadence),
        literal(rules.FIRST_STEP),
        due.c.week,
        literal(FollowUpState.PLANNED.value),
        literal(now, UTCDateTime()),
        due.c.due,
    ).where(due.c.id.is_not(None))
    connection = await session.connection()
    result = await connection.execute(
        insert_into(session, FollowUp)
        .from_select(
            ["seller_id", "cadence", "step", "week", "state", "planned_at", "due"],
            rows.order_by(due.c.due, due.c.id),
        )
        .on_conflict_do_nothing(index_elements=["seller_id", "week"]),
        execution_options={"preserve_rowcount": True},
    )
    return result.rowcount


async def _post_nudges(
    session: AsyncSession, now: datetime, *, seller_id: int | None = None
) -> None:
    """Post what was planned at `now`, for one seller because staff want it, or for all.

    json() makes JSON of a text in both databases.
    """
    number = cast(col(FollowUp.id), String)
    by_staff = "" if seller_id is None else ', "by_staff": true'
    whose = () if seller_id is None else (col(FollowUp.seller_id) == seller_id,)
    rows = (
        select(
            col(FollowUp.due),
            literal(int(Nudge.priority)),
            col(Seller.chat_id),
            col(Seller.id),
            literal(Nudge.template),
            func.json(literal('{"followup_id": ') + number + literal(f"{by_staff}}}")),
            literal(f"{Nudge.template}:") + number,
            literal(OutboxState.WAITING.value),
            literal(0),
            col(FollowUp.planned_at),
        )
        .join(Seller, col(Seller.id) == col(FollowUp.seller_id))
        .where(
            col(FollowUp.state) == FollowUpState.PLANNED,
            col(FollowUp.due) >= now,
            col(FollowUp.planned_at) == now,
            *whose,
        )
    )
    columns = ["due", "priority", "chat_id", "seller_id", "template", "params", "dedupe_key"]
    await session.execute(
        insert_into(session, Outbox)
        .from_select([*columns, "state", "attempts", "created_at"], rows)
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )


def _of(followup_ids: Collection[int]) -> Update:
    return update(FollowUp).where(col(FollowUp.id).in_(followup_ids))
