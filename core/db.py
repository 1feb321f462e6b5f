"""Database engines, and the one place that begins and commits a transaction."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 15000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32000",
)

WORKBENCH_PATIENCE = 600_000
"""Milliseconds for which a workbench waits for another process that writes as much as it will."""

WORKBENCH_MEMORY = "64MB"
"""What PostgreSQL may use on a workbench to sort or join a million rows without writing them."""


class Database:
    """One database, SQLite or PostgreSQL, and its transactions.

    Writers of one process take turns on SQLite, first come first served: its own busy timeout
    polls, which is neither fair nor quick. PostgreSQL needs no such gate.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        """Prepare to connect to `url`; nothing is opened before the first use."""
        self.url = async_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = (
            _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url, pool_size)
        )
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """Yield a session that commits when the block ends and rolls back when it raises."""
        async with self._writer(), AsyncSession(self.engine, expire_on_commit=False) as session:
            await session.connection(execution_options={"begin": "IMMEDIATE"})
            yield session
            await session.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession]:
        """Yield a session for questions only; whatever it changes is rolled back."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def workbench(self) -> AsyncGenerator["Workbench"]:
        """Yield one connection for several transactions, which see the same temporary tables.

        What is prepared in temporary tables keeps no writer waiting, however long it takes.
        """
        async with self.engine.connect() as connection:
            if self.is_sqlite:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute("PRAGMA temp_store = FILE")
                await driver.execute(f"PRAGMA busy_timeout = {WORKBENCH_PATIENCE}")
            else:
                await connection.exec_driver_sql(f"SET work_mem = '{WORKBENCH_MEMORY}'")
                await connection.commit()
            try:
                yield Workbench(connection, self._writer)
            finally:
                await connection.invalidate()  # and with it whatever was temporary

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    def _writer(self) -> AbstractAsyncContextManager[Any]:
        return self._turn if self.is_sqlite else nullcontext()


class Workbench:
    """A connection of its own; its transactions come one after the other."""

    def __init__(
        self, connection: AsyncConnection, turn: Callable[[], AbstractAsyncContextManager[Any]]
    ) -> None:
        """Work on `connection`; a writing transaction waits for `turn`."""
        self._connection = connection
        self._turn = turn

    @asynccontextmanager
    async def preparing(self) -> AsyncGenerator[AsyncSession]:
        """Yield a session that reads tables and writes temporary ones; no writer waits for it."""
        async with self._session("DEFERRED") as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """Yield a session that commits when the block ends and rolls back when it raises."""
        async with self._turn(), self._session("IMMEDIATE") as session:
            yield session
            await session.commit()

    def _session(self, begin: str) -> AsyncSession:
        if self._connection.sync_connection is not None:
            self._connection.sync_connection.execution_options(begin=begin)
        return AsyncSession(self._connection, expire_on_commit=False)


def async_url(url: str) -> URL:
    """Name the driver in `url`: aiosqlite for SQLite, psycopg 3 for PostgreSQL.

    Raises:
        ValueError: for any other database, in words for the person who set it.
    """
    parsed = make_url(url)
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+psycopg",
        "postgres": "postgresql+psycopg",
    }
    backend = parsed.drivername.partition("+")[0]
    if backend not in drivers:
        message = f"DATABASE_URL names '{backend}'; Sapa speaks sqlite:/// and postgresql://"
        raise ValueError(message)
    return parsed.set(drivername=drivers[backend])


def _postgres_engine(url: URL, pool_size: int) -> AsyncEngine:
    return create_async_engine(url, pool_size=pool_size, max_overflow=4, pool_pre_ping=True)


def _sqlite_engine(url: URL) -> AsyncEngine:
    engine = create_async_engine(url)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI objects are untyped
    connection.isolation_level = None  # the driver's own BEGIN comes too late for IMMEDIATE
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
