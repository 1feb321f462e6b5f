"""By what rules time is counted and promised: the same for every replica, known to the database.

What a ticket's clocks do is decided wherever a ticket changes. So the rules are kept in a row,
which Sapa writes from its settings at start, and not handed through every operation.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from core.sql import insert_into
from core.weeks import Week
from crm.followups.holidays import public_holidays
from crm.tickets.sla.calendar import Calendar
from crm.tickets.sla.targets import Targets, load, shipped
from models import SlaPolicy

ONLY = 1
"""The one row."""


@dataclass(frozen=True, slots=True)
class Policy:
    """When staff work, and what sellers are promised."""

    week: Week
    zone: ZoneInfo
    targets: Targets

    @property
    def calendar(self) -> Calendar:
        """The hours of work, but for Indonesia's public holidays."""
        return Calendar(self.week, self.zone, public_holidays())

    def to_json(self) -> dict[str, Any]:
        """Return it as the column stores it."""
        return _POLICY.dump_python(self, mode="json")


_POLICY = TypeAdapter(Policy)


def declared(settings: Settings) -> Policy:
    """Return the policy that the settings declare.

    Raises:
        InvalidTargets: naming the file and the line of a mistake.
    """
    return Policy(settings.staff_hours, settings.timezone, load(settings.sla_targets))


async def publish(session: AsyncSession, policy: Policy, *, now: datetime) -> None:
    """Make `policy` the one that holds from now on."""
    values = {"rules": policy.to_json(), "published_at": now}
    statement = insert_into(session, SlaPolicy).values(id=ONLY, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


async def current(session: AsyncSession) -> Policy:
    """Return the policy that holds; the usual one before any was published."""
    row = await session.get(SlaPolicy, ONLY)
    return _usual() if row is None else _POLICY.validate_python(row.rules)


@cache
def _usual() -> Policy:
    usual = Settings.model_fields
    return Policy(usual["staff_hours"].default, usual["timezone"].default, shipped())
