from models import KnowledgeReading, Ticket
from models.macros import Reading
from tests.support.talk import offers, taps
from tests.support.town import Town, number_in
from views.actions import (
    AnswerTip,
    ChooseCategory,
    DialogStep,
    ListTips,
    OpenMenu,
    ReadTip,
    encode,
)


async def test_before_anybody_is_asked(town: Town) -> None:
    sri = await town.a_linked_seller(language="su")

    sri.says("/lapor")
    await taps(sri, ChooseCategory("login"))
    await taps(sri, ReadTip("no_otp"))
    tip = await sri.hears(offers(AnswerTip))
    (reading,) = await town.all(KnowledgeReading)
    sri.presses(encode(AnswerTip(reading.id or 0, 1)), message=tip)
    await sri.hears(offers(OpenMenu()))
    await town.settled()

    assert "Pareuman HP" in tip.text
    assert not town.group.topics
    assert not await town.all(Ticket)
    (reading,) = await town.all(KnowledgeReading)
    assert (reading.reading, reading.language) == (Reading.SOLVED, "su")


async def test_or_has_our_team_one_tap_away(town: Town) -> None:
    sri = await town.a_linked_seller()

    sri.says("/tips")
    await taps(sri, ListTips("payment"))
    await taps(sri, ReadTip("payout_late"))
    tip = await sri.hears(offers(AnswerTip))
    (reading,) = await town.all(KnowledgeReading)
    sri.presses(encode(AnswerTip(reading.id or 0, 0)), message=tip)
    await sri.hears(offers(DialogStep("cancel")))
    sri.says("Sudah seminggu belum masuk")
    await taps(sri, DialogStep("done"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    card = await town.card(ticket)
    assert "Sudah seminggu belum masuk" in card.text
    await town.settled()
    (reading,) = await town.all(KnowledgeReading)
    assert (reading.reading, reading.ticket_id) == (Reading.UNSOLVED, ticket.id)
