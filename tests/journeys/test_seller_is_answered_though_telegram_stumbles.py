import asyncio

import pytest
from sqlalchemy import select
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from models import Outbox
from simulator import Fault, Person
from tests.support.talk import offers, taps
from tests.support.town import Town, a_town, number_in
from views.actions import ChooseCategory, DialogStep, Open


@pytest.mark.parametrize(
    "fault",
    [
        Fault("sendMessage", "429", retry_after=1, times=2),
        Fault("sendMessage", "500"),
        Fault("sendMessage", "502", times=2),
    ],
    ids=lambda fault: fault.kind,
)
async def test_with_a_refusal_that_passes(town: Town, fault: Fault) -> None:
    sri = await town.a_linked_seller()
    await town.settled()
    shown = len(sri.inbox)
    fault.chat_id = sri.id
    town.simulator.fault(fault)

    sri.says("/menu")
    await sri.hears(offers(Open("report")), timeout=10)

    await town.settled()
    assert len(sri.inbox) == shown + 1, "once, however often it was tried"


async def test_with_a_connection_that_breaks_after_the_message_arrived(town: Town) -> None:
    sri = await town.a_linked_seller()
    await town.settled()
    shown = len(sri.inbox)
    town.simulator.fault(Fault("sendMessage", "cut", chat_id=sri.id))

    sri.says("/menu")
    await sri.hears(offers(Open("report")))
    await sri.hears(offers(Open("report")))

    await town.settled(doubled=1)
    assert len(sri.inbox) == shown + 2, "an answer rather comes twice than never"


async def test_with_no_answer_at_all(sqlite_url: str, clock: MovableClock) -> None:
    database = Database(sqlite_url)
    async with a_town(database, sqlite_url, clock, patience=4) as town:
        sri, budi = await town.a_linked_seller(), await town.a_linked_seller()
        town.simulator.fault(Fault("sendMessage", "hang", chat_id=sri.id))

        sri.says("/menu")
        budi.says("/menu")

        await budi.hears(offers(Open("report")), timeout=3)
        await sri.hears(offers(Open("report")), timeout=20)
        await town.settled()
    await database.close()


async def test_in_each_step_of_a_report_while_every_fifth_call_fails(town: Town) -> None:
    people = [await town.a_linked_seller() for _ in range(3)]
    for method in ("sendMessage", "createForumTopic", "getUpdates"):
        town.simulator.fault(Fault(method, "500", times=None, probability=0.15))
        town.simulator.fault(Fault(method, "429", times=None, probability=0.05))

    async with asyncio.TaskGroup() as group:
        for number, person in enumerate(people):
            group.create_task(_report(person, f"masalah {number}"))
    town.simulator.clear_faults()
    for number, person in enumerate(people):
        ticket = await town.ticket(number_in(person.inbox[-1]))
        assert ticket.text == f"masalah {number}"
        card = await town.card(ticket)
        assert f"masalah {number}" in card.text
    await town.settled()


async def test_when_updates_cannot_be_fetched_for_a_while(town: Town) -> None:
    sri = await town.a_linked_seller()
    town.simulator.fault(Fault("getUpdates", "502", times=2))
    town.simulator.fault(Fault("getUpdates", "cut", times=1))

    for _ in range(3):
        sri.says("/menu")
        await sri.hears(offers(Open("report")), timeout=10)

    await town.settled()


async def test_and_a_press_is_answered_though_its_answer_breaks(town: Town) -> None:
    sri = await town.a_linked_seller()
    town.simulator.fault(Fault("answerCallbackQuery", "cut"))

    sri.says("/lapor")
    press = await taps(sri, ChooseCategory("login"))

    await sri.hears(offers(DialogStep("cancel")))
    assert await press.answered() == ""
    await town.settled()


async def test_and_staff_get_the_card_though_its_topic_breaks(town: Town) -> None:
    sri = await town.a_linked_seller()
    town.simulator.fault(Fault("createForumTopic", "500"))

    card = await town.card(await town.reported(sri))

    assert card.thread
    await town.settled()
    assert len(town.group.topics) == 1
    (row,) = await town.all(select(Outbox).where(col(Outbox.template) == "ticket_card"))
    assert row.attempts == 2


async def _report(person: Person, text: str) -> None:
    person.says("/lapor")
    await taps(person, ChooseCategory("other"), timeout=30)
    person.says(text)
    await taps(person, DialogStep("done"), timeout=30)
    await taps(person, DialogStep("send"), timeout=30)
    await person.hears(r"#\d+", timeout=30)
