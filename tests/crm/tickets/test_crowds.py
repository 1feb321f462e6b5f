from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.payload import Priority
from crm.tickets import crowds, handling, operations
from crm.tickets.crowds import GATHER, MOST, PAGE
from crm.tickets.payloads import NewReports, TicketCard
from crm.tickets.relayed import Relay
from models import Outbox, Ticket
from models.mail import OutboxState
from models.tickets import Category
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.tickets import GROUP, a_desk, a_photo, posted, rows, words

LATER = NOW + GATHER


async def reports(session: AsyncSession, count: int, *, photo: bool = False) -> list[Ticket]:
    """Let a seller report several things at once."""
    seller = await a_seller(session, store_name="Batik Ayu")
    said = [words("Gagal"), a_photo()] if photo else [words("Gagal")]
    return [
        await operations.report(
            session, seller=seller, category=Category.LOGIN, messages=said, now=NOW
        )
        for _ in range(count)
    ]


@pytest.fixture(autouse=True)
async def desk(session: AsyncSession) -> None:
    await a_desk(session)


async def priorities(session: AsyncSession) -> list[int]:
    return [row.priority for row in await rows(session, TicketCard)]


async def test_what_fits_leaves_as_it_is(session: AsyncSession) -> None:
    await reports(session, 3)
    assert await crowds.may_leave(session, chat_id=GROUP, room=3, now=NOW)
    assert not await rows(session, NewReports)


async def test_more_than_fits_is_listed_once_and_follows(session: AsyncSession) -> None:
    tickets = await reports(session, 4)
    for _ in range(2):
        await crowds.may_leave(session, chat_id=GROUP, room=3, now=NOW)
    [listed] = await posted(session, NewReports)
    assert [one.ticket_id for one in listed.reports] == [ticket.id for ticket in tickets]
    assert {(one.store, one.text) for one in listed.reports} == {("Batik Ayu", "Gagal")}
    assert [row.priority for row in await rows(session, NewReports)] == [Priority.REPLY]
    session.expire_all()
    assert await priorities(session) == [Priority.FOLLOW_UP] * 4


async def test_a_long_list_has_pages_and_counts_the_rest(session: AsyncSession) -> None:
    await reports(session, 1)
    [card] = await rows(session, TicketCard)
    session.add_all(Outbox(**card.model_dump(exclude={"id"})) for _ in range(MOST + 1))
    await session.flush()
    assert not await crowds.may_leave(session, chat_id=GROUP, room=3, now=NOW)
    pages = await posted(session, NewReports)
    assert [(len(page.reports), page.more) for page in pages] == [(PAGE, 0), (PAGE, 0), (PAGE, 2)]
    session.expire_all()
    assert set(await priorities(session)) == {Priority.FOLLOW_UP}


async def test_a_card_that_nobody_can_read_holds_nothing_up(session: AsyncSession) -> None:
    _, readable = await reports(session, 2)
    broken, _ = await rows(session, TicketCard)
    broken.params = {"of": "another version"}
    assert not await crowds.may_leave(session, chat_id=GROUP, room=1, now=NOW)
    [listed] = await posted(session, NewReports)
    assert [one.ticket_id for one in listed.reports] == [readable.id]


async def test_in_a_full_group_cards_gather_for_a_while(session: AsyncSession) -> None:
    await reports(session, 2, photo=True)
    assert not await crowds.may_leave(session, chat_id=GROUP, room=0, now=NOW)
    session.expire_all()
    waiting = [*await rows(session, TicketCard), *await rows(session, Relay)]
    assert [row.due for row in waiting] == [LATER] * 4, "what belongs to a card comes with it"
    assert not await crowds.may_leave(session, chat_id=GROUP, room=-2, now=LATER)
    assert len((await posted(session, NewReports))[0].reports) == 2


async def test_one_that_gathered_nobody_leaves_by_itself(session: AsyncSession) -> None:
    await reports(session, 1)
    assert not await crowds.may_leave(session, chat_id=GROUP, room=0, now=NOW)
    assert await crowds.may_leave(session, chat_id=GROUP, room=0, now=LATER)


async def test_what_is_said_later_stays_behind_its_card(session: AsyncSession) -> None:
    ticket, *_ = await reports(session, 4)
    await crowds.may_leave(session, chat_id=GROUP, room=3, now=NOW)
    await operations.add_message(session, ticket=ticket, said=words("Halo?"), now=NOW)
    album = [a_photo(album="a"), a_photo(album="a")]
    for part in album:
        await operations.add_message(session, ticket=ticket, said=part, now=NOW)
    relays = await rows(session, Relay)
    assert [(row.priority, row.parts) for row in relays] == [(Priority.FOLLOW_UP, 1), (2, 2)]


async def test_the_card_of_a_ticket_that_is_taken_comes_first(session: AsyncSession) -> None:
    dewi = await a_staff_member(session)
    *_, ticket = await reports(session, 4, photo=True)
    taken = ticket.id
    await crowds.may_leave(session, chat_id=GROUP, room=3, now=NOW)
    await handling.claim(session, ticket=ticket, staff=dewi, now=NOW + timedelta(seconds=9))
    session.expire_all()
    everything = [*await rows(session, TicketCard), *await rows(session, Relay)]
    first = [row for row in everything if row.priority == Priority.REPLY]
    assert [(row.ticket_id, row.template) for row in first] == [
        (taken, TicketCard.template),
        (taken, Relay.template),
    ]


async def test_a_card_that_left_holds_nothing_back(session: AsyncSession) -> None:
    [ticket] = await reports(session, 1)
    [row] = await rows(session, TicketCard)
    row.state, row.priority = OutboxState.SENT, int(Priority.FOLLOW_UP)
    turn = await crowds.turn_of(session, ticket=ticket, chat_id=GROUP, now=LATER)
    assert (turn.priority, turn.due) == (Priority.STAFF, LATER)


async def test_a_topic_to_be_closed_does_not_put_off_what_is_said(session: AsyncSession) -> None:
    [ticket] = await reports(session, 1)
    session.add(
        Outbox(
            due=LATER,
            priority=int(Priority.BROADCAST),
            chat_id=GROUP,
            ticket_id=ticket.id,
            template="close_topic",
            created_at=NOW,
        )
    )
    await session.flush()
    turn = await crowds.turn_of(session, ticket=ticket, chat_id=GROUP, now=NOW)
    assert (turn.priority, turn.due) == (Priority.STAFF, NOW)
