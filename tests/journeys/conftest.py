from collections.abc import AsyncIterator

import pytest

from core.clock import MovableClock
from core.db import Database
from tests.support.databases import of_this_test
from tests.support.town import Town, a_town


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a migrated database of the kind that a journey's name falls to.

    Journeys that Sapa stands or falls with are `on_both_databases`; what the others rest on is
    tested on each kind, too.
    """
    return of_this_test(request)


@pytest.fixture
async def town(database: Database, database_url: str, clock: MovableClock) -> AsyncIterator[Town]:
    """Yield a running town."""
    async with a_town(database, database_url, clock) as town:
        yield town
