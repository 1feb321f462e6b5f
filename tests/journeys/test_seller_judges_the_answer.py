from datetime import timedelta

from models.tickets import TicketState
from simulator import Person
from tests.support.ledger import until_idle
from tests.support.talk import offers, taps, taps_in
from tests.support.town import Town
from views.actions import (
    DialogStep,
    MakeReport,
    Open,
    Rate,
    Reopen,
    ReopenTicket,
    Resolve,
    encode,
)


async def test_with_stars_and_a_word(town: Town) -> None:
    sri, number = await _resolved(town)

    press = await taps(sri, Rate(number, 5))
    assert await press.answered()
    await sri.hears(offers(DialogStep("skip")))
    sri.says("Cepat dan ramah")

    await town.group.hears("Cepat dan ramah")
    await town.settled()
    ticket = await town.ticket(number)
    assert (ticket.rating, ticket.rating_comment) == (5, "Cepat dan ramah")


async def test_with_stars_and_pictures(town: Town) -> None:
    sri, number = await _resolved(town)
    topic = (await town.ticket(number)).topic_id

    await taps(sri, Rate(number, 2))
    await sri.hears(offers(DialogStep("skip")))
    sri.sends_album([None, None], caption="Masih salah warna")

    for _ in range(2):
        await town.group.hears(lambda message: bool(message.photo), thread=topic)
    await sri.hears(offers(Open("report")))
    await town.settled()
    ticket = await town.ticket(number)
    assert (ticket.rating, ticket.rating_comment) == (2, "Masih salah warna")
    assert ticket.state is TicketState.RESOLVED


async def test_with_stars_alone(town: Town) -> None:
    sri, number = await _resolved(town)

    await taps(sri, Rate(number, 4))
    await taps(sri, DialogStep("skip"))

    await sri.hears(offers(Open("report")))
    await town.settled()
    assert (await town.ticket(number)).rating == 4


async def test_by_opening_the_report_again_within_a_week(town: Town) -> None:
    sri, number = await _resolved(town)
    topic = (await town.ticket(number)).topic_id
    await town.pass_time(timedelta(days=6))

    await taps(sri, Reopen(number))
    await sri.hears(f"#{number}")
    sri.says("Uangnya kurang 5 ribu")

    await town.group.hears("Uangnya kurang 5 ribu", thread=topic)
    await town.settled()
    assert (await town.ticket(number)).state is TicketState.OPEN


async def test_by_answering_the_answer(town: Town) -> None:
    sri, number = await _resolved(town)
    done = await sri.hears(offers(Reopen(number)))

    said = sri.says("Belum selesai", reply_to=done)
    offer = await sri.hears(offers(MakeReport(said.id, 1)))
    assert offers(Reopen(number))(offer)
    sri.presses(encode(Reopen(number)), message=offer)

    await town.group.hears("Belum selesai")
    await town.settled()
    assert (await town.ticket(number)).state is TicketState.OPEN


async def test_but_not_after_a_week(town: Town) -> None:
    sri, number = await _resolved(town)
    await town.pass_time(timedelta(days=8))

    await taps(sri, Reopen(number))

    await sri.hears(
        lambda message: f"#{number}" in message.text and offers(Open("report"))(message)
    )
    await town.settled()
    assert (await town.ticket(number)).state is TicketState.CLOSED


async def test_while_staff_may_take_it_up_at_any_time(town: Town) -> None:
    sri, number = await _resolved(town)
    topic = (await town.ticket(number)).topic_id
    await town.pass_time(timedelta(days=30))

    await until_idle(town.database, town.simulator)
    assert [one.closed for one in town.group.topics if one.id == topic] == [True]
    await taps_in(town.group, town.agent, ReopenTicket(number))
    await until_idle(town.database, town.simulator)
    town.agent.says("Masih ada kendala, Bu?", chat=town.group, thread=topic)

    await sri.hears("Masih ada kendala, Bu?")
    await town.settled()
    assert (await town.ticket(number)).state is TicketState.WAITING


async def _resolved(town: Town) -> tuple[Person, int]:
    sri = await town.a_linked_seller()
    number = (await town.reported(sri)).id or 0
    press = await taps_in(town.group, town.agent, Resolve(number))
    assert await press.answered()
    return sri, number
