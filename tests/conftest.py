"""What every test may ask for: a clean environment, a clock, and a database of either kind."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core import schema
from core.clock import MovableClock
from core.db import Database
from core.settings import Settings
from tests.support import compiled, loopback, memory, postgres
from tests.support.builders import NOW
from tests.support.databases import BACKENDS
from tests.support.pool import Pool

compiled.share()
memory.prefer()

hypothesis.settings.register_profile(
    "ci", derandomize=True, database=None, deadline=None, max_examples=40
)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with tests that ask for more time than others: none of them comes last and alone."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


@pytest.fixture(autouse=True)
def _apart_from_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's settings and the network out of every test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    loopback.confine(monkeypatch)


@pytest.fixture(autouse=True)
def _brief_tracebacks() -> None:
    """Log errors without the values of every frame: of ours, these are megabytes to render."""
    renderer = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[structlog.processors.add_log_level, renderer])


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated database file to copy."""
    file = tmp_path_factory.mktemp("template") / "sapa.db"
    schema.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """Yield this process's own PostgreSQL server."""
    try:
        with postgres.running() as server:
            yield server
    except postgres.PostgresMissing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def postgres_pool(postgres_server: postgres.Server) -> Iterator[Pool]:
    """Yield this process's migrated PostgreSQL databases."""
    template = postgres_server.create()
    schema.upgrade(postgres_server.url(template))
    pool = Pool(postgres_server, template)
    yield pool
    pool.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of a migrated SQLite database of this test's own."""
    return f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'sapa.db')}"


@pytest.fixture
def postgres_url(postgres_pool: Pool) -> Iterator[str]:
    """Yield the URL of a migrated PostgreSQL database of this test's own."""
    with postgres_pool.lent() as url:
        yield url


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a migrated database: the test runs once on each kind."""
    url: str = request.getfixturevalue(
        "sqlite_url" if request.param == "sqlite" else "postgres_url"
    )
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Yield a migrated, empty database: the test runs once on each kind."""
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    """Yield a session in a transaction that nobody commits."""
    async with database.reading() as session:
        yield session


@pytest.fixture
def clock() -> MovableClock:
    """Return a clock that starts on a Monday at 09:00 in Jakarta."""
    return MovableClock(NOW)
