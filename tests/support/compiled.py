"""One cache of compiled SQL for all engines of the test process.

SQLAlchemy compiles a statement once for each engine, and every test has engines of its own: that
was a third of their work. Dialects of one kind speak to one server here, so that what one of them
compiled serves the others.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialectAsync_psycopg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache

_MOST = 4000
"""Statements that are kept; the whole suite has fewer."""
_caches: defaultdict[type[Dialect], LRUCache[Any, Any]] = defaultdict(lambda: LRUCache(_MOST))


def share() -> None:
    """Let engines of one kind share what they compile, from here on."""
    for kind in (SQLiteDialect_aiosqlite, PGDialectAsync_psycopg):
        for name, rule in (("__eq__", _are_alike), ("__hash__", _hash)):
            setattr(kind, name, rule)  # the cache asks for the very dialect
    event.listen(Engine, "engine_connect", _use)


def _are_alike(one: object, other: object) -> bool:
    return type(one) is type(other)


def _hash(one: object) -> int:
    return hash(type(one))


def _use(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_caches[type(connection.dialect)])
