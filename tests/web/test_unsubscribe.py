from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient
from inline_snapshot import snapshot
from starlette.applications import Starlette

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from crm.letters.postmarks import Postmarks
from crm.sellers.invitations import invitation_secret, sign
from models import Interaction, Seller
from models.interactions import Channel, Direction
from models.mail import OutboxState
from tests.support.builders import NOW, a_seller
from tests.support.letters import TOKEN, a_letter, mail_settings, what_became
from tests.support.rows import all_of
from views.words import Catalogs
from web.unsubscribe import unsubscribe

MARKS = Postmarks.of(TOKEN)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
async def client(database: Database, clock: MovableClock) -> AsyncIterator[AsyncClient]:
    """Yield a client of Sapa's own web application."""
    services = Services(settings=mail_settings(25), clock=clock, database=database)
    app = Starlette(routes=unsubscribe(services, Catalogs.load()))
    async with AsyncClient(
        transport=ASGITransport(app), base_url="https://sapa.example"
    ) as client:
        yield client


async def a_reader(database: Database, **facts: object) -> tuple[int, str]:
    """Store a seller; return their id and the path of their page."""
    async with database.transaction() as session:
        seller = await a_seller(session, **facts)
    return seller.id or 0, f"/berhenti/{MARKS.stop(seller.id or 0)}"


async def test_looking_at_the_page_asks_in_the_readers_language_and_changes_nothing(
    client: AsyncClient, database: Database
) -> None:
    _, path = await a_reader(database, store_name="Dapur <Sri>", language="su")

    answer = await client.get(path)

    assert answer.status_code == 200
    body = answer.text.partition("<body")[2].partition(">")[2]
    assert body == snapshot("""\

<p>Kersa liren nampi wartos kanggo <b>Dapur &lt;Sri&gt;</b>?</p>
<form method="post"><button style="font:inherit;padding:12px 20px;border:0;border-radius:6px;\
background:#1a6fb5;color:#fff">Muhun, ulah ngintun deui</button></form>
</body>
</html>
""")
    assert answer.headers["referrer-policy"] == "no-referrer"
    (seller,) = await all_of(database, Seller)
    assert seller.proactive


async def test_one_click_ends_letters_and_is_logged_once(
    client: AsyncClient, database: Database
) -> None:
    waiting = await a_letter(database)
    path = f"/berhenti/{MARKS.stop(waiting.seller_id)}"

    for _ in range(2):
        answer = await client.post(path, data=ONE_CLICK)
        assert answer.status_code == 200

    row, _, seller = await what_became(database, waiting)
    assert (seller.proactive, row.state) == (False, OutboxState.CANCELLED)
    (line,) = await all_of(database, Interaction)
    assert (line.direction, line.channel, line.kind) == (
        Direction.IN,
        Channel.EMAIL,
        "unsubscribed",
    )
    assert (line.seller_id, line.chat_id) == (waiting.seller_id, None)


async def test_who_asked_for_silence_is_told_that_it_is_so(
    client: AsyncClient, database: Database
) -> None:
    _, path = await a_reader(database, proactive=False)

    assert "<form" not in (await client.get(path)).text


async def test_a_merged_store_speaks_for_the_one_that_stayed(
    client: AsyncClient, database: Database
) -> None:
    async with database.transaction() as session:
        kept = await a_seller(session)
        merged = await a_seller(session, merged_into=kept.id, chat_id=None)
    await client.post(f"/berhenti/{MARKS.stop(merged.id or 0)}", data=ONE_CLICK)

    silent = {one.id: one.proactive for one in await all_of(database, Seller)}
    assert silent == {kept.id: False, merged.id: True}


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_no_other_address_ends_anything(
    client: AsyncClient, database: Database, method: str
) -> None:
    seller_id, _ = await a_reader(database)
    invitation = sign(seller_id, secret=invitation_secret(TOKEN), now=NOW)
    forged = (
        Postmarks.of("654321:OTHER").stop(seller_id),
        MARKS.letter(seller_id),
        MARKS.stop(seller_id + 1),
        invitation,
        "x" * 4000,
        "%00",
        "ß",
    )
    for mark in forged:
        answer = await client.request(method, f"/berhenti/{mark}")
        assert answer.status_code == 404, mark

    (seller,) = await all_of(database, Seller)
    assert seller.proactive
