"""What differs is written: changed rows first, then new ones, in the file's order."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    Table,
    Update,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from crm.imports.differences import VERIFIED, contradicts, taken
from crm.imports.files.tables import LINE
from crm.imports.hashes import HASH
from crm.imports.staging import Staged
from crm.imports.subject import Subject
from models import ImportConflict


async def write(
    session: AsyncSession, staged: Staged, first: int, last: int, *, batch_id: int, now: datetime
) -> None:
    """Change and add what was found to differ between the lines `first` and `last`."""
    if not staged.fresh:
        await session.execute(_change(staged, first, last, batch_id, now))
        if HASH in staged.stage.c:
            await session.execute(_rewrite(staged, first, last))
    await session.execute(_add(staged, first, last, batch_id, now))


async def note_conflicts(session: AsyncSession, staged: Staged, *, batch_id: int) -> int:
    """Keep where the file contradicts what sellers confirmed; return how often it does."""
    table, here = staged.subject.table, staged.stage
    for fact in _confirmable(staged):
        rows = (
            select(
                literal(batch_id),
                table.c.id,
                literal(fact),
                here.c[fact],
                func.coalesce(table.c[fact], ""),
            )
            .select_from(here.join(table, staged.same_key()))
            .where(contradicts(table, here, fact))
            .order_by(here.c[LINE])
        )
        into = ["batch_id", "seller_id", "fact", "pulled", "said"]
        await session.execute(insert(ImportConflict).from_select(into, rows))
    return await count_conflicts(session, staged)


async def count_conflicts(session: AsyncSession, staged: Staged) -> int:
    """Count where the file contradicts what sellers confirmed."""
    table, here = staged.subject.table, staged.stage
    counts = [
        await session.scalar(
            select(func.count())
            .select_from(here.join(table, staged.same_key()))
            .where(contradicts(table, here, fact))
        )
        for fact in _confirmable(staged)
    ]
    return sum(count or 0 for count in counts)


def _confirmable(staged: Staged) -> list[str]:
    """Return the facts of the file that a seller may have confirmed."""
    table, here = staged.subject.table, staged.stage
    facts = [fact for fact in VERIFIED if fact in here.c and VERIFIED[fact] in table.c]
    return [] if staged.fresh else facts


def _change(staged: Staged, first: int, last: int, batch_id: int, now: datetime) -> Update:
    table, here, touched = staged.subject.table, staged.stage, staged.touched
    values = {fact: taken(table, here, fact) for fact in staged.facts}
    stamps = {"batch_id": batch_id, "updated_at": now, "gone_at": None}
    stamps = {name: value for name, value in stamps.items() if name in table.c}
    return (
        update(table)
        .values(values | _derived(staged.subject, here) | stamps)
        .where(
            touched.c[LINE].between(first, last),
            here.c[LINE] == touched.c[LINE],
            table.c.id == touched.c.target_id,
            touched.c.differs,
        )
    )


def _rewrite(staged: Staged, first: int, last: int) -> Update:
    """Note that a row says the same in another way: nothing else of it changes."""
    table, here, touched = staged.subject.table, staged.stage, staged.touched
    return (
        update(table)
        .values({HASH: here.c[HASH]})
        .where(
            touched.c[LINE].between(first, last),
            here.c[LINE] == touched.c[LINE],
            table.c.id == touched.c.target_id,
        )
    )


def _add(staged: Staged, first: int, last: int, batch_id: int, now: datetime) -> Insert:
    subject, here, touched = staged.subject, staged.stage, staged.touched
    table = subject.table
    values: dict[str, ColumnElement[Any]] = {
        name: literal(value, table.c[name].type) for name, value in _defaults(subject).items()
    }
    values |= {column.name: column for column in here.c if column.name != LINE}
    values |= _derived(subject, here)
    stamps = {"batch_id": batch_id, "created_at": now, "updated_at": now}
    values |= {
        name: literal(value, table.c[name].type)
        for name, value in stamps.items()
        if name in table.c
    }
    new = select(*values.values())
    if staged.fresh:
        line = here.c[LINE]
    else:
        line = touched.c[LINE]
        new = new.join(touched, line == here.c[LINE]).where(touched.c.target_id.is_(None))
    new = new.where(line.between(first, last)).order_by(line)
    return insert(table).from_select(list(values), new)


def _derived(subject: Subject, here: Table) -> dict[str, ColumnElement[Any]]:
    return dict(subject.derived(here)) if subject.derived is not None else {}


def _defaults(subject: Subject) -> dict[str, Any]:
    """Return what the model gives the columns that may not be null."""
    fields = subject.model.model_fields
    return {
        column.name: fields[column.name].get_default(call_default_factory=True)
        for column in subject.table.columns
        if not column.nullable and not column.primary_key and not fields[column.name].is_required()
    }
