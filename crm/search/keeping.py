"""Keep the documents in step, a slice at a time: no writer waits longer than for one slice.

What is new is taken in first. Besides, a round over all rows is made to begin with, after each
import (which changes stores that are not new), and each night: it finds what was edited, merged
or erased, and on PostgreSQL a row whose transaction ended after that of a later one.
"""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.search.documents import ROWS, refresh
from models import ImportBatch, SearchMark
from models.search import Found

SLICE = 1_000
"""Rows looked at in one transaction."""
LOOK_BACK = 500
"""So many rows before the last one are looked at again: one of them may have come late."""


async def is_behind(session: AsyncSession) -> bool:
    """Tell whether there is anything to do: something new, or a round under way."""
    marks = {mark.kind: mark for mark in await session.scalars(select(SearchMark))}
    batch_id = await _last_import(session)
    if len(marks) < len(Found):
        return True
    for kind, mark in marks.items():
        if mark.walked_id is not None or _is_outdated(mark, batch_id):
            return True
        if await _last(session, kind) > mark.seen_id:
            return True
    return False


async def go_on(session: AsyncSession, kind: Found) -> bool:
    """Do the next slice of one kind; return whether there is another one to do.

    A round goes on beside what is new, for there may always be something new.
    """
    mark = await _hold(session, kind)
    end, is_whole = await _slice(session, kind, after=mark.seen_id)
    if end is not None:
        await refresh(session, kind, after=max(mark.seen_id - LOOK_BACK, 0), upto=end)
        mark.seen_id = end
        if is_whole:
            return True
    batch_id = await _last_import(session)
    if mark.walked_id is None and _is_outdated(mark, batch_id):
        mark.walked_id, mark.batch_id = 0, batch_id
    if mark.walked_id is None:
        return False
    return await _walk(session, mark)


async def begin_rounds(session: AsyncSession) -> None:
    """Begin a round over all rows of each kind that is not on one."""
    await session.execute(
        update(SearchMark).where(col(SearchMark.walked_id).is_(None)).values(walked_id=0)
    )


async def _walk(session: AsyncSession, mark: SearchMark) -> bool:
    """Look at the round's next slice; return whether there is another one."""
    walked = mark.walked_id or 0
    end, _ = await _slice(session, mark.kind, after=walked)
    is_last = end is None or end >= mark.seen_id
    upto = mark.seen_id if is_last or end is None else end
    await refresh(session, mark.kind, after=walked, upto=upto)
    mark.walked_id = None if is_last else upto
    return not is_last


async def _hold(session: AsyncSession, kind: Found) -> SearchMark:
    """Return the mark, held; the first time what is there is left to a round."""
    held = select(SearchMark).where(col(SearchMark.kind) == kind).with_for_update()
    mark = await session.scalar(held)
    if mark is None:
        beginning = {
            "kind": kind,
            "seen_id": await _last(session, kind),
            "walked_id": 0,
            "batch_id": await _last_import(session),
        }
        await session.execute(
            insert_into(session, SearchMark).values(beginning).on_conflict_do_nothing()
        )
        mark = (await session.scalars(held)).one()
    return mark


async def _slice(session: AsyncSession, kind: Found, *, after: int) -> tuple[int | None, bool]:
    """Return the last id of the next slice, if there is one, and whether it is a whole slice."""
    row_id = ROWS[kind]
    some = select(row_id).where(row_id > after).order_by(row_id).limit(SLICE).subquery()
    found = await session.execute(select(func.max(some.c.id), func.count()).select_from(some))
    last, count = found.one()
    return last, count == SLICE


async def _last(session: AsyncSession, kind: Found) -> int:
    return await session.scalar(select(func.max(ROWS[kind]))) or 0


async def _last_import(session: AsyncSession) -> int:
    return await session.scalar(select(func.max(col(ImportBatch.id)))) or 0


def _is_outdated(mark: SearchMark, batch_id: int) -> bool:
    return mark.kind is Found.SELLER and mark.batch_id < batch_id
