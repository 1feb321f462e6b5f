"""Migrated PostgreSQL databases that one test uses after the other: copying one takes longer."""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from tests.support.postgres import Server

END_OTHERS = b"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
WRITTEN = b"""
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
"""Tables to which anything was ever written, even if it was rolled back or deleted."""
COUNTED = b"""
    SELECT seqrelid::regclass::text FROM pg_sequence
    WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
"""
"""Sequences that gave a number."""
RESTART = b"""
    SELECT setval(seqrelid, seqstart, false) FROM pg_sequence
    WHERE seqrelid::regclass::text = ANY(%s)
"""
SHAPE = b"""
    WITH ours AS (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    SELECT 'class', count(*), sum(oid::bigint) FROM ours
    UNION ALL SELECT 'attribute', count(*), max(a.xmin::text::bigint)
        FROM ours JOIN pg_attribute a ON attrelid = ours.oid
    UNION ALL SELECT 'index', count(*), max(i.xmin::text::bigint)
        FROM ours JOIN pg_index i ON indrelid = ours.oid
    UNION ALL SELECT 'constraint', count(*), max(c.xmin::text::bigint)
        FROM ours JOIN pg_constraint c ON conrelid = ours.oid
"""
"""What is different after any change of tables, columns, indexes or constraints."""


class Pool:
    """Lends databases that are like a new copy of the template, and takes them back."""

    def __init__(self, server: Server, template: str) -> None:
        """Copy `template` as often as databases are needed at the same time."""
        self._server = server
        self._template = template
        self._idle: list[tuple[str, Connection]] = []
        with self._connect(template) as connection:
            self._written, self._counted = _names(connection, WRITTEN), _names(connection, COUNTED)
            self._facts = _facts(connection)

    @contextmanager
    def lent(self) -> Generator[str]:
        """Yield the URL of a database of the borrower's own."""
        name, connection = self._idle.pop() if self._idle else self._copied()
        try:
            yield self._server.url(name)
        finally:
            self._take_back(name, connection)

    def close(self) -> None:
        """Leave the databases to the end of their server."""
        for _, connection in self._idle:
            connection.close()

    def _copied(self) -> tuple[str, Connection]:
        name = self._server.create(template=self._template)
        return name, self._connect(name)

    def _connect(self, name: str) -> Connection:
        return psycopg.connect(self._server.url(name), autocommit=True)

    def _take_back(self, name: str, connection: Connection) -> None:
        """Empty a database; where it is not like the template then, drop it."""
        self._empty(connection)
        if _facts(connection) == self._facts:
            self._idle.append((name, connection))
        else:
            connection.close()
            self._server.drop(name)

    def _empty(self, connection: Connection) -> None:
        connection.execute(END_OTHERS)
        if written := _names(connection, WRITTEN) - self._written:
            tables = SQL(", ").join(map(Identifier, sorted(written)))
            connection.execute(SQL("TRUNCATE {} CASCADE").format(tables))
        connection.execute(RESTART, [sorted(_names(connection, COUNTED) - self._counted)])


def _names(connection: Connection, query: bytes) -> frozenset[str]:
    return frozenset(name for (name,) in connection.execute(query))


def _facts(connection: Connection) -> list[object]:
    """Return what makes two databases differ: their shape, every row, every sequence."""
    rows = (
        (table, connection.execute(SQL("SELECT * FROM {}").format(Identifier(table))).fetchall())
        for table in sorted(_names(connection, WRITTEN))
    )
    return [*connection.execute(SHAPE), *rows, _names(connection, COUNTED)]
