from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.events import EventKind, Party, by_sapa, by_seller, by_staff
from crm.tickets.history import SHOWN, HistoryLine, history
from models import Ticket, TicketEvent
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket


async def test_tells_who_did_what_oldest_first(session: AsyncSession) -> None:
    seller = await a_seller(session, store_name="Batik Ayu")
    dewi = await a_staff_member(session, name="Dewi")
    bima = await a_staff_member(session, name="Bima")
    ticket = await a_ticket(session, seller=seller)
    by_seller(session, ticket, EventKind.REPORTED, now=NOW, messages=1)
    passed = {"from": dewi.id, "to": bima.id}
    by_staff(session, ticket, EventKind.TRANSFERRED, staff=dewi, now=NOW, **passed)
    by_staff(session, ticket, EventKind.NOTED, staff=bima, now=NOW, text="sudah\ncek bank")
    by_sapa(session, ticket, EventKind.PRIORITY_RAISED, now=NOW, priority=1)
    by_seller(session, ticket, EventKind.RATED, now=NOW, stars=2)
    session.add(TicketEvent(ticket_id=ticket.id or 0, at=NOW, kind="beamed_up"))
    await session.flush()

    told = await history(session, ticket=ticket)

    assert (told.ticket_id, told.store, told.earlier) == (ticket.id, "Batik Ayu", 0)
    assert told.lines == (
        HistoryLine(NOW, "reported", Party.SELLER),
        HistoryLine(NOW, "transferred", Party.STAFF, who="Dewi", other="Bima"),
        HistoryLine(NOW, "noted", Party.STAFF, who="Bima", quote="sudah cek bank"),
        HistoryLine(NOW, "priority_raised", Party.SAPA, number=1),
        HistoryLine(NOW, "rated", Party.SELLER, number=2),
        HistoryLine(NOW, "beamed_up", Party.SAPA),
    )


async def test_counts_what_is_too_long_ago(session: AsyncSession) -> None:
    ticket: Ticket = await a_ticket(session)
    for minute in range(SHOWN + 2):
        at = NOW + timedelta(minutes=minute)
        by_seller(session, ticket, EventKind.MESSAGE, now=at)
    await session.flush()
    told = await history(session, ticket=ticket)
    assert (len(told.lines), told.earlier) == (SHOWN, 2)
    assert told.lines[0].at == NOW + timedelta(minutes=2)
