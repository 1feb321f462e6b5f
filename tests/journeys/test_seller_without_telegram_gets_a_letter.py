import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession

from core.clock import MovableClock
from core.db import Database
from crm.letters.operations import came_back
from crm.letters.postmarks import Postmarks
from delivery.mail.returns import Kind, read_return
from models.followups import TouchState
from models.interactions import Channel
from models.mail import OutboxState
from tests.support.bounces import a_notice
from tests.support.letters import a_letter, logged, what_became
from tests.support.loopback import free_port
from tests.support.postbox import Postbox, a_postbox
from tests.support.talk import arrives
from tests.support.town import TOKEN, Town, a_town


@dataclass(frozen=True, slots=True)
class Mailed:
    """A town with a mail server and a page on the web."""

    town: Town
    postbox: Postbox
    page: str


@pytest.fixture
async def mailed(
    database: Database, database_url: str, clock: MovableClock
) -> AsyncIterator[Mailed]:
    """Yield a town whose bot sends letters."""
    port = free_port()
    async with (
        a_postbox() as postbox,
        a_town(
            database,
            database_url,
            clock,
            port=port,
            public_url="https://sapa.example",
            smtp_host="127.0.0.1",
            smtp_port=postbox.port,
            smtp_security="none",
            mail_from="Pasar Nusantara <kabar@pasar.example>",
            mail_bounce="bounces@pasar.example",
        ) as town,
    ):
        yield Mailed(town, postbox, f"http://127.0.0.1:{port}")


async def test_and_comes_to_chat_through_its_invitation(mailed: Mailed) -> None:
    town, postbox = mailed.town, mailed.postbox
    waiting = await a_letter(
        town.database, store_name="Batik Ayu", owner_name="Sri", language="id"
    )

    (letter,) = await postbox.gets()
    assert letter.message["Subject"] == "Undangan untuk Batik Ayu"
    assert letter.part("image/png").get_content().startswith(b"\x89PNG")
    invited = re.search(r"https://t\.me/(\w+)\?start=(\S+)", letter.words())
    assert invited is not None
    assert invited[0] in letter.words("text/html")
    assert invited[1] == town.sapa.application.bot.username

    sri = town.a_stranger("Sri")
    await arrives(sri, invited[2])
    await sri.hears("Batik Ayu")
    await town.settled()
    assert (await town.seller(sri)).id == waiting.seller_id
    said = {line.channel for line in await logged(town.database, waiting)}
    assert said == {Channel.EMAIL, Channel.TELEGRAM}


async def test_and_ends_letters_with_one_click(mailed: Mailed) -> None:
    town = mailed.town
    waiting = await a_letter(town.database)
    (letter,) = await mailed.postbox.gets()
    link = re.search(r"<https://sapa\.example(/\S+)>", letter.message["List-Unsubscribe"])
    assert link is not None

    async with ClientSession() as program:
        body = dict([letter.message["List-Unsubscribe-Post"].split("=")])
        async with program.get(mailed.page + link[1]) as page:
            assert "<form" in await page.text()
        async with program.post(mailed.page + link[1], data=body) as answer:
            assert answer.status == 200

    _, _, seller = await what_became(town.database, waiting)
    assert not seller.proactive
    await town.settled()


async def test_and_is_tried_otherwise_when_it_comes_back(mailed: Mailed) -> None:
    town = mailed.town
    waiting = await a_letter(town.database)
    (letter,) = await mailed.postbox.gets()
    await town.settled()

    returned = read_return(a_notice(to=letter.sender))
    assert returned.kind is Kind.FAILED
    async with town.database.transaction() as session:
        await came_back(
            session,
            touch_id=Postmarks.of(TOKEN).read_letter(returned.marks[0]),
            blames_address=returned.blames_address,
            now=town.clock.now(),
        )

    row, touch, seller = await what_became(town.database, waiting)
    assert (row.state, touch.state) == (OutboxState.SENT, TouchState.FAILED)
    assert seller.bounced_email == waiting.address
