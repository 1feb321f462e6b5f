import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.incidents import answering, deciding, linking, rules
from crm.incidents.payloads import IncidentAnswer, IncidentCard
from crm.incidents.refusals import (
    AnsweredMeanwhile,
    AnswerNeedsWords,
    AnswerTooLong,
    IncidentGone,
    NotForIncidents,
)
from crm.tickets import operations, turns
from crm.tickets.holding import hold
from crm.tickets.payloads import CardUpdate, TicketCard, TicketResolved
from crm.tickets.receiving import received
from crm.tickets.sla import clocks
from models import Outbox, SlaClock, Staff, Ticket
from models.incidents import IncidentState
from models.sellers import Reach
from models.sla import Goal
from models.tickets import Category, TicketKind, TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.incidents import NO_CODE, an_open_incident, looked
from tests.support.tickets import a_desk, everything_leaves, happened, posted, rows, words

LATER = NOW + timedelta(minutes=30)
NEWS = 'Kode OTP <b>sudah</b> normal lagi. "Silakan" coba sekali lagi 🙏\n{ok}'


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


async def answered(session: AsyncSession, incident_id: int, staff: Staff, number: int = 1) -> int:
    return await answering.answer(
        session, incident_id=incident_id, number=number, text=NEWS, staff=staff, now=LATER
    )


async def a_report(
    session: AsyncSession, text: str, category: Category = Category.LOGIN
) -> Ticket:
    return await operations.report(
        session,
        seller=await a_seller(session),
        category=category,
        messages=[words(text)],
        now=LATER,
    )


async def test_a_new_report_of_it_is_linked_at_once_and_posts_no_card(
    session: AsyncSession, dewi: Staff
) -> None:
    incident, _ = await an_open_incident(session, dewi)
    await everything_leaves(session)

    ticket = await a_report(session, "Kak kode OTP saya juga tidak masuk")

    assert ticket.incident_id == incident.id
    assert await happened(session, ticket) == ["reported", "incident_linked"]
    assert (await received(session, ticket=ticket)).known
    assert await posted(session, TicketCard) == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Lupa kata sandi, kode apa yang harus diisi?", Category.LOGIN),
        ("kode otp tidak masuk", Category.PAYMENT),
    ],
)
async def test_a_report_of_something_else_goes_its_own_way(
    session: AsyncSession, dewi: Staff, text: str, category: Category
) -> None:
    await an_open_incident(session, dewi)
    await everything_leaves(session)

    ticket = await a_report(session, text, category)

    assert ticket.incident_id is None
    assert not (await received(session, ticket=ticket)).known
    assert len(await posted(session, TicketCard)) == 1


async def test_reports_of_an_incident_and_wishes_are_given_to_nobody_in_turn(
    session: AsyncSession, dewi: Staff
) -> None:
    await an_open_incident(session, dewi)
    await a_report(session, "Saya ingin mode gelap", Category.SUGGESTION)
    await a_ticket(session)

    assert await turns.give_in_turn(session, day=NOW.date(), now=NOW) == 1


async def test_one_answer_reaches_every_seller_once_as_the_first_response(
    session: AsyncSession, dewi: Staff
) -> None:
    incident, tickets = await an_open_incident(session, dewi)
    again = await a_ticket(
        session,
        category=Category.LOGIN,
        incident_id=incident.id,
        seller=None,
        seller_id=tickets[0].seller_id,
    )
    for ticket in tickets:
        await clocks.follow(session, ticket, now=NOW)

    assert await answered(session, incident.id or 0, dewi) == 5

    told = await posted(session, IncidentAnswer)
    assert {one.ticket_id for one in told} == {again.id, *(one.id for one in tickets[1:])}
    assert {one.text for one in told} == {NEWS}
    assert await happened(session, tickets[0]) == ["incident_linked", "answered"]
    await session.refresh(tickets[0])
    assert (tickets[0].state, tickets[0].unanswered) == (TicketState.OPEN, 0)
    assert tickets[0].first_response_at == LATER
    first = await session.get_one(SlaClock, (tickets[0].id, Goal.FIRST_RESPONSE))
    assert (first.ended_at, first.running_since) == (LATER, None)


async def test_who_cannot_be_reached_or_is_done_is_told_nothing(
    session: AsyncSession, dewi: Staff
) -> None:
    incident, tickets = await an_open_incident(session, dewi)
    gone = await a_seller(session, telegram=Reach.BLOCKED)
    tickets[0].seller_id = gone.id or 0
    tickets[1].state = TicketState.RESOLVED
    await session.flush()

    assert await answered(session, incident.id or 0, dewi) == 3


