from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls import operations
from crm.calls.payloads import CallCard
from crm.calls.rules import CallReason
from models import CallTask, Outbox, Seller
from tests.support.builders import NOW
from tests.support.calls import GROUP, a_cadence_call, a_desk, a_running


async def ask(session: AsyncSession, seller: Seller) -> CallTask:
    return await operations.ask(
        session, seller=seller, touch_id=None, reason=CallReason.ASKED, now=NOW
    )


async def posted(session: AsyncSession, template: str) -> list[dict[str, Any]]:
    rows = await session.scalars(
        select(Outbox).where(col(Outbox.template) == template, col(Outbox.chat_id) == GROUP)
    )
    return [row.params for row in rows]


async def test_a_call_that_is_asked_for_gets_a_card(session: AsyncSession, seller: Seller) -> None:
    await a_desk(session)
    task = await ask(session, seller)
    [params] = await posted(session, "call_card")
    card = CallCard.load(params)
    assert (card.task_id, card.reason, card.asked_at) == (task.id, CallReason.ASKED, NOW)
    assert (card.seller.store, card.seller.phone) == (seller.store_name, "+6281234567890")


async def test_asking_twice_leaves_one_call(session: AsyncSession, seller: Seller) -> None:
    await a_desk(session)
    first, second = await ask(session, seller), await ask(session, seller)
    assert first.id == second.id
    assert len(await posted(session, "call_card")) == 1


async def test_who_asks_is_not_lost_in_what_a_cadence_wants(
    session: AsyncSession, seller: Seller
) -> None:
    await a_desk(session)
    cadences = await a_cadence_call(session, seller, plan=await a_running(session))

    task = await ask(session, seller)

    assert task.id != cadences.id
    assert len(await posted(session, "call_card")) == 1


async def test_cards_wait_until_a_group_is_paired(session: AsyncSession, seller: Seller) -> None:
    await ask(session, seller)
    assert await operations.post_cards(session, now=NOW) == 0
    await a_desk(session)
    assert await operations.post_cards(session, now=NOW) == 1
    assert await operations.post_cards(session, now=NOW) == 0
    assert len(await posted(session, "call_card")) == 1


async def test_what_a_cadence_wants_gets_no_card(session: AsyncSession, seller: Seller) -> None:
    await a_desk(session)
    await a_cadence_call(session, seller, plan=await a_running(session))
    assert await operations.post_cards(session, now=NOW) == 0
    assert not await posted(session, "call_card")
