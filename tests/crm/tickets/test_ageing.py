from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import ageing, doors, handling, operations
from crm.tickets.doors import CloseTopic, OpenTopic
from crm.tickets.payloads import CardUpdate, TicketResolved
from crm.tickets.reminding import SilenceResolved
from crm.tickets.rules import REOPEN_WITHIN
from models import Ticket
from models.tickets import TicketState
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import a_desk, happened, rows, words

WEEK_LATER = NOW + REOPEN_WITHIN
TOO_LATE = WEEK_LATER + timedelta(seconds=1)


async def resolved(
    session: AsyncSession, *, at: datetime = NOW, topic_id: int | None = 33
) -> Ticket:
    return await a_ticket(session, state=TicketState.RESOLVED, resolved_at=at, topic_id=topic_id)


async def test_closes_what_the_seller_cannot_open_again_and_tells_nobody(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    ticket = await resolved(session)
    still = await resolved(session, at=NOW + timedelta(hours=1))
    assert await ageing.close_old(session, now=WEEK_LATER) == 0
    assert [await ageing.close_old(session, now=TOO_LATE) for _ in "12"] == [1, 0]
    assert (ticket.state, ticket.closed_at) == (TicketState.CLOSED, TOO_LATE)
    assert still.state is TicketState.RESOLVED
    assert await happened(session, ticket) == ["closed"]
    assert [row.ticket_id for row in await rows(session, CloseTopic)] == [ticket.id]
    for kind in (TicketResolved, SilenceResolved, CardUpdate):
        assert not await rows(session, kind)


async def test_closes_without_a_desk_and_a_few_at_a_time(session: AsyncSession) -> None:
    for _ in range(3):
        await resolved(session)
    counts = [await ageing.close_old(session, now=TOO_LATE, limit=2) for _ in "123"]
    assert counts == [2, 1, 0]
    assert not await rows(session, CloseTopic)


async def test_only_a_topic_that_people_left_open_is_closed(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await resolved(session)
    await doors.noticed(session, ticket=ticket, shut=True)
    await resolved(session, topic_id=None)
    assert await ageing.close_old(session, now=TOO_LATE) == 2
    assert not await rows(session, CloseTopic)


async def test_the_topic_is_open_again_with_its_ticket(session: AsyncSession) -> None:
    await a_desk(session)
    dewi = await a_staff_member(session)
    ticket = await resolved(session)
    await ageing.close_old(session, now=TOO_LATE)
    await operations.reopen(session, ticket=ticket, by=dewi, now=TOO_LATE)
    assert (ticket.state, ticket.closed_at) == (TicketState.OPEN, None)
    assert [row.ticket_id for row in await rows(session, OpenTopic)] == [ticket.id]


async def test_a_topic_that_people_opened_is_left_as_it_is(session: AsyncSession) -> None:
    await a_desk(session)
    dewi = await a_staff_member(session)
    ticket = await resolved(session)
    await ageing.close_old(session, now=TOO_LATE)
    await doors.noticed(session, ticket=ticket, shut=False)
    await operations.reopen(session, ticket=ticket, by=dewi, now=TOO_LATE)
    assert not await rows(session, OpenTopic)
    assert doors.SHUT not in ticket.data


async def test_the_seller_finds_the_topic_open_that_staff_closed(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await resolved(session)
    await doors.noticed(session, ticket=ticket, shut=True)
    await operations.reopen(session, ticket=ticket, now=NOW)
    assert len(await rows(session, OpenTopic)) == 1


async def test_what_staff_write_opens_a_closed_ticket_and_its_topic(session: AsyncSession) -> None:
    await a_desk(session)
    dewi = await a_staff_member(session)
    ticket = await resolved(session)
    await ageing.close_old(session, now=TOO_LATE)
    await handling.answer(session, ticket=ticket, staff=dewi, said=words("Halo"), now=TOO_LATE)
    assert ticket.state is TicketState.WAITING
    assert await happened(session, ticket) == ["closed", "reopened", "answered"]
    assert len(await rows(session, OpenTopic)) == 1
