"""Who would enter a cadence just now: counted without letting anybody in."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from core.settings import Settings
from crm.followups.cadences.payloads import (
    CadencePreview,
    ChannelCount,
    DayCount,
    LanguageCount,
)
from crm.followups.cadences.plans import CadencePlan
from crm.followups.cadences.queries import Listed, Published, active
from crm.followups.cadences.showing import known
from crm.followups.channels import at_hand, first_of
from crm.followups.entrants import ENTERING, entrants
from crm.followups.hours import Hours
from crm.followups.planning import Entered, find
from crm.segments import queries as segments
from models import Seller
from models.interactions import Channel

P = TypeVar("P", bound=Published)
DAYS = 5
"""As many days are told one by one."""


async def preview(
    database: Database, *, name: str, now: datetime, settings: Settings
) -> CadencePreview:
    """Count who would enter a cadence beside those that run and go first; it takes seconds.

    Raises:
        CadenceUnknown: there is none of that name.
        NothingCounted: there is no snapshot to plan from.
    """
    hours, ways = Hours.of(settings), at_hand(settings)
    async with database.workbench() as bench, bench.preparing() as session:
        cadence = _by(await known(session, name), ways)
        running = [_by(one, ways) for one in await active(session)]
        before = [one for one in running if _rank(one.plan) < _rank(cadence.plan)]
        entered = (await find(session, [*before, cadence], hours=hours, now=now))[-1]
        fitting = await _fitting(session, cadence, hours=hours, now=now)
        channels = await _channels(session, cadence.plan)
    return _preview(cadence, entered, fitting=fitting, channels=channels, now=now)


def _by(cadence: P, ways: Container[Channel]) -> P:
    return replace(cadence, plan=cadence.plan.by(ways))


def _rank(plan: CadencePlan) -> tuple[int, str]:
    return plan.priority, plan.name


async def _fitting(session: AsyncSession, cadence: Listed, *, hours: Hours, now: datetime) -> int:
    """Count the stores that may enter, whatever the cap."""
    week = await segments.latest(session)
    rows = entrants(cadence, week=week.week if week else "", hours=hours, now=now)
    others = select(ENTERING.c.seller_id).where(ENTERING.c.cadence != cadence.plan.name)
    free = rows.where(col(Seller.id).not_in(others)).subquery()
    return await session.scalar(select(func.count()).select_from(free)) or 0


async def _channels(session: AsyncSession, plan: CadencePlan) -> Mapping[Channel | None, int]:
    """Count by which channel those who enter get their first word."""
    channel = case(
        *((ENTERING.c.step == step.name, first_of(step.channels)) for step in plan.steps)
    )
    told = (
        select(channel.label("channel"))
        .select_from(ENTERING)
        .join(Seller, col(Seller.id) == ENTERING.c.seller_id)
        .where(ENTERING.c.cadence == plan.name, ~ENTERING.c.control)
        .subquery()
    )
    channel = told.c.channel
    rows = await session.execute(select(channel, func.count()).group_by(channel))
    return {None if one is None else Channel(one): stores for one, stores in rows}


def _preview(
    cadence: Listed,
    entered: Entered,
    *,
    fitting: int,
    channels: Mapping[Channel | None, int],
    now: datetime,
) -> CadencePreview:
    languages = (LanguageCount(*one) for one in _most(entered.languages))
    days = (
        DayCount(date.fromisoformat(day), stores) for day, stores in sorted(entered.days.items())
    )
    ways: Sequence[Channel | None] = (*Channel, None)
    return CadencePreview(
        cadence=cadence.plan.name,
        edition=cadence.edition,
        state=cadence.state,
        at=now,
        fitting=fitting,
        stores=entered.stores,
        watched=entered.control,
        cap=cadence.plan.cap,
        languages=tuple(languages),
        channels=tuple(ChannelCount(one, channels[one]) for one in ways if one in channels),
        days=tuple(days)[:DAYS],
    )


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
