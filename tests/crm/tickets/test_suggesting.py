from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import suggesting
from models import Staff
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket

TODAY = NOW.date()


async def busy(session: AsyncSession, staff: Staff, count: int) -> Staff:
    seller = await a_seller(session)
    for _ in range(count):
        await a_ticket(session, seller=seller, assignee_id=staff.id)
    await a_ticket(session, seller=seller, assignee_id=staff.id, state=TicketState.CLOSED)
    return staff


async def test_who_speaks_comes_first_then_who_has_time_and_knows_the_region(
    session: AsyncSession,
) -> None:
    seller = await a_seller(session, province="Jawa Timur")
    ticket = await a_ticket(session, seller=seller, language="jv")
    silent = await a_staff_member(session, name="Silent")
    fluent = {"speaks": ["id", "jv"]}
    near = await busy(
        session, await a_staff_member(session, name="Near", region="Jawa", **fluent), 4
    )
    free = await busy(session, await a_staff_member(session, name="Free", **fluent), 2)
    full = await busy(
        session, await a_staff_member(session, name="Full", region="Jawa Timur", **fluent), 6
    )
    page = await suggesting.whom_to_give(session, ticket=ticket, day=TODAY)
    assert [(line.name, line.load) for line in page.lines] == [
        ("Near", 4), ("Free", 2), ("Full", 6),
    ]  # fmt: skip
    assert [(line.speaks, line.near) for line in page.lines] == [
        (True, True), (True, False), (True, True),
    ]  # fmt: skip
    others = await suggesting.whom_to_give(session, ticket=ticket, day=TODAY, page=1)
    assert [line.staff_id for line in others.lines] == [silent.id]
    assert (others.page, others.pages) == (1, 2)
    assert {near.id, free.id, full.id}.isdisjoint({silent.id})


async def test_nobody_absent_and_not_whoever_has_it_is_suggested(session: AsyncSession) -> None:
    dewi = await a_staff_member(session, name="Dewi")
    back = await a_staff_member(
        session, away_from=TODAY - timedelta(days=9), away_until=TODAY - timedelta(days=1)
    )
    soon = await a_staff_member(session, away_from=TODAY + timedelta(days=1))
    await a_staff_member(session, away_from=TODAY)
    await a_staff_member(session, away_from=TODAY, away_until=TODAY)
    await a_staff_member(session, active=False)
    ticket = await a_ticket(session, assignee_id=dewi.id)
    page = await suggesting.whom_to_give(session, ticket=ticket, day=TODAY)
    assert {line.staff_id for line in page.lines} == {back.id, soon.id}
    assert (page.holder, page.holder_id, page.pages) == ("Dewi", dewi.id, 1)
