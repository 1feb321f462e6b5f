import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.staff import operations, queries
from crm.staff.operations import NotAdmin, NotStaff
from crm.staff.rules import Lack, allowed, lacks
from crm.staff.shift import Shift
from crm.tickets.payloads import CardUpdate
from models import Staff
from models.staff import Role
from models.tickets import TicketState
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import a_desk, happened, posted

SHIFT = Shift(NOW.date())


async def add(session: AsyncSession, name: str, role: Role = Role.AGENT) -> Staff:
    return await operations.add(
        session, telegram_id=77, name=name, role=role, language="id", now=NOW
    )


def test_each_role_includes_the_ones_before_it() -> None:
    may = {(role, needed) for role in Role for needed in Role if allowed(role, needed)}
    assert may == {
        (Role.AGENT, Role.AGENT),
        (Role.SUPERVISOR, Role.AGENT),
        (Role.SUPERVISOR, Role.SUPERVISOR),
        (Role.ADMIN, Role.AGENT),
        (Role.ADMIN, Role.SUPERVISOR),
        (Role.ADMIN, Role.ADMIN),
    }


@pytest.mark.parametrize(
    ("forum", "admin", "topics", "found"),
    [
        (True, True, True, ()),
        (True, True, False, (Lack.TOPIC_RIGHT,)),
        (True, False, False, (Lack.ADMIN,)),
        (False, True, False, (Lack.TOPICS,)),
        (False, False, False, (Lack.TOPICS, Lack.ADMIN)),
    ],
)
def test_a_group_is_told_what_it_lacks(
    *, forum: bool, admin: bool, topics: bool, found: tuple[Lack, ...]
) -> None:
    assert lacks(is_forum=forum, bot_is_admin=admin, manages_topics=topics) == found


async def test_adding_again_changes_name_and_role(session: AsyncSession) -> None:
    first = await add(session, "Dewi")
    again = await add(session, "Dewi R", Role.SUPERVISOR)
    assert again is first
    assert (again.name, again.role) == ("Dewi R", Role.SUPERVISOR)
    assert await queries.supervisors(session) == [again]
    assert await queries.admins(session) == []


async def test_whoever_leaves_gives_back_what_they_had_claimed(session: AsyncSession) -> None:
    await a_desk(session)
    dewi = await add(session, "Dewi")
    ticket = await a_ticket(session, assignee_id=dewi.id, card_message_id=9)
    done = await a_ticket(session, assignee_id=dewi.id, state=TicketState.RESOLVED)
    await operations.remove(session, telegram_id=77, shift=SHIFT, now=NOW)
    assert (ticket.assignee_id, done.assignee_id) == (None, dewi.id)
    assert await happened(session, ticket) == ["released"]
    assert [card.claimed_by for card in await posted(session, CardUpdate)] == [""]
    assert await queries.everybody(session) == [dewi]
    with pytest.raises(NotStaff, match="77"):
        await operations.remove(session, telegram_id=77, shift=SHIFT, now=NOW)


async def test_whoever_returns_is_the_same_person(session: AsyncSession) -> None:
    dewi = await add(session, "Dewi")
    dewi.away_from = NOW.date()
    await operations.remove(session, telegram_id=77, shift=SHIFT, now=NOW)
    assert (await add(session, "Dewi")).id == dewi.id
    assert (dewi.active, dewi.away_from) == (True, None)


async def test_a_name_longer_than_there_is_room_for_is_cut(session: AsyncSession) -> None:
    dewi = await add(session, f"{'👩' * 32} {'Dewi' * 16}")
    assert dewi.name.startswith("👩")
    assert len(dewi.name) <= 120


async def as_admin(session: AsyncSession, staff: Staff | None, *, ids: set[int]) -> Staff:
    return await operations.as_admin(
        session,
        staff=staff,
        telegram_id=77,
        name="Ratna",
        admin_ids=ids,
        language="id",
        now=NOW,
    )


async def test_the_settings_admins_become_staff_when_they_speak(session: AsyncSession) -> None:
    ratna = await as_admin(session, None, ids={77})
    assert (ratna.name, ratna.role) == ("Ratna", Role.ADMIN)
    assert await queries.by_telegram_id(session, 77) is ratna


async def test_an_agent_whom_the_settings_name_is_promoted(session: AsyncSession) -> None:
    dewi = await add(session, "Dewi")
    assert (await as_admin(session, dewi, ids={77})).role is Role.ADMIN
    assert dewi.name == "Dewi"


async def test_nobody_else_is_an_admin(session: AsyncSession) -> None:
    supervisor = await a_staff_member(session, role=Role.SUPERVISOR)
    for staff in (None, supervisor):
        with pytest.raises(NotAdmin):
            await as_admin(session, staff, ids={78})
