"""Whether the database has the tables this version needs, and the way to give it them.

The revisions themselves are in `migrations/`, which Alembic loads by path. A look does without:
a revision is the number that its file's name begins with.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from core.db import async_url

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parents[1] / "migrations"
UPGRADE_LOCK = 7_270_727
"""The key of the PostgreSQL advisory lock under which one replica upgrades and others wait."""


class SchemaKind(StrEnum):
    """How the database's tables relate to this version of Sapa."""

    CURRENT = "current"
    EMPTY = "empty"
    BEHIND = "behind"
    AHEAD = "ahead"
    CORRUPT = "corrupt"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class SchemaState:
    """What was found, with one sentence for the person who runs Sapa."""

    kind: SchemaKind
    sentence: str
    revision: str | None = None
    head: str | None = None

    @property
    def is_current(self) -> bool:
        """Say whether Sapa can work with the database as it is."""
        return self.kind is SchemaKind.CURRENT

    @property
    def can_upgrade(self) -> bool:
        """Say whether an upgrade would lead to the current schema."""
        return self.kind in {SchemaKind.CURRENT, SchemaKind.EMPTY, SchemaKind.BEHIND}


class SchemaError(Exception):
    """The database cannot be upgraded; the text is a sentence that says why and what to do."""


def check(url: str) -> SchemaState:
    """Compare the database at `url` with the newest revision; nothing is created or changed.

    Blocking: call it from a thread where a loop is running.
    """
    target = _blocking_url(url)
    head = revisions()[-1]
    if file := _missing_file(target):
        return _empty(head) if file.parent.is_dir() else _homeless(file)
    try:
        with connected(url) as connection:
            revision = _revision(connection)
    except DatabaseError as error:
        return _broken(target, error)
    return _compare(revision, head)


def upgrade(url: str) -> SchemaState:
    """Bring the database at `url` to the newest revision, all or nothing; return its new state.

    Blocking. Replicas that upgrade at the same moment take turns.

    Raises:
        SchemaError: if the database is newer, broken or out of reach.
    """
    state = check(url)
    if not state.can_upgrade:
        raise SchemaError(state.sentence)
    with connected(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})"))
        from alembic import command  # noqa: PLC0415 - an eighth of a second, and seldom needed

        command.upgrade(config(connection), "head")
        connection.commit()
    return check(url)


def revisions() -> list[str]:
    """Return all revisions that this version of Sapa knows, in their order."""
    return sorted(file.name.partition("_")[0] for file in (FOLDER / "versions").glob("*_*.py"))


def config(connection: Connection) -> "Config":
    """Return Alembic's configuration for work on `connection`, whose transaction it joins."""
    from alembic.config import Config  # noqa: PLC0415 - as above

    alembic = Config(attributes={"connection": connection})
    alembic.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return alembic


@contextmanager
def connected(url: str) -> Generator[Connection]:
    """Yield a blocking connection in one transaction, which is rolled back unless committed."""
    engine = _engine(_blocking_url(url))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine(url: URL) -> Engine:
    engine = create_engine(url, poolclass=NullPool)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions_to_us(connection: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI objects are untyped
    connection.isolation_level = None  # the driver would commit before each CREATE TABLE


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _blocking_url(url: str) -> URL:
    parsed = async_url(url)
    return parsed.set(drivername=parsed.drivername.replace("+aiosqlite", ""))


def _revision(connection: Connection) -> str | None:
    """Return the revision that Alembic noted; None where it never did."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def _missing_file(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite":
        return None
    file = Path(url.database or "")
    return None if file.exists() else file


def _compare(revision: str | None, head: str | None) -> SchemaState:
    if revision is None:
        return _empty(head)
    if revision == head:
        return SchemaState(SchemaKind.CURRENT, "The database is up to date.", revision, head)
    if revision not in revisions():
        sentence = (
            f"The database is at revision {revision}, which this version of Sapa does not know: "
            "run the newer version that made it."
        )
        return SchemaState(SchemaKind.AHEAD, sentence, revision, head)
    sentence = (
        f"The database is at revision {revision} and this version of Sapa needs {head}: "
        "run `sapa db upgrade`."
    )
    return SchemaState(SchemaKind.BEHIND, sentence, revision, head)


def _empty(head: str | None) -> SchemaState:
    sentence = "The database has no tables yet: run `sapa db upgrade`."
    return SchemaState(SchemaKind.EMPTY, sentence, None, head)


def _homeless(file: Path) -> SchemaState:
    sentence = f"There is no folder {file.parent}: create it, or let DATABASE_URL name another."
    return SchemaState(SchemaKind.UNREACHABLE, sentence)


def _broken(url: URL, error: DatabaseError) -> SchemaState:
    reason = str(error.orig).strip().partition("\n")[0]
    if "not a database" in reason or "malformed" in reason:
        sentence = (
            f"The file {url.database} is not a database that can be read: put a backup in its "
            "place, or let DATABASE_URL name a new file and run `sapa db upgrade`."
        )
        return SchemaState(SchemaKind.CORRUPT, sentence)
    sentence = f"The database cannot be reached ({reason}): check DATABASE_URL and the server."
    return SchemaState(SchemaKind.UNREACHABLE, sentence)
