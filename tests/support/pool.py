"""Migrated PostgreSQL databases that one test uses after the other: copying one takes longer."""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from tests.support.postgres import Server

END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
OURS = "relnamespace = 'public'::regnamespace"
WRITTEN = f"""
    SELECT relname FROM pg_class
    WHERE {OURS} AND relkind = 'r' AND pg_relation_size(oid) > 0
"""  # noqa: S608 - a constant
"""Tables to which anything was ever written, even if it was rolled back or deleted."""
COUNTED = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
RESTART = """
    SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE sequencename = ANY(%s)
"""
SHAPE = f"""
    SELECT format('%s %s', oid, relname) FROM pg_class WHERE {OURS}
    UNION ALL SELECT c::text FROM pg_class r JOIN pg_attribute c ON attrelid = r.oid WHERE {OURS}
    UNION ALL SELECT i::text FROM pg_class r JOIN pg_index i ON indrelid = r.oid WHERE {OURS}
    UNION ALL SELECT c::text FROM pg_class r JOIN pg_constraint c ON conrelid = r.oid WHERE {OURS}
    UNION ALL SELECT format('%s %s', sequencename, last_value) FROM pg_sequences
    ORDER BY 1
"""  # noqa: S608 - a constant
"""Tables, columns, indexes, constraints, and how far each sequence has counted."""

Facts = tuple[object, ...]


class Pool:
    """Lends databases that are like a new copy of the template, and takes them back."""

    def __init__(self, server: Server, template: str) -> None:
        """Copy `template` as often as databases are needed at the same time."""
        self._server = server
        self._template = template
        self._idle: list[str] = []
        with self._connected(template) as connection:
            self._written, self._counted = _names(connection, WRITTEN), _names(connection, COUNTED)
            self._facts = _facts(connection)

    @contextmanager
    def lent(self) -> Generator[str]:
        """Yield the URL of a database of the borrower's own."""
        name = self._idle.pop() if self._idle else self._server.create(template=self._template)
        try:
            yield self._server.url(name)
        finally:
            self._take_back(name)

    def _take_back(self, name: str) -> None:
        """Empty a database; where it is not like the template then, drop it."""
        with self._connected(name) as connection:
            self._empty(connection)
            is_as_new = _facts(connection) == self._facts
        if is_as_new:
            self._idle.append(name)
        else:
            self._server.drop(name)

    def _empty(self, connection: Connection) -> None:
        connection.execute(END_OTHERS)
        if written := _names(connection, WRITTEN) - self._written:
            tables = SQL(", ").join(map(Identifier, sorted(written)))
            connection.execute(SQL("TRUNCATE {} CASCADE").format(tables))
        connection.execute(RESTART, [list(_names(connection, COUNTED) - self._counted)])

    def _connected(self, name: str) -> Connection:
        return psycopg.connect(self._server.url(name), autocommit=True)


def _names(connection: Connection, query: str) -> frozenset[str]:
    return frozenset(name for (name,) in connection.execute(query.encode()))


def _facts(connection: Connection) -> Facts:
    """Return whatever makes two databases differ: their shape, and every row."""
    rows = (
        (table, connection.execute(SQL("SELECT * FROM {}").format(Identifier(table))).fetchall())
        for table in sorted(_names(connection, WRITTEN))
    )
    return (connection.execute(SHAPE.encode()).fetchall(), *rows)
