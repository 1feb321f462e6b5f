"""Rows that nobody reads back in their own transaction, written together."""

from typing import Any

from sqlalchemy import event, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session

WAITING = "rows that wait"


def insert_soon(session: AsyncSession, table: type, row: dict[str, Any]) -> None:
    """Insert `row` before the session's next statement, or its commit.

    A statement for many rows costs little more than one for one row: so a batch of updates writes
    all its messages and its whole log at once.
    """
    session.info.setdefault(WAITING, {}).setdefault(table, []).append(row)


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    _write(session)


@event.listens_for(Session, "do_orm_execute")
def _before_statement(statement: ORMExecuteState) -> None:
    _write(statement.session)


def _write(session: Session) -> None:
    waiting = session.info.pop(WAITING, None)
    if not waiting:
        return
    session.flush()  # what the rows point to
    for table, rows in waiting.items():
        session.connection().execute(insert(table), rows)
