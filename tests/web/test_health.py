from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from models import Inbox, Outbox, Upload, UploadPhoto
from models.mail import InboxState
from tests.support.builders import NOW, a_seller
from tests.support.rows import store
from web.health import health


async def test_says_that_all_is_well(database: Database, clock: MovableClock) -> None:
    async with _client(database, clock) as client:
        answer = await client.get("/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_says_that_the_database_is_gone(clock: MovableClock) -> None:
    nobody_listens = Database("postgresql://sapa@127.0.0.1:1/sapa")
    async with _client(nobody_listens, clock) as client:
        answer = await client.get("/health")

    assert answer.status_code == 503
    await nobody_listens.close()


async def test_counts_what_waits_and_what_was_set_aside(
    database: Database, clock: MovableClock
) -> None:
    await store(
        database,
        Inbox(update_id=1, received_at=NOW, payload="{}", due=NOW),
        Inbox(update_id=2, received_at=NOW, payload="{}", due=NOW, state=InboxState.FAILED),
        Outbox(due=NOW, priority=0, chat_id=5, template="menu", created_at=NOW),
    )
    async with database.transaction() as session:
        store_id = (await a_seller(session)).id or 0
        upload = Upload(seller_id=store_id, created_at=NOW, updated_at=NOW)
        session.add(upload)
        await session.flush()
        session.add(
            UploadPhoto(
                upload_id=upload.id or 0, number=1, chat_id=5, message_id=1, file_id="f",
                received_at=NOW,
            )
        )  # fmt: skip
    async with _client(database, clock) as client:
        answer = await client.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert 'sapa_inbox{state="new"} 1.0' in lines
    assert 'sapa_inbox{state="failed"} 1.0' in lines
    assert 'sapa_outbox{state="waiting"} 1.0' in lines
    assert "sapa_photos 1.0" in lines


def _client(database: Database, clock: MovableClock) -> AsyncClient:
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    transport = ASGITransport(Starlette(routes=health(services)))
    return AsyncClient(transport=transport, base_url="http://sapa")
