from collections.abc import AsyncIterator

import pytest

from core.clock import MovableClock
from core.db import Database
from models.tickets import TicketState
from simulator import Fault
from tests.support.talk import offers, taps_in
from tests.support.town import Town, a_town
from views.actions import Rate, Resolve


@pytest.fixture
async def village(
    database: Database, database_url: str, clock: MovableClock
) -> AsyncIterator[Town]:
    """Yield a town whose staff group has no topics."""
    async with a_town(database, database_url, clock, forum=False) as town:
        yield town


async def test_by_replying_to_the_card(village: Town) -> None:
    sri = await village.a_linked_seller(store_name="Batik Ayu")
    ticket = await village.reported(sri)
    card = await village.card(ticket)

    village.agent.says("Kami cek dulu", chat=village.group, reply_to=card)

    await sri.hears("Kami cek dulu")
    assert (await village.ticket(ticket.id or 0)).state is TicketState.WAITING
    await village.settled()


async def test_by_replying_to_what_the_seller_said_later(village: Town) -> None:
    sri, budi = await village.a_linked_seller(), await village.a_linked_seller()
    first = await village.card(await village.reported(sri, "Dari Sri"))
    await village.card(await village.reported(budi, "Dari Budi"))

    sri.says("Rekening saya BRI")
    said = await village.group.hears("Rekening saya BRI")
    budi.sends_photo(caption="Ini layarnya")
    shown = await village.group.hears("Ini layarnya")
    village.agent.says("Untuk Sri", chat=village.group, reply_to=said)
    village.agent.says("Untuk Budi", chat=village.group, reply_to=shown)

    await sri.hears("Untuk Sri")
    await budi.hears("Untuk Budi")
    await village.settled()
    assert said.raw["reply_to_message"]["message_id"] == first.id
    assert not [m for m in sri.messages if "Untuk Budi" in m.text]


async def test_and_what_replies_to_nothing_goes_nowhere(village: Town) -> None:
    sri = await village.a_linked_seller()
    await village.card(await village.reported(sri))

    village.agent.says("Makan siang di mana?", chat=village.group)
    await village.settled()

    assert not [message for message in sri.messages if "Makan siang" in message.text]


async def test_and_are_told_when_they_reply_to_a_copy_that_came_twice(village: Town) -> None:
    sri = await village.a_linked_seller()
    await village.card(await village.reported(sri))
    village.simulator.fault(Fault(method="copyMessage", kind="cut"))
    sri.says("Ini buktinya")
    stray = await village.group.hears("Ini buktinya")
    await village.group.hears("Ini buktinya")
    await village.settled(doubled=1)

    village.agent.says("Sudah kami terima", chat=village.group, reply_to=stray)

    await village.group.hears("⚠️")
    await village.settled(doubled=1)
    assert not [message for message in sri.messages if "Sudah kami terima" in message.text]


async def test_to_the_end(village: Town) -> None:
    sri = await village.a_linked_seller()
    ticket = await village.reported(sri)

    await taps_in(village.group, village.agent, Resolve(ticket.id or 0))

    await sri.hears(offers(Rate(ticket.id or 0, 5)))
    await village.settled()
