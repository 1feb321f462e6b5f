"""Publish cadences: the table, by which everything goes, is brought up to their files."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.followups.cadences.plans import CadencePlan
from models import Cadence
from models.followups import CadenceState

_PLAN = TypeAdapter(CadencePlan)
_UNDECIDED: dict[str, Any] = {
    "state": CadenceState.WAITING,
    "decided_at": None,
    "decided_by": None,
    "told_at": None,
}


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing changed, by name; nothing where all was as before."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those that a supervisor is now to approve."""
        return tuple(sorted((*self.added, *self.changed, *self.returned)))


async def publish(
    session: AsyncSession, plans: Collection[CadencePlan], *, now: datetime
) -> Publication:
    """Let the table say what `plans` say.

    What is new or changed waits for a supervisor, in its next edition. What is in no file any more
    is retired. What returns waits again, for its stores were let go meanwhile; in the same edition
    if it is still the same. Of replicas that publish at once the first changes the table.
    """
    names = sorted(plan.name for plan in plans)
    before = set(await session.scalars(select(col(Cadence.name))))
    changed = [
        plan.name
        for plan in sorted(plans, key=lambda plan: plan.name)
        if await _put(session, plan, now=now)
    ]
    returned = await _move(
        session,
        col(Cadence.name).in_(names) & (col(Cadence.state) == CadenceState.RETIRED),
        _UNDECIDED,
    )
    retired = await _move(
        session,
        col(Cadence.name).not_in(names) & (col(Cadence.state) != CadenceState.RETIRED),
        {"state": CadenceState.RETIRED},
    )
    return Publication(
        added=tuple(name for name in changed if name not in before),
        changed=tuple(name for name in changed if name in before),
        returned=returned,
        retired=retired,
    )


async def _put(session: AsyncSession, plan: CadencePlan, *, now: datetime) -> bool:
    """Write a plan that the table does not have yet; tell whether it was so."""
    told = {
        "digest": _digest(plan),
        "definition": plan.to_json(),
        "published_at": now,
        **_UNDECIDED,
    }
    put = insert_into(session, Cadence).values(name=plan.name, edition=1, **told)
    written = await session.execute(
        put.on_conflict_do_update(
            index_elements=["name"],
            set_={"edition": col(Cadence.edition) + 1, **told},
            where=col(Cadence.digest) != put.excluded.digest,
        ).returning(col(Cadence.name))
    )
    return written.first() is not None


async def _move(
    session: AsyncSession, which: ColumnElement[bool], values: dict[str, Any]
) -> tuple[str, ...]:
    moved = await session.scalars(
        update(Cadence).where(which).values(**values).returning(col(Cadence.name))
    )
    return tuple(sorted(moved))


def _digest(plan: CadencePlan) -> str:
    """Return what two plans share only if they say the same.

    What is left at its default is no part of it, so that a Sapa that knows one field more does
    not have every cadence approved again.
    """
    said = _PLAN.dump_python(plan, mode="json", exclude_defaults=True)
    said["stops"] = sorted(said.get("stops", ()))
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
