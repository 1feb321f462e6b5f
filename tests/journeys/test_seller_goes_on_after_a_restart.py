from datetime import timedelta

import pytest
from sqlalchemy import update

from models import Dialog
from tests.support.talk import offers, taps
from tests.support.town import Town, asked_how_they_are, number_in, on_both_databases
from views.actions import AnswerFollowUp, ChooseCategory, DialogStep, MakeReport, Open, encode

pytestmark = on_both_databases


async def test_in_the_middle_of_a_report(town: Town) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor")
    await taps(sri, ChooseCategory("payment"))
    sri.says("Sebelum mati lampu")
    await sri.hears(offers(DialogStep("done")))

    await town.closes()
    sri.says("Selama mati lampu")
    await town.opens()
    sri.says("Sesudah mati lampu")
    await taps(sri, DialogStep("done"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    assert ticket.text.splitlines() == [
        "Sebelum mati lampu",
        "Selama mati lampu",
        "Sesudah mati lampu",
    ]
    await town.settled()


async def test_and_what_was_said_meanwhile_is_answered(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))

    await town.closes()
    town.agent.says("Kami cek", chat=town.group, thread=card.thread)
    sri.says("/menu")
    await town.opens()

    await sri.hears("Kami cek")
    assert [message for message in sri.inbox if offers(Open("report"))(message)]
    await town.settled()


async def test_and_an_album_that_was_being_gathered_comes_whole(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))

    sri.sends_album([None, None, None], caption="Nota")
    await sri.hears("#")
    await town.closes()
    await town.opens()
    await town.group.hears("Nota", thread=card.thread)
    await town.settled()

    photos = [message for message in town.group.messages(card.thread) if message.photo]
    assert len(photos) == 3


async def test_and_is_asked_how_they_are_once_though_the_morning_was_missed(town: Town) -> None:
    sri = await town.a_linked_seller(usual_minute=540)
    await town.pass_time(timedelta(hours=12))
    await asked_how_they_are(town, sri)
    await town.settled()
    await town.closes()
    await town.simulator.advance(timedelta(hours=15))

    await town.opens()

    await sri.hears(offers(AnswerFollowUp))
    await town.settled()
    assert len([message for message in sri.inbox if offers(AnswerFollowUp)(message)]) == 1


@pytest.mark.parametrize("gone", [{"name": "old"}, {"step": "old"}], ids=["dialog", "step"])
async def test_though_the_new_version_does_not_know_what_they_were_doing(
    town: Town, gone: dict[str, str]
) -> None:
    sri = await town.a_linked_seller()
    sri.says("/lapor")
    await taps(sri, ChooseCategory("payment"))
    question = await sri.hears(offers(DialogStep("cancel")))
    async with town.database.transaction() as session:
        await session.execute(update(Dialog).values(**gone))

    said = sri.says("Uang belum masuk")
    await sri.hears(offers(MakeReport(said.id, 1)))
    async with town.database.transaction() as session:
        await session.execute(update(Dialog).values(**gone))
    sri.presses(encode(DialogStep("cancel")), message=question)
    await sri.hears(offers(Open("report")))

    await town.settled()
