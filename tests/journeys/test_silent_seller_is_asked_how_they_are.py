from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import col

from models import CallTask, FollowUp, Outbox, Seller
from models.calls import CallOutcome
from models.followups import FollowUpState
from models.mail import OutboxState
from models.sellers import Consent
from simulator import Fault, Message, Person
from tests.support import ledger
from tests.support.builders import NOW
from tests.support.talk import data_of, offers, taps
from tests.support.town import Town, number_in
from views.actions import (
    AnswerFollowUp,
    ChooseCategory,
    CloseCall,
    DialogStep,
    Open,
    OpenMenu,
    encode,
)

SILENT = NOW - timedelta(days=20)
TUESDAY = datetime(2026, 11, 17, tzinfo=UTC)


async def test_in_the_morning_of_their_own_day(town: Town) -> None:
    sri = await _silent(town, zone="Asia/Jakarta")
    nyoman = await _silent(town, zone="Asia/Makassar")
    yohana = await _silent(town, zone="Asia/Jayapura")
    await town.pass_time(timedelta(hours=1))

    seen: list[tuple[bool, bool, bool]] = []
    for hour in (-1, 1, 2, 3):
        await _at(town, TUESDAY + timedelta(hours=hour))
        seen.append((_asked(sri), _asked(nyoman), _asked(yohana)))

    assert seen == [
        (False, False, False),
        (False, False, True),
        (False, True, True),
        (True, True, True),
    ]
    await town.settled()


async def test_and_is_fine(town: Town) -> None:
    sri, asked = await _asked_on_tuesday(town)

    await _answers(sri, asked, "fine")

    await sri.hears(offers(OpenMenu()))
    (followup,) = await town.all(FollowUp)
    assert (followup.state, followup.answer) == (FollowUpState.ANSWERED, "fine")
    told = await _answers(sri, asked, "fine")
    assert told, "the same answer again is met with a toast"
    await town.settled()


async def test_and_has_a_problem(town: Town) -> None:
    sri, asked = await _asked_on_tuesday(town)

    await _answers(sri, asked, "problem")
    await taps(sri, ChooseCategory("product"))
    sri.says("Foto produk tidak bisa diunggah")
    await taps(sri, DialogStep("done"))
    await taps(sri, DialogStep("send"))

    ticket = await town.ticket(number_in(await sri.hears(r"#\d+")))
    await town.card(ticket)
    await town.settled()


async def test_and_wants_to_be_called(town: Town) -> None:
    sri, asked = await _asked_on_tuesday(town, store_name="Batik Ayu", phone="+6281234567890")

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
    sri, asked = await _asked_on_tuesday(town)

    await _answers(sri, asked, "stop")
    await sri.hears(offers(Open("report")))
    await town.settled()

    assert not (await town.seller(sri)).proactive
    await _for_days(town, 16)
    assert len(_nudges(sri)) == 1


async def test_once_a_week_at_most(town: Town) -> None:
    sri, _ = await _asked_on_tuesday(town)

    await _for_days(town, 6)
    assert len(_nudges(sri)) == 1
    await _for_days(town, 2)
    assert len(_nudges(sri)) == 2
    await town.settled()


async def test_but_not_after_logging_in(town: Town) -> None:
    sri = await _planned(town)
    await _change(town, sri, last_login=town.clock.now())

    await _at(town, TUESDAY + timedelta(hours=3))

    assert not _asked(sri)
    await _is_dropped(town)


async def test_but_not_while_a_report_is_open(town: Town) -> None:
    sri = await _planned(town)
    await town.card(await town.reported(sri))

    await _at(town, TUESDAY + timedelta(hours=3))

    assert not _asked(sri)
    await _is_dropped(town)


async def test_but_not_without_consent(town: Town) -> None:
    sri = await _planned(town)
    await _change(town, sri, consent=Consent.DECLINED)

    await _at(town, TUESDAY + timedelta(hours=3))

    assert not _asked(sri)
    await _is_dropped(town)


async def test_but_not_on_a_public_holiday(town: Town) -> None:
    sri = await _silent(town)
    await town.pass_time(datetime(2026, 12, 24, 3, tzinfo=UTC) - town.clock.now())

    await _at(town, datetime(2026, 12, 25, 3, tzinfo=UTC))
    assert not _asked(sri), "25 December is a holiday"
    await _at(town, datetime(2026, 12, 26, 3, tzinfo=UTC))
    assert _asked(sri)
    await town.settled()


async def test_and_a_nudge_that_may_have_arrived_is_not_sent_twice(town: Town) -> None:
    sri = await _planned(town)
    town.simulator.fault(Fault("sendMessage", "cut", chat_id=sri.id))

    await _at(town, TUESDAY + timedelta(hours=3))
    await town.settled(doubled=1)

    assert len(_nudges(sri)) == 1
    (row,) = await town.all(select(Outbox).where(col(Outbox.template) == "nudge"))
    assert row.state is OutboxState.UNKNOWN


async def _silent(town: Town, **facts: object) -> Person:
    return await town.a_linked_seller(**({"last_login": SILENT} | facts))


async def _planned(town: Town, **facts: object) -> Person:
    """Return a silent seller whose nudge waits for Tuesday morning."""
    sri = await _silent(town, **facts)
    await town.pass_time(timedelta(hours=1))
    (followup,) = await town.all(FollowUp)
    assert followup.state is FollowUpState.PLANNED
    return sri


async def _asked_on_tuesday(town: Town, **facts: object) -> tuple[Person, Message]:
    sri = await _planned(town, **facts)
    await town.pass_time(TUESDAY + timedelta(hours=3) - town.clock.now())
    return sri, await sri.hears(offers(AnswerFollowUp))


async def _at(town: Town, moment: datetime) -> None:
    """Let it become `moment`, and everything happen that is due by then."""
    await town.pass_time(moment - town.clock.now())
    await ledger.until_idle(town.database, town.simulator)


async def _for_days(town: Town, days: int) -> None:
    for _ in range(days):
        await town.pass_time(timedelta(days=1))
        await town.settled()


async def _change(town: Town, person: Person, **facts: object) -> None:
    async with town.database.transaction() as session:
        await session.execute(
            update(Seller).where(col(Seller.chat_id) == person.id).values(**facts)
        )


async def _is_dropped(town: Town) -> None:
    (followup,) = await town.all(FollowUp)
    assert followup.state is FollowUpState.DROPPED
    await town.settled()


async def _answers(person: Person, asked: Message, answer: str) -> str:
    (data,) = [data for data in data_of(asked) if data.endswith(answer)]
    return await person.presses(data, message=asked).answered()


def _nudges(person: Person) -> list[Message]:
    return [message for message in person.inbox if offers(AnswerFollowUp)(message)]


def _asked(person: Person) -> bool:
    return bool(_nudges(person))
