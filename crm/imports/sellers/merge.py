"""Staged rows become sellers, by the same two statements on both databases.

What the seller said in chat is not among the columns that an import has, so no statement here can
touch it; a phone that the seller confirmed is the one fact that both know, and the seller's stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CursorResult,
    Insert,
    MetaData,
    Table,
    Text,
    Update,
    and_,
    case,
    cast,
    exists,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable, DropTable

from crm.imports.bulk import is_sqlite
from models import Seller

SELLER = Seller.metadata.tables["seller"]
_KEY = "portal_id"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a merge did."""

    added: int = 0
    changed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.added + other.added, self.changed + other.changed)


def stage_of(columns: Sequence[str]) -> Table:
    """Return a temporary table with the seller's `columns`."""
    copies = [Column(name, SELLER.c[name].type) for name in columns]
    return Table("seller_stage", MetaData(), *copies, prefixes=["TEMPORARY"])


async def create(session: AsyncSession, stage: Table) -> None:
    """Create the stage; a rollback takes it away again."""
    await session.execute(CreateTable(stage))


async def drop(session: AsyncSession, stage: Table) -> None:
    """Drop the stage, so that the connection can be used for another import."""
    await session.execute(DropTable(stage))


async def clear(session: AsyncSession, stage: Table) -> None:
    """Empty the stage for the next batch."""
    await session.execute(stage.delete())


async def merge(session: AsyncSession, stage: Table, *, batch_id: int, now: datetime) -> Counts:
    """Change the sellers that differ from the stage, then add those that are not there yet.

    Each portal id must be staged once at most.
    """
    if not is_sqlite(session):
        await session.execute(text(f"ANALYZE {stage.name}"))
    changed = await _count(session, _change(stage, batch_id, now))
    added = await _count(session, _add(stage, batch_id, now))
    return Counts(added=added, changed=changed)


async def _count(session: AsyncSession, statement: Insert | Update) -> int:
    connection = await session.connection()
    result: CursorResult[Any] = await connection.execute(
        statement.execution_options(preserve_rowcount=True)
    )
    return result.rowcount


def _change(stage: Table, batch_id: int, now: datetime) -> Update:
    facts = {column.name: column for column in stage.c if column.name != _KEY}
    differences = [_differs(fact, staged) for fact, staged in facts.items()]
    values = {fact: _unless_verified(fact, staged) for fact, staged in facts.items()}
    return (
        update(SELLER)
        .values(values | {"batch_id": batch_id, "updated_at": now})
        .where(SELLER.c[_KEY] == stage.c[_KEY], or_(*differences))
    )


def _differs(fact: str, staged: ColumnElement[Any]) -> ColumnElement[bool]:
    stored: ColumnElement[Any] = SELLER.c[fact]
    if fact == "data":  # PostgreSQL's json knows no equality
        return cast(stored, Text).is_distinct_from(cast(staged, Text))
    if fact == "phone":
        return and_(SELLER.c.phone_verified.is_(False), stored.is_distinct_from(staged))
    return stored.is_distinct_from(staged)


def _unless_verified(fact: str, staged: ColumnElement[Any]) -> ColumnElement[Any]:
    if fact != "phone":
        return staged
    return case((SELLER.c.phone_verified.is_(True), SELLER.c.phone), else_=staged)


def _add(stage: Table, batch_id: int, now: datetime) -> Insert:
    values: dict[str, ColumnElement[Any]] = {
        name: literal(value, SELLER.c[name].type) for name, value in _defaults().items()
    }
    values |= {column.name: column for column in stage.c}
    values |= {
        "batch_id": literal(batch_id),
        "created_at": literal(now, SELLER.c.created_at.type),
        "updated_at": literal(now, SELLER.c.updated_at.type),
    }
    known = exists().where(SELLER.c[_KEY] == stage.c[_KEY])
    return insert(SELLER).from_select(list(values), select(*values.values()).where(~known))


def _defaults() -> dict[str, Any]:
    """Return what the model gives the columns that may not be null."""
    fields = Seller.model_fields
    return {
        column.name: fields[column.name].get_default(call_default_factory=True)
        for column in SELLER.columns
        if not column.nullable and not column.primary_key and not fields[column.name].is_required()
    }
