from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from models import Inbox
from tests.support.rows import all_of
from web.health import health
from web.webhook import HEADER, LARGEST, PATH, webhook

SECRET = "a-secret_of-the-webhook"
UPDATE = {
    "update_id": 7,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "Halo"},
}


@dataclass(slots=True)
class Bells:
    """Counts how often the intake was told of something new."""

    rung: int = 0

    def ring(self) -> None:
        """Count one."""
        self.rung += 1


@pytest.fixture
def bells() -> Bells:
    """Return bells that have not rung."""
    return Bells()


@pytest.fixture
async def client(
    database: Database, clock: MovableClock, bells: Bells
) -> AsyncIterator[AsyncClient]:
    """Yield a client of Sapa's own web application."""
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    routes = [*health(services), webhook(services, secret=SECRET, arrived=bells.ring)]
    transport = ASGITransport(Starlette(routes=routes))
    async with AsyncClient(transport=transport, base_url="http://sapa") as client:
        yield client


async def test_spools_an_update_from_who_knows_the_secret(
    client: AsyncClient, database: Database, bells: Bells
) -> None:
    answer = await client.post(PATH, json=UPDATE, headers={HEADER: SECRET})

    assert answer.status_code == 200
    (row,) = await all_of(database, Inbox)
    assert (row.update_id, row.chat_id) == (7, 5)
    assert bells.rung == 1


async def test_spools_an_update_once_however_often_it_comes(
    client: AsyncClient, database: Database
) -> None:
    for _ in range(3):
        answer = await client.post(PATH, json=UPDATE, headers={HEADER: SECRET})
        assert answer.status_code == 200

    assert len(await all_of(database, Inbox)) == 1


@pytest.mark.parametrize("given", [None, "", "another-secret", SECRET[:-1], "süß"])
async def test_refuses_who_does_not_know_the_secret(
    client: AsyncClient, database: Database, bells: Bells, given: str | None
) -> None:
    headers = {} if given is None else {HEADER.encode(): given.encode()}

    answer = await client.post(PATH, json=UPDATE, headers=headers)

    assert answer.status_code == 403
    assert not await all_of(database, Inbox)
    assert bells.rung == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b"{}", b'{"update_id": "many"}', b"\xff\xfe", b'"text"']
)
async def test_refuses_what_is_no_update(
    client: AsyncClient, database: Database, body: bytes
) -> None:
    answer = await client.post(PATH, content=body, headers={HEADER: SECRET})

    assert answer.status_code == 400
    assert not await all_of(database, Inbox)


async def test_refuses_a_body_that_no_update_has(client: AsyncClient, database: Database) -> None:
    body = b'{"update_id": 7, "x": "' + b"x" * LARGEST + b'"}'

    answer = await client.post(PATH, content=body, headers={HEADER: SECRET})

    assert answer.status_code == 413
    assert not await all_of(database, Inbox)


async def test_takes_nothing_but_posts(client: AsyncClient) -> None:
    assert (await client.get(PATH, headers={HEADER: SECRET})).status_code == 405
