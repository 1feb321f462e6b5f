import asyncio
from collections.abc import Awaitable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.errors import CrmError
from crm.tickets import assigning, handling
from crm.tickets.assigning import QUEUE, ColleagueAway, HolderChanged, NotYourTicket, OnLeave
from crm.tickets.handling import AlreadyClaimed, AlreadyResolved
from crm.tickets.handover import GivenHere, TicketGiven, TicketTaken
from models import Staff, Ticket, TicketEvent
from models.staff import Role
from models.tickets import TicketState
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, happened, posted, rows

TODAY = NOW.date()


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def budi(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Budi")


@pytest.fixture
async def ratna(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)


async def give(
    session: AsyncSession, ticket: Ticket, to: Staff | None, *, by: Staff, holder: Staff | None
) -> Staff | None:
    return await assigning.give(
        session,
        ticket=ticket,
        to_id=(to.id if to else None) or QUEUE,
        holder_id=(holder.id if holder else None) or QUEUE,
        by=by,
        day=TODAY,
        now=NOW,
    )


async def passed(session: AsyncSession, ticket: Ticket) -> tuple[str, int | None, object, object]:
    found = await session.scalars(
        select(TicketEvent)
        .where(col(TicketEvent.ticket_id) == ticket.id)
        .order_by(col(TicketEvent.id).desc())
    )
    event = found.first()
    assert event is not None
    return event.kind, event.staff_id, event.data.get("from"), event.data.get("to")


async def test_a_supervisor_gives_a_waiting_ticket_to_an_agent(
    session: AsyncSession, dewi: Staff, ratna: Staff
) -> None:
    ticket = await a_ticket(session, topic_id=33)
    assert await give(session, ticket, dewi, by=ratna, holder=None) is dewi
    assert (ticket.assignee_id, ticket.state) == (dewi.id, TicketState.OPEN)
    assert await passed(session, ticket) == ("assigned", ratna.id, None, dewi.id)
    (told,), (call,) = await posted(session, TicketGiven), await posted(session, GivenHere)
    assert (told.by, told.ticket_id, told.link) == (
        "Ratna", ticket.id, f"https://t.me/c/{str(GROUP)[4:]}/33",
    )  # fmt: skip
    assert [row.chat_id for row in await rows(session, TicketGiven)] == [dewi.telegram_id]
    assert (call.telegram_id, call.name) == (dewi.telegram_id, "Dewi")
    assert [(row.chat_id, row.ticket_id) for row in await rows(session, GivenHere)] == [
        (GROUP, ticket.id)
    ]


async def test_an_agent_hands_their_own_to_a_colleague(
    session: AsyncSession, dewi: Staff, budi: Staff
) -> None:
    ticket = await a_ticket(session, assignee_id=dewi.id, state=TicketState.WAITING)
    await give(session, ticket, budi, by=dewi, holder=dewi)
    assert (ticket.assignee_id, ticket.state) == (budi.id, TicketState.WAITING)
    assert await passed(session, ticket) == ("transferred", dewi.id, dewi.id, budi.id)
    assert [row.chat_id for row in await rows(session, TicketGiven)] == [budi.telegram_id]
    assert await posted(session, TicketTaken) == []


async def test_an_agent_puts_their_own_back(session: AsyncSession, dewi: Staff) -> None:
    ticket = await a_ticket(session, assignee_id=dewi.id)
    assert await give(session, ticket, None, by=dewi, holder=dewi) is None
    assert ticket.assignee_id is None
    assert await passed(session, ticket) == ("released", dewi.id, dewi.id, None)
    assert await posted(session, TicketGiven) == []


async def test_a_supervisor_takes_over_and_whoever_had_it_is_told(
    session: AsyncSession, dewi: Staff, ratna: Staff
) -> None:
    ticket = await a_ticket(session, assignee_id=dewi.id)
    await give(session, ticket, ratna, by=ratna, holder=dewi)
    assert await passed(session, ticket) == ("taken_over", ratna.id, dewi.id, ratna.id)
    (taken,) = await posted(session, TicketTaken)
    assert (taken.by, taken.to) == ("Ratna", "Ratna")
    assert [row.chat_id for row in await rows(session, TicketTaken)] == [dewi.telegram_id]
    assert await posted(session, GivenHere) == []


async def test_nothing_happens_where_it_stays_where_it_is(
    session: AsyncSession, dewi: Staff
) -> None:
    ticket = await a_ticket(session, assignee_id=dewi.id)
    await give(session, ticket, dewi, by=dewi, holder=dewi)
    assert await happened(session, ticket) == []


async def test_what_is_refused_changes_nothing(
    session: AsyncSession, dewi: Staff, budi: Staff, ratna: Staff
) -> None:
    away = await a_staff_member(session, name="Sari", away_from=TODAY)
    left = await a_staff_member(session, name="Agus", active=False)
    held, free = await a_ticket(session, assignee_id=dewi.id), await a_ticket(session)
    done = await a_ticket(session, state=TicketState.CLOSED)
    refused: list[tuple[Awaitable[object], type[CrmError]]] = [
        (give(session, held, budi, by=budi, holder=dewi), NotYourTicket),
        (give(session, free, budi, by=dewi, holder=None), NotYourTicket),
        (give(session, held, budi, by=ratna, holder=None), HolderChanged),
        (give(session, held, away, by=dewi, holder=dewi), ColleagueAway),
        (give(session, held, left, by=dewi, holder=dewi), ColleagueAway),
        (give(session, done, dewi, by=ratna, holder=None), AlreadyResolved),
        (assigning.take(session, ticket=free, staff=away, day=TODAY, now=NOW), OnLeave),
    ]
    for attempt, refusal in refused:
        with pytest.raises(refusal):
            await attempt
    assert (held.assignee_id, free.assignee_id) == (dewi.id, None)
    assert await happened(session, held) == []


async def test_whoever_is_back_may_claim_again(session: AsyncSession, dewi: Staff) -> None:
    ticket = await a_ticket(session)
    dewi.away_from = dewi.away_until = TODAY - timedelta(days=1)
    await assigning.take(session, ticket=ticket, staff=dewi, day=TODAY, now=NOW)
    assert ticket.assignee_id == dewi.id


async def _at_once(*attempts: Awaitable[object]) -> list[BaseException | object]:
    return list(await asyncio.gather(*attempts, return_exceptions=True))


async def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told(
    database: Database,
) -> None:
    async with database.transaction() as session:
        ids = [(await a_staff_member(session, name=name)).id or 0 for name in ("Dewi", "Budi")]
        number = (await a_ticket(session)).id or 0

    async def claims(staff_id: int) -> None:
        async with database.transaction() as session:
            staff = await session.get_one(Staff, staff_id)
            ticket = await session.get_one(Ticket, number)
            await handling.claim(session, ticket=ticket, staff=staff, now=NOW)

    outcomes = await _at_once(*map(claims, ids))
    (lost,) = [one for one in outcomes if one is not None]
    assert isinstance(lost, AlreadyClaimed)
    winner = ids[outcomes.index(None)]
    async with database.reading() as session:
        assert (await session.get_one(Ticket, number)).assignee_id == winner
        claimed = await session.scalars(select(TicketEvent))
        assert [(event.kind, event.staff_id) for event in claimed] == [("claimed", winner)]


async def test_of_two_supervisors_who_give_it_at_once_the_first_has_their_way(
    database: Database,
) -> None:
    async with database.transaction() as session:
        supervisors = [
            (await a_staff_member(session, role=Role.SUPERVISOR)).id or 0 for _ in range(2)
        ]
        takers = [(await a_staff_member(session)).id or 0 for _ in range(2)]
        number = (await a_ticket(session)).id or 0

    async def gives(by_id: int, to_id: int) -> None:
        async with database.transaction() as session:
            by = await session.get_one(Staff, by_id)
            ticket = await session.get_one(Ticket, number)
            await assigning.give(
                session, ticket=ticket, to_id=to_id, holder_id=QUEUE, by=by, day=TODAY, now=NOW
            )

    outcomes = await _at_once(*map(gives, supervisors, takers))
    (lost,) = [one for one in outcomes if one is not None]
    assert isinstance(lost, HolderChanged)
    async with database.reading() as session:
        ticket = await session.get_one(Ticket, number)
        assert ticket.assignee_id == takers[outcomes.index(None)]
