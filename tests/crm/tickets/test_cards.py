from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import cards, handling, operations, queries
from crm.tickets.payloads import CardUpdate, TicketCard
from crm.tickets.relayed import Relay
from models.mail import OutboxState
from models.tickets import Category
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk, a_photo, happened, posted, rows, words

LATER = NOW + timedelta(minutes=1)


async def test_a_card_that_still_waits_is_changed_on_its_way(session: AsyncSession) -> None:
    await a_desk(session)
    seller, dewi = await a_seller(session), await a_staff_member(session, name="Dewi")
    ticket = await operations.report(
        session, seller=seller, category=Category.PAYMENT, messages=[words()], now=NOW
    )
    await handling.claim(session, ticket=ticket, staff=dewi, now=LATER)
    assert [card.claimed_by for card in await posted(session, TicketCard)] == ["Dewi"]
    assert not await rows(session, CardUpdate)


async def test_a_card_that_is_leaving_is_followed_by_an_update(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_ticket(session)
    await cards.show(session, ticket=ticket, now=NOW)
    [row] = await rows(session, TicketCard)
    row.state = OutboxState.SENDING
    for _ in range(3):
        await cards.show(session, ticket=ticket, now=LATER)
    assert len(await rows(session, CardUpdate)) == 1
    assert not await rows(session, TicketCard)


async def test_a_card_comes_with_all_that_was_said_before(session: AsyncSession) -> None:
    ticket = await operations.report(
        session,
        seller=await a_seller(session),
        category=Category.PAYMENT,
        messages=[words(), a_photo(message_id=1)],
        now=NOW,
    )
    await operations.add_message(session, ticket=ticket, said=words(message_id=2), now=NOW)
    group = await a_desk(session)
    assert await cards.post_first(session, group=group, ticket=ticket, now=LATER)
    assert not await cards.post_first(session, group=group, ticket=ticket, now=LATER)
    assert [one.message_ids for one in await posted(session, Relay)] == [(1,), (2,)]


async def test_a_posted_card_is_remembered(session: AsyncSession) -> None:
    ticket = await a_ticket(session)
    number = ticket.id or 0
    await operations.topic_opened(session, ticket_id=number, topic_id=3, now=NOW)
    await operations.card_posted(session, ticket_id=number, message_id=9, now=NOW)
    assert (ticket.topic_id, ticket.card_message_id) == (3, 9)
    assert await queries.in_topic(session, topic_id=3) is ticket
    assert await happened(session, ticket) == ["topic_opened", "card_posted"]


async def test_a_topic_in_place_of_a_deleted_one_gets_the_card_again(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    ticket = await a_ticket(session, topic_id=3, card_message_id=9)
    await operations.topic_opened(session, ticket_id=ticket.id or 0, topic_id=4, now=NOW)
    assert (ticket.topic_id, ticket.card_message_id) == (4, None)
    assert len(await rows(session, TicketCard)) == 1
