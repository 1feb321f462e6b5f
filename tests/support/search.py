"""What tests about the search ask for."""

from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.search import keeping
from models import Interaction, SearchDocument
from models.interactions import Direction
from models.search import Found
from tests.support.builders import NOW


async def all_can_be_found(session: AsyncSession) -> None:
    """Do what the timetable does until nothing is left to do."""
    await session.flush()
    for kind in Found:
        while await keeping.go_on(session, kind):
            pass


async def documents(session: AsyncSession, kind: Found) -> dict[int, str]:
    """Return what can be found of one kind, by the row that says it."""
    found = await session.execute(
        select(col(SearchDocument.ref_id), col(SearchDocument.body))
        .where(col(SearchDocument.kind) == kind)
        .order_by(col(SearchDocument.id))
    )
    return {row.ref_id: row.body for row in found}


async def a_message(session: AsyncSession, text: str, **facts: object) -> Interaction:
    """Store the log of a message that somebody sent."""
    plausible = {"at": NOW, "direction": Direction.IN, "kind": "text", "text": text}
    row = Interaction(**cast("dict[str, Any]", plausible | facts))
    session.add(row)
    await session.flush()
    return row
