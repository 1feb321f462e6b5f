from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlmodel import col

from crm.declared.spans import Span
from crm.followups.cadences.plans import Entrance
from crm.followups.letters import Answer, Letter
from crm.followups.payloads import FollowUpMessage
from crm.outbox.operations import post_once
from crm.segments.operations import take_snapshot
from models import CallTask, FollowUp, Interaction, Outbox, Ticket, Touch
from models.calls import CallOutcome
from models.followups import Ending, TouchState
from models.mail import OutboxState
from simulator import Fault, Message, Person
from tests.support import ledger
from tests.support.builders import NOW, a_touch
from tests.support.cadences import a_plan, a_step, approved
from tests.support.talk import data_of, offers, taps
from tests.support.town import Town, asked_how_they_are, number_in
from views.actions import (
    AnswerFollowUp,
    ChooseCategory,
    CloseCall,
    DialogStep,
    HelpFollowUp,
    KeepWriting,
    MakeReport,
    OpenMenu,
    Proactive,
    encode,
)

SILENT = NOW - timedelta(days=20)
TUESDAY = datetime(2026, 11, 17, tzinfo=UTC)
QUIET = a_plan(
    enter=Entrance(silent_days=Span(at_least=14)),
    steps=(a_step("first"), a_step("second", 4, letter=Letter.WHAT_HINDERS)),
)


async def test_in_the_morning_of_their_own_day_and_again_until_they_answer(town: Town) -> None:
    zones = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    people = [
        await town.a_linked_seller(last_login=SILENT, zone=zone, usual_minute=540)
        for zone in zones
    ]
    await approved(town.database, QUIET, now=town.clock.now())
    await take_snapshot(town.database, now=town.clock.now(), settings=town.settings)

    seen: list[list[int]] = []
    for minutes in (-30, 30, 90, 150):
        await _at(town, TUESDAY + timedelta(minutes=minutes))
        seen.append([len(_asked(person)) for person in people])
    assert seen == [[0, 0, 0], [0, 0, 1], [0, 1, 1], [1, 1, 1]]
    await town.settled()

    await _answers(people[0], _asked(people[0])[0], "fine")
    await people[0].hears(offers(OpenMenu()))
    await _at(town, TUESDAY + timedelta(days=4, hours=4))
    assert [len(_asked(person)) for person in people] == [1, 2, 2]
    (run,) = await town.all(select(FollowUp).where(col(FollowUp.ended_at).is_not(None)))
    assert (run.seller_id, run.ending) == ((await town.seller(people[0])).id, Ending.ANSWERED)
    await town.settled()


async def test_and_is_fine(town: Town) -> None:
    sri, asked = await _asked_today(town)

    await _answers(sri, asked, "fine")

    await sri.hears(offers(OpenMenu()))
    (touch,) = await town.all(Touch)
    assert (touch.state, touch.answer) == (TouchState.ANSWERED, "fine")
    told = await _answers(sri, asked, "fine")
    assert told, "the same answer again is met with a toast"
    await town.settled()


async def test_and_writes_what_is_wrong_which_staff_see_as_an_answer(town: Town) -> None:
    sri, _ = await _asked_today(town)

    said = sri.says("Uang penjualan belum masuk")
    await taps(sri, MakeReport(said.id, 1))
    await taps(sri, ChooseCategory("payment"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    card = await town.card(ticket)
    assert "↩️ Menjawab: Apa kabar " in card.text
    (touch,) = await town.all(Touch)
    assert (touch.answer, ticket.data["touch_id"]) == ("text", touch.id)
    (heard,) = await town.all(
        select(Interaction).where(
            col(Interaction.chat_id) == sri.id, col(Interaction.message_id) == said.id
        )
    )
    assert heard.data == {"touch_id": touch.id}
    await town.settled()


async def test_and_is_helped_with_what_makes_it_hard(town: Town) -> None:
    sri = await town.a_linked_seller()
    asked = await _asked_what_hinders(town, sri, Answer.NO_PHOTOS)

    await _answers(sri, asked, "no_photos")
    help_ = await sri.hears(offers(HelpFollowUp))
    for _ in range(2):
        await _answers(sri, help_, "no_photos")

    (ticket,) = await town.all(Ticket)
    card = await town.card(ticket)
    assert "↩️ Menjawab: Pertanyaan tentang " in card.text
    assert "👆 Menekan: 📷 Fotonya sulit" in card.text
    assert (await town.seller(sri)).tags == ["hindered:no_photos"]
    await town.settled()


async def test_and_wants_to_be_called(town: Town) -> None:
    sri, asked = await _asked_today(town, store_name="Batik Ayu", phone="+6281234567890")

    await _answers(sri, asked, "call")
    await sri.hears("6281234567890")
    card = await town.group.hears("Batik Ayu")
    assert "+6281234567890" in card.text
    (task,) = await town.all(CallTask)
    reached = encode(CloseCall(task.id or 0, "reached"))
    press = town.agent.presses(reached, chat=town.group, message=card)

    assert await press.answered()
    await town.settled()
    assert "Dewi" in card.text
    (task,) = await town.all(CallTask)
    assert task.outcome is CallOutcome.REACHED


async def test_and_wants_no_such_messages(town: Town) -> None:
    sri, _ = await _asked_today(town)

    sri.says("Tolong berhenti ya 🙏")
    await taps(sri, KeepWriting())
    sri.says("stop!")
    await taps(sri, Proactive(0))
    await sri.hears(offers(Proactive(1)))
    await town.settled()

    assert not (await town.seller(sri)).proactive


async def test_and_a_word_that_may_have_arrived_is_not_said_twice(town: Town) -> None:
    sri = await town.a_linked_seller()
    town.simulator.fault(Fault("sendMessage", "cut", chat_id=sri.id))

    await asked_how_they_are(town, sri)
    await town.settled(doubled=1)

    assert len(_asked(sri)) == 1
    (row,) = await town.all(select(Outbox).where(col(Outbox.template) == "followup"))
    assert row.state is OutboxState.UNKNOWN


async def _asked_today(town: Town, **facts: object) -> tuple[Person, Message]:
    sri = await town.a_linked_seller(**facts)
    await asked_how_they_are(town, sri)
    return sri, await sri.hears(offers(AnswerFollowUp))


async def _asked_what_hinders(town: Town, person: Person, *answers: Answer) -> Message:
    """Let a cadence's question reach somebody who is in none."""
    seller, now = await town.seller(person), town.clock.now()
    async with town.database.transaction() as session:
        touch = await a_touch(
            session, seller=seller, state=TouchState.WAITING, planned_at=now, sent_at=None
        )
        await post_once(
            session,
            FollowUpMessage(touch.id or 0, Letter.WHAT_HINDERS, answers),
            dedupe_key=f"touch:{touch.id}",
            chat_id=person.id,
            seller_id=seller.id,
            now=now,
        )
    town.sapa.outgoing.ring()
    return await person.hears(offers(AnswerFollowUp))


async def _at(town: Town, moment: datetime) -> None:
    """Let it become `moment`, and everything happen that is due by then."""
    await town.pass_time(moment - town.clock.now())
    await ledger.until_idle(town.database, town.simulator)


async def _answers(person: Person, asked: Message, answer: str) -> str:
    (data,) = [data for data in data_of(asked) if data.endswith(answer)]
    return await person.presses(data, message=asked).answered()


def _asked(person: Person) -> list[Message]:
    return [message for message in person.inbox if offers(AnswerFollowUp)(message)]
