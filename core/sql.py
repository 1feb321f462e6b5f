"""What the two databases say differently, hidden."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Date, String, Table, func, literal, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.expression import FunctionElement
from sqlmodel import UTCDateTime

MOST_VALUES = 10_000
"""In one statement; SQLite takes 32,766 of them, and PostgreSQL 65,535."""

T = TypeVar("T")


def in_slices(values: Iterable[T], most: int = MOST_VALUES) -> Iterator[list[T]]:
    """Yield the values in lists that are short enough for one statement."""
    every = list(values)
    for start in range(0, len(every), most):
        yield every[start : start + most]


def insert_into(session: AsyncSession, table: Any) -> sqlite.Insert | postgresql.Insert:  # noqa: ANN401 - a mapped class or a Table
    """Return an INSERT that knows ON CONFLICT, in the dialect of the session's database."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


async def learn(session: AsyncSession, table: Table) -> None:
    """Let PostgreSQL know at once how a table is filled, where it would find out in a minute.

    Until then it takes a million new rows for a few, and reads them one by one.
    """
    if session.get_bind().dialect.name == "postgresql":
        name = session.get_bind().dialect.identifier_preparer.format_table(table)
        await session.execute(text(f"ANALYZE {name}"))


class days_after(FunctionElement[date]):  # noqa: N801 - reads as SQL's own functions do
    """`days_after(day, count)`: the date so many days after another one."""

    type = Date()
    inherit_cache = True


@compiles(days_after, "sqlite")
def _sqlite_days_after(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's compilers are untyped
    day, count = element.clauses
    return f"date({compiler.process(day, **kw)}, ({compiler.process(count, **kw)}) || ' days')"


@compiles(days_after, "postgresql")
def _postgres_days_after(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the same
    day, count = element.clauses
    return f"(CAST({compiler.process(day, **kw)} AS date) + ({compiler.process(count, **kw)}))"


class moment_after(FunctionElement[datetime]):  # noqa: N801 - the same
    """`moment_after(moment, days)`: the moment so many times 24 hours after another one."""

    type = UTCDateTime()
    inherit_cache = True


@compiles(moment_after, "sqlite")
def _sqlite_moment_after(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the same
    """Leave the fraction of the second as it is: SQLite would round it to thousandths."""
    moment, days = (compiler.process(clause, **kw) for clause in element.clauses)
    seconds = f"datetime(substr({moment}, 1, 19), ({days}) || ' days')"
    return f"{seconds} || substr({moment}, 20)"


@compiles(moment_after, "postgresql")
def _postgres_moment_after(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the same
    moment, days = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({moment} + ({days}) * INTERVAL '24 hours')"


class seconds_between(FunctionElement[int]):  # noqa: N801 - the same
    """`seconds_between(earlier, later)`: the whole seconds from one moment to another."""

    type = BigInteger()
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _sqlite_seconds_between(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the same
    earlier, later = (f"julianday({compiler.process(one, **kw)})" for one in element.clauses)
    return f"CAST(round(({later} - {earlier}) * 86400) AS INTEGER)"


@compiles(seconds_between, "postgresql")
def _postgres_seconds_between(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the same
    earlier, later = (compiler.process(one, **kw) for one in element.clauses)
    return f"CAST(round(EXTRACT(EPOCH FROM {later} - {earlier})) AS BIGINT)"


class json_text(FunctionElement[str]):  # noqa: N801 - the same
    """`json_text(text)`: the text as a JSON string, in its quotation marks."""

    type = String()
    inherit_cache = True


@compiles(json_text, "sqlite")
def _sqlite_json_text(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the same
    return f"json_quote({compiler.process(element.clauses, **kw)})"


@compiles(json_text, "postgresql")
def _postgres_json_text(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the same
    return f"CAST(to_json(CAST({compiler.process(element.clauses, **kw)} AS text)) AS text)"


def a_day(value: date) -> ColumnElement[date]:
    """Return a date as SQL knows it in both databases."""
    return literal(value, Date())


def json_of(*parts: ColumnElement[Any] | str) -> ColumnElement[Any]:
    """Return the JSON whose text is `parts` one after the other; json() is known to both."""
    text = parts[0] if isinstance(parts[0], ColumnElement) else literal(parts[0])
    for part in parts[1:]:
        text = text + (part if isinstance(part, ColumnElement) else literal(part))
    return func.json(text)
