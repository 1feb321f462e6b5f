"""Let stores enter the cadences: for any number of them one statement a cadence, and no reading.

Who enters is found into a temporary table, which keeps no writer waiting, and written slice by
slice; what a killed planner left is found by the next one. Nothing is planned twice: a store is in
one cadence at a time, which a unique index sees to.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import ClassVar

from sqlalchemy import (
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.db import Database
from core.settings import Settings
from core.sql import insert_into, learn
from crm.errors import CrmError
from crm.followups.cadences.queries import Published
from crm.followups.channels import at_hand
from crm.followups.entrants import ENTERING, entrants, is_free, temporary
from crm.followups.hours import Hours
from crm.segments import queries as segments
from models import FollowUp, Seller

SLICE = 20_000
"""Stores in one transaction: a moment for everybody who waits to write."""
_TAKEN = tuple(column for column in ENTERING.columns if column.name != "language")


class NothingCounted(CrmError):
    """No week was counted yet, so nobody knows how the stores stand."""

    code: ClassVar[str] = "nothing_counted"

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__("No week was counted yet: run `sapa segments` first.")


@dataclass(frozen=True, slots=True)
class Entered:
    """How many stores entered (or would enter) one cadence."""

    cadence: str
    stores: int
    control: int
    """So many of them are only watched."""
    languages: dict[str, int]
    """All of them by language; "" where it is not known."""
    days: dict[str, int]
    """Those who are written to, by the day of their first step (ISO)."""


async def plan(
    database: Database,
    cadences: Sequence[Published],
    *,
    now: datetime,
    settings: Settings,
    dry_run: bool = False,
) -> list[Entered]:
    """Let every store enter the first of `cadences` that wants it; a dry run only counts.

    Raises:
        NothingCounted: there is no snapshot to plan from.
    """
    hours, ways = Hours.of(settings), at_hand(settings)
    cadences = [replace(one, plan=one.plan.by(ways)) for one in cadences]
    async with database.workbench() as bench:
        async with bench.preparing() as session:
            found = await find(session, cadences, hours=hours, now=now)
            if not dry_run:
                await learn(session, ENTERING)
        if dry_run:
            return found
        last = 0
        while last is not None:
            async with bench.transaction() as session:
                last = await _enter(session, last, now=now)
    return found


async def find(
    session: AsyncSession, cadences: Sequence[Published], *, hours: Hours, now: datetime
) -> list[Entered]:
    """Fill `ENTERING`, on a connection that has none yet, and count it.

    Raises:
        NothingCounted: there is no snapshot to plan from.
    """
    week = await segments.latest(session)
    if week is None:
        raise NothingCounted
    connection = await session.connection()
    await connection.run_sync(temporary.create_all, checkfirst=False)
    for cadence in cadences:
        rows = entrants(cadence, week=week.week, hours=hours, now=now).where(is_free())
        if cadence.plan.cap is not None:
            room = cadence.plan.cap - await _entered_today(session, cadence.plan.name, now)
            rows = rows.order_by(col(Seller.id)).limit(max(room, 0))
        await session.execute(
            insert(ENTERING).from_select([column.name for column in rows.selected_columns], rows)
        )
    return [await _count(session, cadence.plan.name) for cadence in cadences]


async def _entered_today(session: AsyncSession, cadence: str, now: datetime) -> int:
    """Count who entered since midnight, UTC."""
    midnight = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    entered = select(func.count()).where(
        col(FollowUp.cadence) == cadence, col(FollowUp.entered_at) >= midnight
    )
    return await session.scalar(entered) or 0


async def _enter(session: AsyncSession, after: int, *, now: datetime) -> int | None:
    """Write the slice of stores after a seller's id, and return its last; None where none is left.

    Who has entered something meanwhile is passed over. That is rare, and asking it of each store
    takes as long as two indexes, so the slice is written without asking if it can be.
    """
    seller_id = ENTERING.c.seller_id
    slice_ = select(seller_id).where(seller_id > after).order_by(seller_id).limit(SLICE)
    last = await session.scalar(select(func.max(slice_.subquery().c.seller_id)))
    if last is None:
        return None
    rows = select(*_TAKEN, literal(now, UTCDateTime())).where(seller_id > after, seller_id <= last)
    entering = insert_into(session, FollowUp).from_select(
        [*(column.name for column in _TAKEN), "entered_at"], rows.order_by(seller_id)
    )
    try:
        async with session.begin_nested():
            await session.execute(entering)
    except IntegrityError:
        await session.execute(entering.on_conflict_do_nothing())
    return last


async def _count(session: AsyncSession, cadence: str) -> Entered:
    key = (ENTERING.c.language, ENTERING.c.day, ENTERING.c.control)
    counted = await session.execute(
        select(*key, func.count())
        .where(ENTERING.c.cadence == cadence)
        .group_by(*key)
        .order_by(*key)
    )
    languages, days, control = Counter[str](), Counter[str](), 0
    for language, day, watched, stores in counted:
        languages[language] += stores
        control += stores if watched else 0
        days[day.isoformat()] += 0 if watched else stores
    return Entered(cadence, languages.total(), control, dict(languages), dict(+days))
