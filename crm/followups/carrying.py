"""Carry out the steps that are due: as messages, letters and calls, for all stores at once.

What becomes of each is decided into a temporary table (`crm.followups.verdicts`), then written in
one short transaction. Cut short, or begun by two at once, it says nothing twice: a step is told
once by a channel, which a unique index sees to, and a store moves on only from where it was.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    case,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from core.settings import Settings
from core.sql import days_after
from crm.followups.cadences.plans import CadencePlan, StepPlan
from crm.followups.cadences.queries import all_cadences
from crm.followups.channels import at_hand
from crm.followups.hours import Hours
from crm.followups.telling import is_as_decided, tell, told
from crm.followups.verdicts import DUE, decided, ended, is_due, temporary, today_of
from models import FollowUp
from models.followups import CadenceState, Ending
from models.interactions import Channel

MOST = 10_000
"""Stores of one step in one go; the rest follows in the next."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What one go did."""

    decided: int = 0
    told: int = 0
    """So many stores are to be told something, by whichever channel."""
    ended: int = 0
    more: bool = False
    """There was more than one go may do."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The stores of one step that are due; without a plan or a step, their way ends here."""

    cadence: str
    step: str | None
    plan: CadencePlan | None

    @property
    def step_plan(self) -> StepPlan | None:
        """What the step says."""
        return self.plan.step(self.step) if self.plan and self.step else None


async def carry_out(
    database: Database, *, now: datetime, settings: Settings, hours: Hours | None = None
) -> Carried:
    """Let every follow-up take the step that is due, as far as one go may."""
    hours = hours or Hours.of(settings)
    async with database.workbench() as bench:
        async with bench.preparing() as session:
            batches = await _batches(session, at_hand(settings), now=now, hours=hours)
            if not batches:
                return Carried()
            counts = await _decide(session, batches, now=now, hours=hours)
        async with bench.transaction() as session:
            await _end(session, now=now)
            for batch in batches:
                if batch.plan and batch.step_plan:
                    await tell(session, batch.plan, batch.step_plan, now=now)
            await _move_on(session, now=now)
    return counts


async def _batches(
    session: AsyncSession, ways: Container[Channel], *, now: datetime, hours: Hours
) -> list[Batch]:
    """Return which steps are due of cadences that may run; those of paused ones wait."""
    due = await session.execute(
        select(col(FollowUp.cadence), col(FollowUp.step)).where(is_due(now, hours)).distinct()
    )
    plans = {one.plan.name: one for one in await all_cadences(session)}
    found: list[Batch] = []
    for cadence, step in due:
        listed = plans.get(cadence)
        if listed is None or listed.state is CadenceState.RETIRED:
            found.append(Batch(cadence, step, None))
        elif listed.state is CadenceState.ACTIVE:
            found.append(Batch(cadence, step, listed.plan.by(ways)))
    return found


async def _decide(
    session: AsyncSession, batches: list[Batch], *, now: datetime, hours: Hours
) -> Carried:
    connection = await session.connection()
    await connection.run_sync(temporary.create_all, checkfirst=False)
    names = [column.name for column in DUE.columns]
    for batch in batches:
        rows = _verdicts(batch, now=now, hours=hours)
        await session.execute(insert(DUE).from_select(names, rows))
    per_step = await session.execute(
        select(func.count(), func.count(DUE.c.ending), func.count(told())).group_by(
            DUE.c.cadence, DUE.c.step
        )
    )
    counts = [(stores, over, told) for stores, over, told in per_step]
    return Carried(
        decided=sum(stores for stores, _, _ in counts),
        told=sum(told for _, _, told in counts),
        ended=sum(over for _, over, _ in counts),
        more=any(stores >= MOST for stores, _, _ in counts),
    )


def _verdicts(batch: Batch, *, now: datetime, hours: Hours) -> Select[*tuple[Any, ...]]:
    if batch.plan is not None and batch.step_plan is not None:
        return decided(batch.plan, batch.step_plan, now=now, hours=hours, most=MOST)
    all_said = batch.plan is not None and batch.step is None
    ending = None if all_said else Ending.WITHDRAWN
    return ended(batch.cadence, batch.step, ending, now=now, hours=hours, most=MOST)


async def _end(session: AsyncSession, *, now: datetime) -> None:
    await session.execute(
        update(FollowUp)
        .where(
            col(FollowUp.id) == DUE.c.followup_id,
            DUE.c.ending.is_not(None),
            is_as_decided(),
        )
        .values(ended_at=now, ending=DUE.c.ending)
        .execution_options(synchronize_session=False)
    )


async def _move_on(session: AsyncSession, *, now: datetime) -> None:
    """Let stores wait for what comes next, or for another day."""
    tomorrow = days_after(today_of(now), literal(1))
    await session.execute(
        update(FollowUp)
        .where(col(FollowUp.id) == DUE.c.followup_id, DUE.c.ending.is_(None), is_as_decided())
        .values(
            step=case((DUE.c.later, col(FollowUp.step)), else_=DUE.c.next_step),
            day=case((DUE.c.later, tomorrow), else_=DUE.c.next_day),
        )
        .execution_options(synchronize_session=False)
    )
