"""The cadences that are published, the first to enter first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.cadences.plans import CadencePlan
from models import Cadence
from models.followups import CadenceState

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Published:
    """A cadence and its edition."""

    plan: CadencePlan
    edition: int


@dataclass(frozen=True, slots=True)
class Listed(Published):
    """A cadence with what was decided about it."""

    state: CadenceState
    published_at: datetime
    """When this edition was first seen."""
    decided_at: datetime | None = None
    decided_by: int | None = None


async def active(session: AsyncSession) -> list[Published]:
    """Return the cadences that may run."""
    return [one for one in await all_cadences(session) if one.state is CadenceState.ACTIVE]


async def all_cadences(session: AsyncSession) -> list[Listed]:
    """Return every cadence that was ever published.

    One that this version of Sapa does not understand, for another version published it, is left
    out.
    """
    found = await session.scalars(select(Cadence).execution_options(populate_existing=True))
    return sorted(_listed(found), key=lambda one: (one.plan.priority, one.plan.name))


async def named(session: AsyncSession, name: str) -> Listed | None:
    """Return the cadence called `name`."""
    found = await session.scalars(
        select(Cadence).where(col(Cadence.name) == name).execution_options(populate_existing=True)
    )
    return next(iter(_listed(found)), None)


def _listed(rows: Iterable[Cadence]) -> list[Listed]:
    found: list[Listed] = []
    for row in rows:
        try:
            plan = CadencePlan.from_json(row.definition)
        except ValidationError:
            log.warning("cadence_not_understood", cadence=row.name, edition=row.edition)
            continue
        found.append(
            Listed(
                plan=plan,
                edition=row.edition,
                state=row.state,
                published_at=row.published_at,
                decided_at=row.decided_at,
                decided_by=row.decided_by,
            )
        )
    return found
