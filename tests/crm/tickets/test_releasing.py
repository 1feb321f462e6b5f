from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.outbox.payload import Priority
from crm.staff.shift import Shift
from crm.tickets import releasing
from crm.tickets.handover import Absence, TicketsGiven, TicketsMovedOn
from crm.tickets.payloads import CardUpdate
from crm.tickets.releasing import MovedOn
from models import Ticket
from models.tickets import TicketState
from scheduler.runner import run_due
from scheduler.timetable import TIMETABLE
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, happened, posted, rows

TODAY = NOW.date()


async def test_all_of_an_absent_colleague_waits_for_somebody_and_the_desk_is_told_once(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    dewi = await a_staff_member(session, name="Dewi", away_from=TODAY)
    tickets = [await a_ticket(session, assignee_id=dewi.id, card_message_id=9) for _ in range(2)]
    done = await a_ticket(session, assignee_id=dewi.id, state=TicketState.RESOLVED)
    moved = await releasing.move_on(session, holder=dewi, shift=Shift(TODAY), now=NOW)
    assert moved == MovedOn(released=2)
    assert [one.assignee_id for one in (*tickets, done)] == [None, None, dewi.id]
    assert await happened(session, tickets[0]) == ["released"]
    assert await posted(session, TicketsMovedOn) == [
        TicketsMovedOn("Dewi", Absence.LEAVE, until=None, released=2, given=0)
    ]
    assert [card.claimed_by for card in await posted(session, CardUpdate)] == ["", ""]
    assert {row.chat_id for row in await rows(session, CardUpdate)} == {GROUP}
    again = await releasing.move_on(session, holder=dewi, shift=Shift(TODAY), now=NOW)
    assert again == MovedOn()


async def test_or_goes_to_others_in_turn(session: AsyncSession) -> None:
    await a_desk(session)
    dewi = await a_staff_member(session, name="Dewi", away_from=TODAY)
    budi = await a_staff_member(session, name="Budi")
    ticket = await a_ticket(session, assignee_id=dewi.id, state=TicketState.WAITING)
    shift = Shift(TODAY, in_turn=True)
    assert await releasing.move_on(session, holder=dewi, shift=shift, now=NOW) == MovedOn(given=1)
    assert (ticket.assignee_id, ticket.state) == (budi.id, TicketState.WAITING)
    assert await posted(session, TicketsGiven) == [TicketsGiven(1, of="Dewi")]
    assert [row.chat_id for row in await rows(session, TicketsGiven)] == [budi.telegram_id]


async def test_the_clock_sees_to_leave_that_begins(
    database: Database, clock: MovableClock
) -> None:
    entries = [entry for entry in TIMETABLE if entry.name == "tickets.move_on"]
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    async with database.transaction() as session:
        dewi = await a_staff_member(session, away_from=TODAY + timedelta(days=1))
        number = (await a_ticket(session, assignee_id=dewi.id)).id
    holders: list[int | None] = []
    for pause in (timedelta(minutes=2), timedelta(days=1)):
        await run_due(services, entries=entries)
        clock.advance(pause)
        await run_due(services, entries=entries)
        async with database.reading() as session:
            holders.append((await session.get_one(Ticket, number)).assignee_id)
    assert holders == [dewi.id, None]


async def test_many_cards_are_asked_for_together_and_let_new_reports_go_first(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    holder = await a_staff_member(session, away_from=TODAY)
    for number in range(20):
        await a_ticket(session, assignee_id=holder.id, card_message_id=number)
    with statements_of(session) as said:
        await releasing.move_on(session, holder=holder, shift=Shift(TODAY), now=NOW)
    assert len(said) < 20
    assert {row.priority for row in await rows(session, CardUpdate)} == {Priority.FOLLOW_UP}


@contextmanager
def statements_of(session: AsyncSession) -> Generator[list[str]]:
    said: list[str] = []

    def hear(*call: Any) -> None:  # noqa: ANN401 - SQLAlchemy's arguments
        said.append(call[2])

    connection = session.sync_session.connection()
    event.listen(connection, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(connection, "before_cursor_execute", hear)
