import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.staff import inviting, operations
from crm.staff.invitations import InvitationFollowed, InvitationLink
from crm.staff.inviting import InvitationGone, LinkExpired, LinkUsed, RoleTooHigh, StaffAlready
from crm.staff.links import LinkInvalid, Links, is_invitation
from crm.staff.shift import Shift
from models import Staff, StaffInvitation
from models.staff import Role
from tests.support.builders import NOW, a_staff_member
from tests.support.tickets import posted, rows

LINKS = Links.of("sapa_bot", "123456:TOKEN")
WEEK = timedelta(days=7)


@pytest.fixture
async def ratna(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Ratna", role=Role.ADMIN)


async def invited(
    session: AsyncSession, by: Staff | None, role: Role = Role.AGENT
) -> InvitationLink:
    return await inviting.invite(
        session, role=role, speaks=("jv", "xx", "id"), by=by, language="en", links=LINKS, now=NOW
    )


async def follow(
    session: AsyncSession, link: InvitationLink, *, telegram_id: int = 77, now: datetime = NOW
) -> Staff:
    payload = link.link.partition("?start=")[2]
    return await inviting.follow(
        session, payload=payload, links=LINKS, telegram_id=telegram_id, name="Sari", now=now
    )


async def test_whoever_follows_it_is_staff_with_that_role_and_those_languages(
    session: AsyncSession, ratna: Staff
) -> None:
    link = await invited(session, ratna, Role.SUPERVISOR)
    assert link.link.startswith("https://t.me/sapa_bot?start=staf-")
    assert len(link.link.partition("=")[2]) <= 64
    sari = await follow(session, link)
    assert (sari.telegram_id, sari.name, sari.role) == (77, "Sari", Role.SUPERVISOR)
    assert (sari.language, sari.speaks, sari.active) == ("en", ["id", "jv"], True)
    assert await posted(session, InvitationFollowed) == [
        InvitationFollowed("Sari", Role.SUPERVISOR)
    ]
    assert [row.chat_id for row in await rows(session, InvitationFollowed)] == [ratna.telegram_id]
    (row,) = await session.scalars(select(StaffInvitation))
    assert (row.used_by, row.used_at) == (sari.id, NOW)


async def test_it_works_once_for_a_week(session: AsyncSession, ratna: Staff) -> None:
    link = await invited(session, ratna)
    with pytest.raises(LinkExpired):
        await follow(session, link, now=NOW + WEEK)
    await follow(session, link, now=NOW + WEEK - timedelta(seconds=1))
    with pytest.raises(LinkUsed):
        await follow(session, link, telegram_id=78)


async def test_whoever_is_staff_leaves_it_for_whom_it_is_meant(
    session: AsyncSession, ratna: Staff
) -> None:
    link = await invited(session, ratna)
    with pytest.raises(StaffAlready):
        await follow(session, link, telegram_id=ratna.telegram_id)
    assert ratna.role is Role.ADMIN
    assert (await follow(session, link)).role is Role.AGENT


async def test_whoever_left_may_be_invited_again(session: AsyncSession, ratna: Staff) -> None:
    sari = await a_staff_member(
        session, telegram_id=77, role=Role.ADMIN, active=False, away_from=NOW.date()
    )
    await follow(session, await invited(session, ratna))
    assert (sari.active, sari.role, sari.away_from) == (True, Role.AGENT, None)


async def test_supervisors_invite_agents_only(session: AsyncSession) -> None:
    supervisor = await a_staff_member(session, role=Role.SUPERVISOR)
    agent = await a_staff_member(session)
    await invited(session, supervisor)
    for by, role in (
        (supervisor, Role.SUPERVISOR), (supervisor, Role.ADMIN), (agent, Role.AGENT),
    ):  # fmt: skip
        with pytest.raises(RoleTooHigh):
            await invited(session, by, role)
    assert (await follow(session, await invited(session, None, Role.ADMIN))).role is Role.ADMIN


async def test_links_of_who_may_not_invite_any_more_are_dead(
    session: AsyncSession, ratna: Staff
) -> None:
    await a_staff_member(session, role=Role.ADMIN)
    first, second = await invited(session, ratna, Role.ADMIN), await invited(session, ratna)
    ratna.role = Role.SUPERVISOR
    with pytest.raises(LinkInvalid):
        await follow(session, first)
    await operations.remove(
        session, telegram_id=ratna.telegram_id, shift=Shift(NOW.date()), now=NOW
    )
    with pytest.raises(LinkInvalid):
        await follow(session, second)


async def test_forged_links_are_dead(session: AsyncSession, ratna: Staff) -> None:
    link = await invited(session, ratna)
    others = Links.of("sapa_bot", "999:OTHER")
    for payload in (others.link(1).partition("=")[2], "staf-", "staf-" + "a" * 32, "staf-é"):
        assert is_invitation(payload)
        with pytest.raises(LinkInvalid):
            await inviting.follow(
                session, payload=payload, links=LINKS, telegram_id=7, name="X", now=NOW
            )
    gone = LINKS.link(link.invitation_id + 1).partition("=")[2]
    with pytest.raises(LinkInvalid):
        await inviting.follow(session, payload=gone, links=LINKS, telegram_id=7, name="X", now=NOW)


async def test_what_is_taken_back_works_no_more(session: AsyncSession, ratna: Staff) -> None:
    supervisor = await a_staff_member(session, role=Role.SUPERVISOR)
    link = await invited(session, ratna, Role.ADMIN)
    (line,) = (await inviting.open_ones(session, now=NOW)).lines
    assert (line.invitation_id, line.role, line.by) == (link.invitation_id, Role.ADMIN, "Ratna")
    with pytest.raises(RoleTooHigh):
        await inviting.revoke(session, invitation_id=link.invitation_id, by=supervisor, now=NOW)
    await inviting.revoke(session, invitation_id=link.invitation_id, by=ratna, now=NOW)
    for number in (link.invitation_id, 4321):
        with pytest.raises(InvitationGone):
            await inviting.revoke(session, invitation_id=number, by=ratna, now=NOW)
    with pytest.raises(LinkInvalid):
        await follow(session, link)
    assert await inviting.count_open(session, now=NOW) == 0


async def test_of_two_who_follow_it_at_once_one_is_staff(database: Database) -> None:
    async with database.transaction() as session:
        link = await invited(session, None)

    async def follows(telegram_id: int) -> None:
        async with database.transaction() as session:
            await follow(session, link, telegram_id=telegram_id)

    outcomes = await asyncio.gather(follows(77), follows(78), return_exceptions=True)
    (lost,) = [one for one in outcomes if one is not None]
    assert isinstance(lost, LinkUsed)
    async with database.reading() as session:
        assert len(list(await session.scalars(select(Staff)))) == 1
