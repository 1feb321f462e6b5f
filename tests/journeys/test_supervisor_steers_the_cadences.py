from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from crm.followups.cadences.payloads import CadencesWait
from crm.segments.operations import take_snapshot
from models import Cadence, FollowUp, Interaction, Seller, Staff
from models.followups import CadenceState, Ending
from models.staff import Role
from simulator import CallbackPress, Message, Person
from tests.support.builders import NOW
from tests.support.cadences import a_plan, approved, plan_again
from tests.support.talk import offers, taps_in
from tests.support.town import Town
from views.actions import (
    Action,
    AnswerFollowUp,
    DecideCadence,
    ListCadences,
    PreviewCadence,
    ReadCadence,
    ShowCadence,
    TakeOut,
    encode,
)

NAME = "slipping"


@pytest.fixture
async def ratna(town: Town) -> Person:
    """Return a supervisor, in the group."""
    return await town.another_agent("Ratna Kusuma", Role.SUPERVISOR)


async def test_as_soon_as_they_wait(town: Town) -> None:
    await town.pass_time(timedelta(minutes=5))
    news = await town.group.hears("8 tindak lanjut menunggu supervisor")
    _presses(town, town.agent, ListCadences(), news)
    await taps_in(town.group, town.agent, ShowCadence(NAME))
    press = await taps_in(town.group, town.agent, DecideCadence(NAME, 1, "approve"))

    assert "supervisor" in await press.answered()
    assert await _state(town) is CadenceState.WAITING
    await town.pass_time(timedelta(hours=1))
    await town.settled()
    told = [row for row in await town.all(Interaction) if row.kind == CadencesWait.template]
    assert len(told) == 1


async def test_by_looking_reading_and_approving(town: Town, ratna: Person) -> None:
    facts = {"last_login": NOW - timedelta(days=20), "usual_minute": 15 * 60}
    quiet = [await town.a_linked_seller(**facts) for _ in range(3)]
    await take_snapshot(town.database, now=town.clock.now(), settings=town.settings)

    ratna.says("/tindaklanjut", chat=town.group)
    await taps_in(town.group, ratna, ShowCadence(NAME))
    card = await town.group.hears("Siapa yang masuk\nsegmen Mulai sepi · hari tanpa masuk portal")
    assert "1. hari ke-0: Toko agak sepi\n💬 Telegram → ✉️ E-mail\n[😊" in card.text
    counting = _presses(town, ratna, PreviewCadence(NAME), card)
    assert "Sedang dihitung" in await counting.answered()
    await town.pass_time(timedelta(seconds=2))
    counted = await town.group.hears("3 toko akan masuk. 3 memenuhi syarat; paling banyak 1.000")
    _presses(town, ratna, ReadCadence(NAME, "jv"), counted)
    letter = await town.group.hears("langkah 1 dari 3: hari ke-0")
    assert "Kula nuwun, Sari" in letter.text
    assert "Artinya (Indonesia):\n\nHalo Sari" in letter.text
    approving = _presses(town, ratna, DecideCadence(NAME, 1, "approve"), card)
    assert "Disetujui" in await approving.answered()
    await town.group.hears("Dijalankan oleh Ratna Kusuma")

    await town.pass_time(timedelta(hours=1))
    await town.pass_time(timedelta(hours=5))
    await town.settled()
    heard = [person for person in quiet if _was_asked(person)]
    told = [one for one in await town.all(FollowUp) if not one.control]
    assert len(heard) == len(told) > 0


async def test_by_a_pause_that_holds_at_once_and_is_in_the_log(town: Town, ratna: Person) -> None:
    await town.a_linked_seller()
    plan = a_plan()
    await approved(town.database, plan, now=town.clock.now())

    ratna.says("/tindaklanjut", chat=town.group)
    await taps_in(town.group, ratna, ShowCadence("quiet"))
    pausing = await taps_in(town.group, ratna, DecideCadence("quiet", 1, "pause"))
    assert "melewatkan langkah ini" in await pausing.answered()
    paused = await town.group.hears("Dijeda oleh Ratna Kusuma")
    resuming = _presses(town, ratna, DecideCadence("quiet", 1, "resume"), paused)
    assert "Lanjut lagi" in await resuming.answered()

    await town.settled()
    (supervisor,) = await town.all(select(Staff).where(col(Staff.telegram_id) == ratna.id))
    pressed = select(Interaction).where(col(Interaction.kind) == "button")
    presses = await town.all(pressed.order_by(col(Interaction.id)))
    decided = [(row.staff_id, row.data["data"]) for row in presses if "cado" in str(row.data)]
    assert decided == [
        (supervisor.id, "1~cado~quiet~1~pause"),
        (supervisor.id, "1~cado~quiet~1~resume"),
    ]


async def test_and_takes_one_seller_out(town: Town) -> None:
    person = await town.a_linked_seller(store_name="Batik Ayu", store_key="batik ayu")
    now = town.clock.now()
    await approved(town.database, a_plan(), now=now)
    await take_snapshot(town.database, now=now, settings=town.settings)
    await plan_again(town.database, now=now, settings=town.settings)
    (seller,) = await town.all(select(Seller).where(col(Seller.chat_id) == person.id))
    (run,) = await town.all(FollowUp)

    town.agent.says("/seller batik ayu", chat=town.group)
    card = await town.group.hears("🧭 quiet · sejak")
    assert "berikutnya: “Lama tidak terlihat”" in card.text
    press = _presses(town, town.agent, TakeOut(seller.id or 0, run.id or 0), card)

    assert "Diakhiri" in await press.answered()
    await town.pass_time(timedelta(days=1))
    assert not _was_asked(person)
    (run,) = await town.all(FollowUp)
    assert run.ending is Ending.WITHDRAWN
    await town.settled()


def _presses(town: Town, person: Person, action: Action, message: Message) -> CallbackPress:
    return person.presses(encode(action), chat=town.group, message=message)


async def _state(town: Town) -> CadenceState:
    (cadence,) = await town.all(select(Cadence).where(col(Cadence.name) == NAME))
    return cadence.state


def _was_asked(person: Person) -> bool:
    return any(offers(AnswerFollowUp)(message) for message in person.messages)
