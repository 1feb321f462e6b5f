from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.clock import MovableClock
from core.db import Database
from tests.support.interpreters import HEARD, Interpreters, interpreters
from tests.support.town import Town, a_town
from views.actions import GlossTicket, ShowTicketMenu, TranslateTicket, encode

WORDS = "Pitih panjualan ambo alun juo masuak lai"


@pytest.fixture
async def services() -> AsyncIterator[Interpreters]:
    async with interpreters() as running:
        yield running


@pytest.fixture
async def town(
    database: Database, database_url: str, clock: MovableClock, services: Interpreters
) -> AsyncIterator[Town]:
    """Yield a town whose staff have somebody to ask."""
    async with a_town(
        database, database_url, clock, translate_url=services.url, transcribe_url=services.url
    ) as town:
        yield town


async def test_whose_words_are_translated_and_whose_voice_is_written_down(
    town: Town, services: Interpreters
) -> None:
    sri = await town.a_linked_seller(language="min", province="Sumatera Barat")
    ticket = await town.reported(sri, WORDS)
    card = await town.card(ticket)
    more = encode(ShowTicketMenu(ticket.id or 0, here=0))
    translate = encode(TranslateTicket(ticket.id or 0))

    town.agent.presses(more, chat=town.group, message=card)
    menu = await town.group.hears("Terjemahkan|dilakukan", thread=card.thread)
    town.agent.presses(translate, chat=town.group, message=menu)
    answer = await town.group.hears(WORDS.upper(), thread=card.thread)
    assert WORDS in answer.text, "the original stands beside it"

    sri.sends_voice(b"OggS suara")
    voice = await town.group.hears(lambda message: bool(message.voice), thread=card.thread)
    await town.settled()
    await town.pass_time(timedelta(seconds=3))
    written = await town.group.hears(HEARD, thread=card.thread)
    assert written.raw["reply_to_message"]["message_id"] == voice.id
    town.agent.presses(encode(GlossTicket(ticket.id or 0)), chat=town.group, message=card)
    await town.group.hears("bertanya", thread=card.thread)

    services.status = 503
    town.agent.presses(translate, chat=town.group, message=menu)
    await town.group.hears("tidak menjawab", thread=card.thread)
    sources = [asked.get("source") for asked in services.asked]
    assert sources[:2] == ["min", None]
    await town.settled()
