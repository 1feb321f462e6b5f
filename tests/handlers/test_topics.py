from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.payloads import TicketResolved
from handlers import topics
from models import Outbox, Staff
from models.tickets import TicketKind, TicketState
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import a_desk, happened, rows
from tests.support.turns import Stage

TOPIC = 33


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


async def service(stage: Stage, staff: Staff | None, what: str) -> None:
    fields: dict[str, Any] = {what: {}}
    turn = await stage.in_group(staff, topic=TOPIC, **fields)
    assert topics.is_service(turn.message)
    await topics.service(turn)


async def test_closing_a_topic_by_hand_resolves_its_ticket_once(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(stage.session, topic_id=TOPIC)
    for _ in range(2):
        await service(stage, dewi, "forum_topic_closed")
    assert ticket.state is TicketState.RESOLVED
    assert len(await rows(stage.session, TicketResolved)) == 1


async def test_opening_it_by_hand_reopens_the_ticket_once(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(
        stage.session, topic_id=TOPIC, state=TicketState.RESOLVED, resolved_at=NOW
    )
    for _ in range(2):
        await service(stage, dewi, "forum_topic_reopened")
    assert ticket.state is TicketState.OPEN
    assert await happened(stage.session, ticket) == ["reopened"]


async def test_a_claim_is_not_decided_by_closing_its_topic(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(stage.session, topic_id=TOPIC, kind=TicketKind.CLAIM)
    await service(stage, dewi, "forum_topic_closed")
    assert ticket.state is TicketState.NEW


async def test_strangers_change_nothing(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(stage.session, topic_id=TOPIC)
    await service(stage, None, "forum_topic_closed")
    assert ticket.state is TicketState.NEW


async def test_words_are_no_service_message(stage: Stage, dewi: Staff) -> None:
    turn = await stage.in_group(dewi, topic=TOPIC, text="Halo")
    assert not topics.is_service(turn.message)


async def test_a_topic_renamed_by_hand_keeps_its_name(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(stage.session, topic_id=TOPIC)
    await service(stage, dewi, "forum_topic_edited")
    assert ticket.topic_id == TOPIC
    assert await happened(stage.session, ticket) == []
    assert not list(await stage.session.scalars(select(Outbox)))
