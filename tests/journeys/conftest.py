from collections.abc import AsyncIterator
from zlib import crc32

import pytest

from core.clock import MovableClock
from core.db import Database
from tests.support.town import BACKENDS, Town, a_town


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a migrated database of the kind that a journey's name falls to.

    Journeys that Sapa stands or falls with are `on_both_databases`; what the others rest on is
    tested on each kind, too.
    """
    name: str = request.node.nodeid
    backend = getattr(request, "param", BACKENDS[crc32(name.encode()) % len(BACKENDS)])
    request.node.add_report_section("setup", "database", backend)
    url: str = request.getfixturevalue("sqlite_url" if backend == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def town(database: Database, database_url: str, clock: MovableClock) -> AsyncIterator[Town]:
    """Yield a running town."""
    async with a_town(database, database_url, clock) as town:
        yield town
