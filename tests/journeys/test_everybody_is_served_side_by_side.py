import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest

from core.clock import MovableClock
from core.db import Database
from models import Seller, Ticket
from simulator import Fault, Person
from tests.support import ledger
from tests.support.builders import a_seller
from tests.support.talk import data_of, offers
from tests.support.town import Town, a_town
from views.actions import ChooseCategory, DialogStep, Open, encode

CROWD = 300
TALKED_TO = 25


async def test_nobody_waits_for_somebody_whose_telegram_is_slow(town: Town) -> None:
    slow, quick = await town.a_linked_seller(), await town.a_linked_seller()
    town.simulator.fault(Fault("sendMessage", "delay", delay=3, times=None, chat_id=slow.id))
    slow.says("/menu")
    await asyncio.sleep(0.2)

    began = time.monotonic()
    for _ in range(5):
        quick.says("/menu")
        await quick.hears(offers(Open("report")), timeout=2)
    took = time.monotonic() - began

    assert took < 2.5, "five answers come while the first chat's one is under way"
    assert len(slow.inbox) == 1
    await slow.hears(offers(Open("report")), timeout=10)
    await town.settled()


async def test_staff_answer_one_seller_while_another_cannot_be_reached(town: Town) -> None:
    gone, sri = await town.a_linked_seller(), await town.a_linked_seller()
    first = await town.card(await town.reported(gone))
    second = await town.card(await town.reported(sri))
    await town.settled()
    town.simulator.fault(Fault("copyMessage", "500", times=3, chat_id=gone.id))

    town.agent.says("Untuk yang jauh", chat=town.group, thread=first.thread)
    town.agent.says("Untuk Sri", chat=town.group, thread=second.thread)

    await sri.hears("Untuk Sri", timeout=2)
    await gone.hears("Untuk yang jauh", timeout=20)
    await town.settled()


async def test_what_one_person_says_never_overtakes(town: Town) -> None:
    people = [await town.a_linked_seller() for _ in range(5)]
    cards = [await town.card(await town.reported(person)) for person in people]
    town.simulator.fault(Fault("copyMessage", "delay", delay=0.3, times=3))

    for number in range(10):
        for person in people:
            person.says(f"kalimat {number}")
    await town.settled()

    for card in cards:
        said = [m.text for m in town.group.messages(card.thread) if "kalimat" in m.text]
        assert said == [f"kalimat {number}" for number in range(10)]


@pytest.fixture
def swift_url(sqlite_template: Path) -> Iterator[str]:
    """Yield the URL of a database in memory, if there is such a place: a disk is slow."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder with a random name is made in it
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield f"sqlite:///{copyfile(sqlite_template, Path(folder) / 'sapa.db')}"


@pytest.mark.timeout(240)
async def test_three_hundred_who_report_at_once_each_keep_their_own_card(
    swift_url: str, clock: MovableClock
) -> None:
    database = Database(swift_url)
    async with a_town(database, swift_url, clock) as town:
        crowd = await _crowd(town)

        for number, person in enumerate(crowd):
            person.says(f"/lapor masalah nomor {number}")
        await _all_press(crowd, encode(ChooseCategory("other")))
        await _all_press(crowd, encode(DialogStep("send")))
        await ledger.until_idle(database, town.simulator, patience=150)

        await _check_cards(town, crowd)
        await _check_answers(town, crowd)
        await town.settled()
    await database.close()


async def _crowd(town: Town) -> list[Person]:
    async with town.database.transaction() as session:
        sellers = [
            await a_seller(session, store_name=f"Toko {number}", phone=None)
            for number in range(CROWD)
        ]
    return [town.owner_of(seller) for seller in sellers]


async def _all_press(crowd: list[Person], data: str) -> None:
    """Let each press the button as soon as it is on their screen."""
    waiting = dict(enumerate(crowd))
    async with asyncio.timeout(60):
        while waiting:
            for number, person in list(waiting.items()):
                shown = person.inbox
                if shown and data in data_of(shown[-1]):
                    person.presses(data, message=shown[-1])
                    del waiting[number]
            await asyncio.sleep(0.05)


async def _check_cards(town: Town, crowd: list[Person]) -> None:
    tickets = {ticket.seller_id: ticket for ticket in await town.all(Ticket)}
    sellers = {seller.chat_id: seller for seller in await town.all(Seller)}
    cards = {message.id: message for message in town.group.messages()}
    assert len(tickets) == len(crowd)
    for number, person in enumerate(crowd):
        seller = sellers[person.id]
        ticket = tickets[seller.id or 0]
        card = cards[ticket.card_message_id or 0]
        assert ticket.text == f"masalah nomor {number}"
        assert f"#{ticket.id}" in person.inbox[-1].text
        assert f"Toko {number} " in card.text
        assert card.text.splitlines()[-1] == f"masalah nomor {number}"
        assert card.thread == ticket.topic_id


async def _check_answers(town: Town, crowd: list[Person]) -> None:
    tickets = {ticket.text: ticket for ticket in await town.all(Ticket)}
    some = list(enumerate(crowd))[:: CROWD // TALKED_TO]
    for number, _ in some:
        topic = tickets[f"masalah nomor {number}"].topic_id
        town.agent.says(f"jawaban {number}", chat=town.group, thread=topic)
    for number, person in some:
        heard = await person.hears("jawaban", timeout=20)
        assert heard.text == f"jawaban {number}"
