from datetime import timedelta

from models.tickets import Category, TicketState
from simulator import Message, Person
from tests.support import ledger
from tests.support.builders import a_ticket
from tests.support.incidents import NO_CODE
from tests.support.talk import offers, taps_in
from tests.support.town import Town, on_both_databases
from views.actions import Action, IncidentStep, Rate, Reopen, SendIncidentAnswer, encode

NEWS = "Kode OTP <sudah> normal lagi & aman. Silakan coba 🙏"
A_MINUTE = timedelta(minutes=1)

pytestmark = on_both_databases


async def who_reported(town: Town) -> list[Person]:
    """Return sellers who have just reported that no code comes."""
    people = [await town.a_linked_seller() for _ in NO_CODE]
    for person, text in zip(people, NO_CODE, strict=True):
        seller = await town.seller(person)
        async with town.database.transaction() as session:
            await a_ticket(
                session,
                seller=seller,
                category=Category.LOGIN,
                text=text,
                created_at=town.clock.now(),
                updated_at=town.clock.now(),
            )
    return people


async def pressed(town: Town, action: Action, message: Message) -> str | None:
    """Let the agent press a button in the desk; return the toast once all that follows is done."""
    told = await town.agent.presses(encode(action), chat=town.group, message=message).answered()
    await ledger.until_idle(town.database, town.simulator)
    return told


async def test_one_answer_reaches_all_of_an_incident(town: Town) -> None:
    people = await who_reported(town)
    await town.pass_time(2 * A_MINUTE)

    card = await town.group.hears(offers(IncidentStep(1, "confirm")))
    assert "5 penjual melaporkan hal yang mirip" in card.text
    assert "kode, otp" in card.text
    assert await pressed(town, IncidentStep(1, "confirm"), card) is not None
    open_card = await town.group.hears(offers(IncidentStep(1, "answer")))
    assert open_card.id == card.id

    posts = len(town.group.messages())
    wayan = await town.a_linked_seller()
    ticket = await town.reported(wayan, "otp saya tidak masuk, kode apa?", about=Category.LOGIN)
    assert "sudah tahu soal ini" in wayan.inbox[-1].text
    people.append(wayan)
    await ledger.until_idle(town.database, town.simulator)
    assert len(town.group.messages()) == posts, "its card does not flood the group"
    await town.pass_time(3 * A_MINUTE)
    await town.group.hears(lambda message: message.id == card.id and "Laporan: 6" in message.text)

    town.agent.says(NEWS, chat=town.group, reply_to=card)
    draft = await town.group.hears(offers(SendIncidentAnswer(1, 1)))
    assert "6 penjual" in draft.text
    assert await pressed(town, SendIncidentAnswer(1, 1), draft) == "Sedang dikirim ke 6 penjual."
    for person in people:
        assert NEWS in (await person.hears("Kabar dari tim kami")).text

    await pressed(town, IncidentStep(1, "end"), card)
    await taps_in(town.group, town.agent, IncidentStep(1, "resolve"))
    for person in people:
        await person.hears(offers(Rate))
    assert (await town.ticket(ticket.id or 0)).state is TicketState.RESOLVED

    done = wayan.inbox[-1]
    wayan.presses(encode(Reopen(ticket.id or 0)), message=done)
    await town.card(ticket)
    again = await town.ticket(ticket.id or 0)
    assert (again.state, again.incident_id) == (TicketState.OPEN, None)
    await town.settled()
