"""How Alembic reaches the tables: over the connection it is handed, in that one's transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection, Enum, String
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

import models  # noqa: F401  # pyright: ignore[reportUnusedImport] - it fills SQLModel.metadata


def render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write types of SQLModel and of ours as SQLAlchemy's own, so that history stands still."""
    match kind, item:
        case "type", UTCDateTime():
            return "sa.DateTime(timezone=True)"
        case "type", JSON():
            return "sa.JSON()"
        case "type", Enum(length=length) | AutoString(impl=String(length=length)):
            return f"sa.String(length={length})" if length else "sa.String()"
        case _:
            return False


def is_common(item: Any, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:  # noqa: ANN401, FBT001 - Alembic calls it so
    """Leave out what full text needs: each database says it differently, so the models do not."""
    match kind:
        case "table":
            return not (name or "").startswith("search_words")
        case "index":
            return not (name or "").startswith("ix_search_document_")
        case "column":
            return (item.table.name, name) != ("search_document", "words")
        case _:
            return True


def run(connection: Connection) -> None:
    """Run what Alembic was asked for on `connection`; who opened it commits."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=context.script.get_current_head() is not None,
        render_item=render,
        include_object=is_common,
        compare_server_default=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
