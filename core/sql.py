"""The one difference between the two databases' INSERTs, hidden."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession


def insert_into(session: AsyncSession, table: Any) -> sqlite.Insert | postgresql.Insert:  # noqa: ANN401 - a mapped class or a Table
    """Return an INSERT that knows ON CONFLICT, in the dialect of the session's database."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
