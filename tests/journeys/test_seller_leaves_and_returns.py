from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from models import Outbox
from models.mail import OutboxState
from models.sellers import Reach
from simulator import Fault
from tests.support.builders import NOW
from tests.support.talk import offers
from tests.support.town import Town
from views.actions import AnswerFollowUp, Open

SILENT = NOW - timedelta(days=20)


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
    sri = await town.a_linked_seller(last_login=SILENT)
    await town.pass_time(timedelta(hours=1))
    (nudge,) = await town.all(select(Outbox).where(col(Outbox.state) == OutboxState.WAITING))
    assert nudge.chat_id == sri.id

    sri.blocks_bot()
    await town.settled()
    (nudge,) = await town.all(select(Outbox).where(col(Outbox.id) == nudge.id))
    assert nudge.state is OutboxState.CANCELLED

    await town.pass_time(timedelta(days=1))
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
    sri = await town.a_linked_seller(last_login=SILENT)

    sri.says("/berhenti")
    await sri.hears(offers(Open("report")))
    assert not (await town.seller(sri)).proactive
    await town.pass_time(timedelta(hours=1))
    await town.pass_time(timedelta(days=1))
    await town.settled()
    assert not [message for message in sri.inbox if offers(AnswerFollowUp)(message)]

    sri.says("/lanjut")
    await sri.hears(offers(Open("report")))
    assert (await town.seller(sri)).proactive
    await town.pass_time(timedelta(hours=1))
    await town.pass_time(timedelta(days=1))
    await sri.hears(offers(AnswerFollowUp))
    await town.settled()
