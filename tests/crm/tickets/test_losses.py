import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import losses
from crm.tickets.payloads import AnswerUndelivered, Undelivered
from crm.tickets.relayed import NotRelayed, Relay, RelayToSeller
from crm.tickets.reporting import NotPassedOn
from models import Ticket
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.tickets import GROUP, a_desk, posted, rows

CHAT = 5
OLD_GROUP = -55


@pytest.fixture
async def ticket(session: AsyncSession) -> Ticket:
    return await a_ticket(session, seller=await a_seller(session, chat_id=CHAT))


async def lost(session: AsyncSession, ticket: Ticket, relay: Relay) -> None:
    await losses.not_copied(session, ticket_id=ticket.id or 0, relay=relay, now=NOW)


async def test_both_sides_hear_of_what_a_seller_sent(
    session: AsyncSession, ticket: Ticket
) -> None:
    await a_desk(session)
    await lost(session, ticket, Relay(from_chat_id=CHAT, message_ids=(7, 8)))
    assert await posted(session, NotPassedOn) == [NotPassedOn(7)]
    assert await posted(session, NotRelayed) == [NotRelayed()]
    [told], [shown] = await rows(session, NotPassedOn), await rows(session, NotRelayed)
    assert (told.chat_id, shown.chat_id, shown.ticket_id) == (CHAT, GROUP, ticket.id)


async def test_the_seller_hears_of_it_without_a_desk_too(
    session: AsyncSession, ticket: Ticket
) -> None:
    await lost(session, ticket, Relay(from_chat_id=CHAT, message_ids=(7,)))
    assert len(await rows(session, NotPassedOn)) == 1
    assert not await rows(session, NotRelayed)


@pytest.mark.parametrize(("chat_id", "quoted"), [(GROUP, 7), (OLD_GROUP, None)])
async def test_staff_hear_of_their_answer_where_they_are_now(
    session: AsyncSession, ticket: Ticket, chat_id: int, quoted: int | None
) -> None:
    await a_desk(session)
    await lost(session, ticket, RelayToSeller(from_chat_id=chat_id, message_ids=(7,)))
    assert await posted(session, AnswerUndelivered) == [
        AnswerUndelivered(Undelivered.REFUSED, message_id=quoted)
    ]
    assert [row.chat_id for row in await rows(session, AnswerUndelivered)] == [GROUP]
    assert not await rows(session, NotPassedOn)
