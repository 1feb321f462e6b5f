from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.macros.payloads import Fillings, MacroAnswer, MacroText
from crm.outbox.operations import post
from crm.tickets import queries
from crm.tickets.copies import counterpart
from models import Interaction
from models.interactions import Direction
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.tickets import GROUP, a_copy, rows, words

SELLERS = 555


async def test_a_reply_to_any_part_of_an_album_finds_the_ticket(session: AsyncSession) -> None:
    ticket, other = await a_ticket(session), await a_ticket(session)
    await a_copy(
        session,
        ticket,
        kind="relay",
        chat_id=GROUP,
        ids=[50, 51, 52],
        of=[1, 2, 3],
        from_chat_id=SELLERS,
    )
    await a_copy(session, other, kind="relay", chat_id=GROUP, ids=[53], of=[9], from_chat_id=666)
    found = [
        await queries.ticket_for_reply(session, chat_id=GROUP, message_id=number)
        for number in (49, 50, 52, 53, 54)
    ]
    assert found == [None, ticket, ticket, other, None]
    assert await queries.ticket_for_reply(session, chat_id=GROUP - 1, message_id=50) is None


async def test_what_a_person_wrote_finds_its_ticket(session: AsyncSession) -> None:
    ticket = await a_ticket(session)
    session.add(
        Interaction(
            at=NOW,
            direction=Direction.IN,
            kind="text",
            chat_id=GROUP,
            message_id=80,
            ticket_id=ticket.id,
        )
    )
    assert await queries.ticket_for_reply(session, chat_id=GROUP, message_id=80) is ticket


async def test_a_press_does_not_make_a_list_one_of_its_tickets(session: AsyncSession) -> None:
    ticket = await a_ticket(session)
    session.add(
        Interaction(
            at=NOW,
            direction=Direction.IN,
            kind=queries.PRESS,
            chat_id=GROUP,
            message_id=80,
            ticket_id=ticket.id,
        )
    )
    assert await queries.ticket_for_reply(session, chat_id=GROUP, message_id=80) is None


async def test_what_was_said_before_the_ticket_had_a_number_finds_it(
    session: AsyncSession,
) -> None:
    seller = await a_seller(session, chat_id=SELLERS)
    said = words(chat_id=SELLERS, message_id=17)
    ticket = await a_ticket(session, seller=seller, data={"messages": [asdict(said)]})
    assert await queries.ticket_for_reply(session, chat_id=SELLERS, message_id=17) is ticket
    assert await queries.ticket_for_reply(session, chat_id=SELLERS, message_id=18) is None


@pytest.mark.parametrize(
    ("chat_id", "messages", "others"),
    [
        (GROUP, [50, 51, 52], [1, 2, None]),
        (SELLERS, [1, 2, 3], [50, 51, None]),
        (SELLERS, [70, 71], [40, None]),
        (GROUP, [40, 41], [70, None]),
        (GROUP - 1, [50], [None]),
    ],
)
async def test_copies_and_originals_are_found_both_ways(
    session: AsyncSession, chat_id: int, messages: list[int], others: Sequence[int | None]
) -> None:
    ticket = await a_ticket(session)
    await a_copy(
        session, ticket, kind="relay", chat_id=GROUP, ids=[50, 51], of=[1, 2], from_chat_id=SELLERS
    )
    await a_copy(
        session,
        ticket,
        kind="relay_to_seller",
        chat_id=SELLERS,
        ids=[70],
        of=[40],
        from_chat_id=GROUP,
    )
    other = SELLERS if chat_id == GROUP else GROUP
    found = [
        await counterpart(
            session, ticket=ticket, chat_id=chat_id, message_id=number, other_chat_id=other
        )
        for number in messages
    ]
    assert found == others


@pytest.mark.parametrize("number", [1, 70])
async def test_what_a_group_has_that_is_not_the_desk_any_more_is_no_copy(
    session: AsyncSession, number: int
) -> None:
    """Another group has other messages of the same numbers."""
    ticket = await a_ticket(session)
    into, back = {"chat_id": GROUP, "from_chat_id": SELLERS}, {"from_chat_id": GROUP}
    await a_copy(session, ticket, kind="relay", ids=[50], of=[1], **into)
    await a_copy(
        session, ticket, kind="relay_to_seller", chat_id=SELLERS, ids=[70], of=[40], **back
    )
    found = await counterpart(
        session, ticket=ticket, chat_id=SELLERS, message_id=number, other_chat_id=GROUP - 1
    )
    assert found is None


async def test_a_macro_is_the_message_in_which_staff_chose_it(session: AsyncSession) -> None:
    ticket = await a_ticket(session)
    fillings = Fillings(owner="Ayu", store="Batik Ayu", number=1, staff="Dewi")
    said = MacroAnswer(MacroText("id"), fillings, chosen_in=GROUP, chosen_as=33)
    post(session, said, chat_id=SELLERS, ticket_id=ticket.id, now=NOW)
    [row] = await rows(session, MacroAnswer)
    session.add(
        Interaction(
            at=NOW,
            direction=Direction.OUT,
            kind=MacroAnswer.template,
            chat_id=SELLERS,
            message_id=71,
            ticket_id=ticket.id,
            outbox_id=row.id,
        )
    )
    for here, number, there, other in ((SELLERS, 71, GROUP, 33), (GROUP, 33, SELLERS, 71)):
        found = await counterpart(
            session, ticket=ticket, chat_id=here, message_id=number, other_chat_id=there
        )
        assert found == other


async def test_behind_the_card_are_the_sellers_first_words(session: AsyncSession) -> None:
    said = words(chat_id=SELLERS, message_id=17)
    ticket = await a_ticket(session, data={"messages": [asdict(said)]})
    session.add(
        Interaction(
            at=NOW,
            direction=Direction.OUT,
            kind="ticket_card",
            chat_id=GROUP,
            message_id=9,
            ticket_id=ticket.id,
        )
    )
    found = await counterpart(
        session, ticket=ticket, chat_id=GROUP, message_id=9, other_chat_id=SELLERS
    )
    assert found == 17


async def test_what_was_resolved_last_is_found_while_nothing_is_open(
    session: AsyncSession,
) -> None:
    seller, since = await a_seller(session), NOW - timedelta(days=1)

    async def found() -> int | None:
        ticket = await queries.lately_resolved(session, seller_id=seller.id or 0, since=since)
        return ticket and ticket.id

    resolved, closed = TicketState.RESOLVED, TicketState.CLOSED
    old = since - timedelta(seconds=1)
    await a_ticket(session, seller=seller, state=resolved, resolved_at=old)
    await a_ticket(session, state=resolved, resolved_at=NOW)
    assert await found() is None, "too long ago, or another's"
    first = await a_ticket(session, seller=seller, state=closed, resolved_at=since)
    assert await found() == first.id
    last = await a_ticket(session, seller=seller, state=resolved, resolved_at=NOW)
    await a_ticket(session, seller=seller, state=resolved, resolved_at=since)
    await a_ticket(session, state=TicketState.OPEN)
    assert await found() == last.id
    again = await a_ticket(session, seller=seller, state=TicketState.WAITING)
    assert await found() is None, "one is open"
    again.state, again.resolved_at = resolved, NOW
    await session.flush()
    assert await found() == again.id
