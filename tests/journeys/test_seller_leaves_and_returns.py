from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from models import Outbox, Touch
from models.followups import TouchState
from models.mail import OutboxState
from models.sellers import Reach
from simulator import Fault, Person
from tests.support.talk import offers, taps
from tests.support.town import Town, asked_how_they_are
from views.actions import AnswerFollowUp, Open, Proactive


async def test_by_blocking_the_bot_of_which_staff_are_told_when_they_answer(town: Town) -> None:
    sri = await town.a_linked_seller(phone="+6281234567890")
    card = await town.card(await town.reported(sri))

    sri.blocks_bot()
    await town.settled()
    assert (await town.seller(sri)).telegram is Reach.BLOCKED
    town.agent.says("Halo Bu?", chat=town.group, thread=card.thread)

    await town.group.hears("6281234567890", thread=card.thread)
    await town.settled()

    sri.unblocks_bot()
    await town.settled()
    assert (await town.seller(sri)).telegram is Reach.OK
    town.agent.says("Sudah kembali, Bu?", chat=town.group, thread=card.thread)
    await sri.hears("Sudah kembali, Bu?")
    await town.settled()


async def test_and_what_waited_for_them_is_cancelled(town: Town) -> None:
    sri = await _asked_at_night(town)
    (waiting,) = await town.all(select(Outbox).where(col(Outbox.state) == OutboxState.WAITING))
    assert waiting.chat_id == sri.id

    sri.blocks_bot()
    await town.settled()
    (waiting,) = await town.all(select(Outbox).where(col(Outbox.id) == waiting.id))
    assert waiting.state is OutboxState.CANCELLED
    (touch,) = await town.all(Touch)
    assert touch.state is TouchState.FAILED, "another channel may say it"

    await town.pass_time(timedelta(hours=14))
    await town.settled()
    assert not [message for message in sri.inbox if offers(AnswerFollowUp)(message)]


async def test_and_the_bot_learns_it_from_telegram_s_refusal(town: Town) -> None:
    sri = await town.a_linked_seller()
    town.simulator.fault(Fault("sendMessage", "403", chat_id=sri.id))

    sri.says("/menu")
    await town.settled(refused=1)
    assert (await town.seller(sri)).telegram is Reach.BLOCKED

    sri.start()
    await sri.hears(offers(Open("report")))
    await town.settled(refused=1)
    assert (await town.seller(sri)).telegram is Reach.OK


async def test_for_good(town: Town) -> None:
    sri = await town.a_linked_seller()
    card = await town.card(await town.reported(sri))
    sri.deletes_account()

    town.agent.says("Halo Bu?", chat=town.group, thread=card.thread)
    await town.settled(refused=1)

    assert (await town.seller(sri)).telegram is Reach.GONE


async def test_by_asking_for_silence_and_may_ask_to_be_written_to_again(town: Town) -> None:
    sri = await _asked_at_night(town)

    sri.says("/berhenti")
    await taps(sri, Proactive(0))
    await sri.hears(offers(Proactive(1)))
    assert not (await town.seller(sri)).proactive
    await town.pass_time(timedelta(hours=14))
    await town.settled()
    assert not [message for message in sri.inbox if offers(AnswerFollowUp)(message)]

    sri.says("/lanjut")
    await sri.hears(offers(Open("report")))
    assert (await town.seller(sri)).proactive
    await asked_how_they_are(town, sri)
    await sri.hears(offers(AnswerFollowUp))
    await town.settled()


async def _asked_at_night(town: Town) -> Person:
    """Return a seller for whom a question of staff waits until the morning."""
    sri = await town.a_linked_seller(usual_minute=540)
    await town.pass_time(timedelta(hours=12))
    await asked_how_they_are(town, sri)
    await town.settled()
    return sri
