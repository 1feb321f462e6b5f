"""What was in the last pull and is not in this one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from crm.imports.passing import SEEN, Passed
from crm.imports.subject import Subject

MOST_GONE = 0.2
"""A file that lacks a larger share of what there is is a part of the pull: nothing is gone."""
FEW_GONE = 10
"""So few may be gone whatever their share."""


@dataclass(frozen=True, slots=True)
class Missing:
    """How many rows the file lacks, and whether it is only a part of the pull."""

    count: int
    partial: bool


async def missing(session: AsyncSession, subject: Subject, passed: Passed | None) -> Missing:
    """Count what was in the last pull and is not in this one."""
    if passed is None:
        return Missing(0, partial=False)
    present = (
        await session.scalar(
            select(func.count()).select_from(subject.table).where(_is_there(subject))
        )
        or 0
    )
    gone = present - passed.known
    return Missing(gone, partial=gone > max(FEW_GONE, MOST_GONE * present))


async def mark_gone(session: AsyncSession, subject: Subject, *, now: datetime) -> int:
    """Mark what the pull lacks, and return how much of it was there last time."""
    connection = await session.connection()
    key = subject.table.c[subject.key[0]]
    marked: CursorResult[Any] = await connection.execute(
        update(subject.table)
        .values(gone_at=now)
        .where(_is_there(subject), ~exists().where(SEEN.c.id == key)),
        execution_options={"preserve_rowcount": True},
    )
    return marked.rowcount


def _is_there(subject: Subject) -> ColumnElement[bool]:
    table = subject.table
    return and_(table.c[subject.key[0]].is_not(None), table.c.gone_at.is_(None))
