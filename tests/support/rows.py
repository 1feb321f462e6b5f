"""Rows of a database, straight in and straight out."""

from typing import TypeVar

from sqlalchemy import Select, select
from sqlmodel import SQLModel

from core.db import Database

Row = TypeVar("Row", bound=SQLModel)


async def all_of(database: Database, query: Select[Row] | type[Row]) -> list[Row]:
    """Return the rows of a table, or those that a query selects."""
    wanted = query if isinstance(query, Select) else select(query)
    async with database.reading() as session:
        return list(await session.scalars(wanted))


async def store(database: Database, *rows: SQLModel) -> None:
    """Write rows and commit."""
    async with database.transaction() as session:
        session.add_all(rows)
