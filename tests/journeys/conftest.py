from collections.abc import AsyncIterator

import pytest

from core.clock import MovableClock
from core.db import Database
from tests.support.town import Town, a_town


@pytest.fixture
async def town(database: Database, database_url: str, clock: MovableClock) -> AsyncIterator[Town]:
    """Yield a running town on each kind of database."""
    async with a_town(database, database_url, clock) as town:
        yield town
