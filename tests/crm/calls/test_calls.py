from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls import operations
from crm.calls.payloads import CallCard, CallEnded
from crm.calls.rules import CallReason
from models import CallTask, Interaction, Outbox, Seller, Staff, StaffGroup
from models.calls import CallOutcome
from models.interactions import Channel, Direction
from tests.support.builders import NOW, a_seller, a_staff_member

GROUP = -1001


@pytest.fixture
async def seller(session: AsyncSession) -> Seller:
    return await a_seller(session, phone="+6281234567890")


@pytest.fixture
async def staff(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Dewi")


async def pair(session: AsyncSession) -> None:
    session.add(StaffGroup(chat_id=GROUP, title="CS", paired_at=NOW))
    await session.flush()


async def ask(session: AsyncSession, seller: Seller) -> CallTask:
    return await operations.ask(
        session, seller=seller, followup_id=None, reason=CallReason.ASKED, now=NOW
    )


async def posted(session: AsyncSession, template: str) -> list[dict[str, Any]]:
    rows = await session.scalars(
        select(Outbox).where(col(Outbox.template) == template, col(Outbox.chat_id) == GROUP)
    )
    return [row.params for row in rows]


async def test_a_call_that_is_asked_for_gets_a_card(session: AsyncSession, seller: Seller) -> None:
    await pair(session)
    task = await ask(session, seller)
    [params] = await posted(session, "call_card")
    card = CallCard.load(params)
    assert (card.task_id, card.reason, card.asked_at) == (task.id, CallReason.ASKED, NOW)
    assert (card.seller.store, card.seller.phone) == (seller.store_name, "+6281234567890")


async def test_asking_twice_leaves_one_call(session: AsyncSession, seller: Seller) -> None:
    await pair(session)
    first, second = await ask(session, seller), await ask(session, seller)
    assert first.id == second.id
    assert len(await posted(session, "call_card")) == 1


async def test_cards_wait_until_a_group_is_paired(session: AsyncSession, seller: Seller) -> None:
    await ask(session, seller)
    assert await operations.post_cards(session, now=NOW) == 0
    await pair(session)
    assert await operations.post_cards(session, now=NOW) == 1
    assert await operations.post_cards(session, now=NOW) == 0
    assert len(await posted(session, "call_card")) == 1


async def test_closing_keeps_who_and_how_and_tells_the_card(
    session: AsyncSession, seller: Seller, staff: Staff
) -> None:
    await pair(session)
    task = await ask(session, seller)
    number = task.id or 0
    await operations.card_posted(session, task_id=number, message_id=77)
    later = NOW + timedelta(minutes=5)
    await operations.close(
        session, task_id=number, staff=staff, outcome=CallOutcome.REACHED, now=later
    )
    assert (task.done_at, task.done_by, task.outcome) == (later, staff.id, "reached")
    [params] = await posted(session, "call_ended")
    ended = CallEnded.load(params)
    assert (ended.message_id, ended.caller, ended.outcome) == (77, "Dewi", CallOutcome.REACHED)


async def test_a_call_is_an_interaction_by_phone(
    session: AsyncSession, seller: Seller, staff: Staff
) -> None:
    task = await ask(session, seller)
    await operations.close(
        session, task_id=task.id or 0, staff=staff, outcome=CallOutcome.NO_ANSWER, now=NOW
    )
    [line] = await session.scalars(select(Interaction))
    assert (line.channel, line.direction, line.kind) == (Channel.PHONE, Direction.OUT, "call")
    assert (line.seller_id, line.staff_id) == (seller.id, staff.id)
    assert line.data == {"task_id": task.id, "outcome": "no_answer"}


async def test_the_first_outcome_stays(
    session: AsyncSession, seller: Seller, staff: Staff
) -> None:
    task = await ask(session, seller)
    number = task.id or 0
    await operations.close(
        session, task_id=number, staff=staff, outcome=CallOutcome.REACHED, now=NOW
    )
    with pytest.raises(operations.CallAlreadyClosed):
        await operations.close(
            session, task_id=number, staff=staff, outcome=CallOutcome.WRONG_NUMBER, now=NOW
        )
    assert task.outcome == CallOutcome.REACHED


async def test_an_unknown_call_is_refused(session: AsyncSession, staff: Staff) -> None:
    with pytest.raises(operations.CallNotFound):
        await operations.close(
            session, task_id=404, staff=staff, outcome=CallOutcome.REACHED, now=NOW
        )
