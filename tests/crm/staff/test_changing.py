import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.staff import directory, operations, people
from crm.staff.members import RoleChanged
from crm.staff.operations import LastAdmin, NotAdmin, NotStaff
from crm.staff.people import UnknownWord
from crm.staff.shift import Shift
from models import Staff
from models.staff import Role
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import a_desk, posted, rows

SHIFT = Shift(NOW.date())


@pytest.fixture
async def ratna(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Ratna", role=Role.ADMIN)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Dewi")


async def role(session: AsyncSession, staff: Staff, to: Role, *, by: Staff) -> Staff:
    return await people.change_role(session, staff_id=staff.id or 0, role=to, by=by, now=NOW)


async def test_an_admin_changes_a_role_and_the_member_is_told(
    session: AsyncSession, ratna: Staff, dewi: Staff
) -> None:
    await role(session, dewi, Role.SUPERVISOR, by=ratna)
    await role(session, dewi, Role.SUPERVISOR, by=ratna)
    assert dewi.role is Role.SUPERVISOR
    assert await posted(session, RoleChanged) == [RoleChanged(Role.SUPERVISOR, by="Ratna")]
    assert [row.chat_id for row in await rows(session, RoleChanged)] == [dewi.telegram_id]


async def test_an_admin_notes_languages_and_a_region(
    session: AsyncSession, ratna: Staff, dewi: Staff
) -> None:
    number = dewi.id or 0
    for tag in ("jv", "id", "en", "id"):
        await people.toggle_language(session, staff_id=number, tag=tag, by=ratna)
    assert dewi.speaks == ["jv", "en"]
    await people.settle(session, staff_id=number, code="35", by=ratna)
    assert dewi.region == "Jawa Timur"
    with pytest.raises(UnknownWord):
        await people.toggle_language(session, staff_id=number, tag="xx", by=ratna)
    with pytest.raises(UnknownWord):
        await people.settle(session, staff_id=number, code="xx", by=ratna)


async def test_whoever_is_removed_is_gone(
    session: AsyncSession, ratna: Staff, dewi: Staff
) -> None:
    ticket = await a_ticket(session, assignee_id=dewi.id)
    await people.dismiss(session, staff_id=dewi.id or 0, by=ratna, shift=SHIFT, now=NOW)
    assert (dewi.active, ticket.assignee_id) == (False, None)
    with pytest.raises(NotStaff):
        await role(session, dewi, Role.ADMIN, by=ratna)


async def test_nobody_else_changes_anything(session: AsyncSession, dewi: Staff) -> None:
    supervisor = await a_staff_member(session, role=Role.SUPERVISOR)
    number = dewi.id or 0
    for by in (dewi, supervisor):
        for attempt in (
            role(session, dewi, Role.ADMIN, by=by),
            people.toggle_language(session, staff_id=number, tag="jv", by=by),
            people.settle(session, staff_id=number, code="35", by=by),
            people.dismiss(session, staff_id=number, by=by, shift=SHIFT, now=NOW),
        ):
            with pytest.raises(NotAdmin):
                await attempt
    assert (dewi.role, dewi.speaks, dewi.region, dewi.active) == (Role.AGENT, [], "", True)


async def test_the_last_admin_stays(session: AsyncSession, ratna: Staff) -> None:
    await a_staff_member(session, role=Role.ADMIN, active=False)
    with pytest.raises(LastAdmin, match="Ratna"):
        await role(session, ratna, Role.AGENT, by=ratna)
    with pytest.raises(LastAdmin):
        await people.dismiss(session, staff_id=ratna.id or 0, by=ratna, shift=SHIFT, now=NOW)
    with pytest.raises(LastAdmin):
        await operations.add(
            session,
            telegram_id=ratna.telegram_id,
            name="R",
            role=Role.AGENT,
            language="id",
            now=NOW,
        )
    assert (ratna.role, ratna.active, ratna.name) == (Role.ADMIN, True, "Ratna")
    await a_staff_member(session, role=Role.ADMIN)
    await role(session, ratna, Role.AGENT, by=ratna)


async def test_two_admins_who_remove_each_other_at_once_leave_one(database: Database) -> None:
    async with database.transaction() as session:
        ids = [(await a_staff_member(session, role=Role.ADMIN)).id or 0 for _ in range(2)]

    async def removes(staff_id: int, by_id: int) -> None:
        async with database.transaction() as session:
            by = await session.get_one(Staff, by_id)
            await people.dismiss(session, staff_id=staff_id, by=by, shift=SHIFT, now=NOW)

    outcomes = await asyncio.gather(
        removes(ids[0], ids[1]), removes(ids[1], ids[0]), return_exceptions=True
    )
    assert len([one for one in outcomes if one is not None]) == 1
    async with database.reading() as session:
        active = [one.active for one in await session.scalars(select(Staff))]
        assert sorted(active) == [False, True]


async def test_the_desk_reads_what_an_admin_chooses_and_each_what_they_choose(
    session: AsyncSession, ratna: Staff, dewi: Staff
) -> None:
    desk = await a_desk(session)
    people.read_in(dewi, "en", by=dewi)
    people.read_in(desk, "en", by=ratna)
    assert (dewi.language, desk.language) == ("en", "en")
    with pytest.raises(NotAdmin):
        people.read_in(desk, "id", by=dewi)
    with pytest.raises(UnknownWord):
        people.read_in(dewi, "jv", by=dewi)


async def test_the_list_has_pages_and_what_each_has_to_do(
    session: AsyncSession, ratna: Staff, dewi: Staff
) -> None:
    for number in range(9):
        await a_staff_member(session, name=f"Sari {number}")
    await a_staff_member(session, name="Aan", active=False)
    await a_ticket(session, assignee_id=dewi.id)
    dewi.away_from = NOW.date()
    first = await directory.listed(session, day=NOW.date(), now=NOW)
    assert (first.total, first.pages, first.invitations) == (11, 2, 0)
    assert [(one.name, one.load, one.away) for one in first.members[:2]] == [
        ("Dewi", 1, True), ("Ratna", 0, False),
    ]  # fmt: skip
    last = await directory.listed(session, day=NOW.date(), now=NOW, page=7)
    assert [one.name for one in last.members] == ["Sari 8"]
    card = await directory.card(session, staff_id=dewi.id or 0, by=dewi, day=NOW.date())
    assert (card.member.load, card.manages) == (1, False)
    card = await directory.card(session, staff_id=dewi.id or 0, by=ratna, day=NOW.date())
    assert card.manages
