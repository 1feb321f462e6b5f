import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.incidents import deciding, proposing, showing
from crm.incidents.payloads import IncidentCard
from crm.incidents.refusals import IncidentDecided, IncidentGone
from crm.staff import moving
from models import Incident, Staff, StaffGroup
from models.incidents import IncidentState
from models.mail import OutboxState
from models.tickets import TicketState
from tests.support.builders import NOW, a_staff_member
from tests.support.incidents import EVERY_DAY, NO_CODE, an_open_incident, looked, proposed, reports
from tests.support.tickets import GROUP, a_desk, everything_leaves, happened, posted, rows


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


async def test_similar_reports_are_proposed_once_in_one_message(
    session: AsyncSession, dewi: Staff
) -> None:
    tickets = await reports(session, *NO_CODE, *EVERY_DAY)

    assert await looked(session) == 1
    assert await looked(session, now=NOW + timedelta(minutes=1)) == 0

    (card,) = await posted(session, IncidentCard)
    assert (card.state, card.title) == (IncidentState.PROPOSED, "kode, otp, login")
    assert (card.tickets, card.sellers, card.unfinished) == (5, 5, 5)
    assert [report.ticket_id for report in card.reports] == [one.id for one in tickets[:5]]
    assert await happened(session, tickets[0]) == []


async def test_nothing_is_proposed_before_there_is_a_desk(session: AsyncSession) -> None:
    await reports(session, *NO_CODE)

    assert await looked(session) == 0
    await a_desk(session)
    assert await looked(session) == 1


async def test_confirming_links_and_is_done_once(session: AsyncSession, dewi: Staff) -> None:
    incident, tickets = await an_open_incident(session, dewi)

    assert {ticket.incident_id for ticket in tickets} == {incident.id}
    assert await happened(session, tickets[0]) == ["incident_linked"]
    with pytest.raises(IncidentDecided):
        await deciding.dismiss(session, incident_id=incident.id or 0, staff=dewi, now=NOW)
    with pytest.raises(IncidentGone):
        await deciding.confirm(session, incident_id=404, staff=dewi, now=NOW)


async def test_what_is_no_incident_rests_for_a_day(session: AsyncSession, dewi: Staff) -> None:
    first = await reports(session, *NO_CODE)
    await looked(session)
    incident = await proposed(session)
    await deciding.dismiss(session, incident_id=incident.id or 0, staff=dewi, now=NOW)

    await session.refresh(first[0])
    assert first[0].incident_id is None
    assert await looked(session) == 0
    tomorrow = NOW + timedelta(days=1, minutes=1)
    await reports(session, *NO_CODE * 2, at=tomorrow)
    assert await looked(session, now=tomorrow) == 1


async def test_a_proposal_that_nobody_decides_about_is_let_go(
    session: AsyncSession, dewi: Staff
) -> None:
    await reports(session, *NO_CODE)
    await looked(session)

    await looked(session, now=NOW + timedelta(days=1))

    incident = await proposed(session)
    assert (incident.state, incident.decided_by) == (IncidentState.DISMISSED, None)
    (card,) = await posted(session, IncidentCard)
    assert (card.state, card.tickets) == (IncidentState.DISMISSED, 5)


async def test_late_reports_follow_and_are_shown_at_most_every_two_minutes(
    session: AsyncSession, dewi: Staff
) -> None:
    incident, _ = await an_open_incident(session, dewi)
    await showing.card_posted(session, incident_id=incident.id or 0, message_id=9)
    await everything_leaves(session)
    (late,) = await reports(session, "otp dan kode belum sampai juga", state=TicketState.OPEN)

    await looked(session, now=NOW + timedelta(minutes=1))
    await session.refresh(late)
    assert late.incident_id == incident.id
    assert await happened(session, late) == ["incident_linked"]
    assert await posted(session, IncidentCard) == []

    await looked(session, now=NOW + timedelta(minutes=2))
    (card,) = await posted(session, IncidentCard)
    assert (card.message_id, card.tickets) == (9, 6)


async def test_a_message_of_an_older_version_holds_nothing_up(
    session: AsyncSession, dewi: Staff
) -> None:
    await reports(session, *NO_CODE)
    await looked(session)
    (row,) = await rows(session, IncidentCard)
    row.params = {"of": "another version"}
    await looked(session, now=NOW + timedelta(minutes=2))
    assert len(await posted(session, IncidentCard)) == 1


async def test_another_desk_gets_a_message_of_its_own(session: AsyncSession, dewi: Staff) -> None:
    incident, _ = await an_open_incident(session, dewi)
    await showing.card_posted(session, incident_id=incident.id or 0, message_id=9)
    await everything_leaves(session)
    group = await session.get_one(StaffGroup, 1)

    await moving.move(session, group=group, chat_id=GROUP - 1)
    await looked(session, now=NOW + timedelta(minutes=1))

    (row,) = await rows(session, IncidentCard, state=OutboxState.WAITING)
    assert (row.chat_id, row.params["message_id"]) == (GROUP - 1, None)


async def test_replicas_that_find_the_same_propose_it_once(database: Database) -> None:
    async with database.transaction() as session:
        await a_desk(session)
        await reports(session, *NO_CODE)

    async def replica() -> None:
        async with database.reading() as session:
            material = await proposing.material(session, now=NOW)
        findings = proposing.look_through(material, now=NOW)
        async with database.transaction() as session:
            await proposing.act(session, findings, now=NOW)

    await asyncio.gather(*(replica() for _ in range(3)))

    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Incident)) == 1
        assert len(await posted(session, IncidentCard)) == 1


async def test_of_two_who_decide_at_once_one_is_heard(database: Database) -> None:
    async with database.transaction() as session:
        await a_desk(session)
        dewi = await a_staff_member(session)
        await reports(session, *NO_CODE)
        await looked(session)
        incident = await proposed(session)

    async def press(*, yes: bool) -> None:
        decide = deciding.confirm if yes else deciding.dismiss
        async with database.transaction() as session:
            await decide(session, incident_id=incident.id or 0, staff=dewi, now=NOW)

    outcomes = await asyncio.gather(press(yes=True), press(yes=False), return_exceptions=True)

    assert [type(one) for one in outcomes if one is not None] == [IncidentDecided]