async def test_the_same_answer_is_given_once_however_often_it_is_pressed(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await a_desk(session)
        dewi = await a_staff_member(session)
        incident, _ = await an_open_incident(session, dewi)

    async def press() -> int:
        async with database.transaction() as session:
            return await answered(session, incident.id or 0, dewi)

    outcomes = await asyncio.gather(press(), press(), return_exceptions=True)

    assert sorted(map(str, map(type, outcomes))) == sorted(map(str, (AnsweredMeanwhile, int)))
    async with database.reading() as session:
        assert len(await rows(session, IncidentAnswer)) == 5


async def test_what_is_no_answer_is_refused(session: AsyncSession, dewi: Staff) -> None:
    incident, _ = await an_open_incident(session, dewi)
    number = incident.id or 0

    draft = await answering.draft(session, incident_id=number, text=f" {NEWS} ", reply_to=7)
    assert (draft.number, draft.text, draft.sellers) == (1, NEWS, 5)
    with pytest.raises(AnswerNeedsWords):
        await answering.draft(session, incident_id=number, text=" \n", reply_to=7)
    with pytest.raises(AnswerTooLong):
        await answering.draft(
            session, incident_id=number, text="🙂" * rules.LONGEST_ANSWER, reply_to=7
        )
    with pytest.raises(IncidentGone):
        await answering.draft(session, incident_id=404, text="ya", reply_to=7)


async def test_resolving_ends_all_and_asks_each_seller_once(
    session: AsyncSession, dewi: Staff
) -> None:
    incident, tickets = await an_open_incident(session, dewi)
    tickets[0].card_message_id = 9
    tickets[1].rating = 4
    await a_ticket(session, incident_id=incident.id, seller_id=tickets[2].seller_id)
    await session.flush()

    assert (
        await deciding.resolve(session, incident_id=incident.id or 0, staff=dewi, now=LATER) == 6
    )

    await session.refresh(tickets[0])
    assert (tickets[0].state, tickets[0].resolved_at) == (TicketState.RESOLVED, LATER)
    assert await happened(session, tickets[0]) == ["incident_linked", "resolved"]
    asked = await posted(session, TicketResolved)
    assert len(asked) == 5
    assert [one.ticket_id for one in asked if not one.asks] == [tickets[1].id]
    (shown,) = await posted(session, CardUpdate)
    assert (shown.state, shown.incident) == (TicketState.RESOLVED, incident.id)
    assert (await posted(session, IncidentCard))[-1].state is IncidentState.RESOLVED
    with pytest.raises(IncidentGone):
        await deciding.resolve(session, incident_id=incident.id or 0, staff=dewi, now=LATER)


async def test_mass_messages_leave_after_what_a_single_seller_waits_for(
    session: AsyncSession, dewi: Staff
) -> None:
    incident, _ = await an_open_incident(session, dewi)
    await answered(session, incident.id or 0, dewi)
    await deciding.resolve(session, incident_id=incident.id or 0, staff=dewi, now=LATER)

    found = await session.scalars(
        select(col(Outbox.priority)).where(
            col(Outbox.template).in_((IncidentAnswer.template, TicketResolved.template))
        )
    )
    assert set(found) == {2}


async def test_a_reopened_report_leaves_the_incident(session: AsyncSession, dewi: Staff) -> None:
    incident, tickets = await an_open_incident(session, dewi)
    await deciding.resolve(session, incident_id=incident.id or 0, staff=dewi, now=LATER)

    await session.refresh(tickets[0])
    await operations.reopen(session, ticket=tickets[0], now=LATER)

    assert tickets[0].incident_id is None
    assert "incident_unlinked" in await happened(session, tickets[0])


async def test_staff_link_and_take_out_by_hand(session: AsyncSession, dewi: Staff) -> None:
    incident, _ = await an_open_incident(session, dewi)
    ticket = await a_ticket(session, category=Category.LOGIN, text=NO_CODE[0])
    number = incident.id or 0

    async def put(incident_id: int) -> None:
        await hold(session, ticket)
        await linking.put(session, ticket=ticket, incident_id=incident_id, staff=dewi, now=LATER)

    await put(number)
    page = await linking.choices(session, ticket=ticket)
    assert page.linked is not None
    assert (page.linked.incident_id, page.choices) == (number, ())

    await put(0)
    page = await linking.choices(session, ticket=ticket)
    assert (page.linked, page.choices[0].incident_id) == (None, number)
    assert await happened(session, ticket) == ["incident_linked", "incident_unlinked"]
    await looked(session)
    await session.refresh(ticket)
    assert ticket.incident_id is None, "what staff took out stays out"

    with pytest.raises(IncidentGone):
        await put(404)
    ticket.kind = TicketKind.CLAIM
    with pytest.raises(NotForIncidents):
        await put(number)
