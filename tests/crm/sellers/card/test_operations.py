import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls import outcomes
from crm.calls.cards import Caller
from crm.calls.payloads import CallCard
from crm.calls.rules import CallReason
from crm.sellers.card import operations
from crm.sellers.card.operations import CallWaits
from models import CallTask, Interaction, Seller
from models.calls import CallOutcome
from models.interactions import Direction
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.tickets import GROUP, a_desk, posted


async def a_logged(session: AsyncSession, seller: Seller, kind: str) -> None:
    row = Interaction(
        at=NOW,
        direction=Direction.OUT,
        kind=kind,
        chat_id=GROUP,
        message_id=9,
        seller_id=seller.id,
    )
    session.add(row)
    await session.flush()


async def test_holding_leads_to_the_store_of_today(session: AsyncSession) -> None:
    kept = await a_seller(session)
    old = await a_seller(session, merged_into=kept.id)

    assert await operations.hold(session, old.id or 0) is kept
    assert await operations.hold(session, kept.id or 0) is kept
    assert await operations.hold(session, 98765) is None


async def test_holding_loses_nothing_that_was_changed_before(session: AsyncSession) -> None:
    seller = await a_seller(session)
    seller.proactive = False

    held = await operations.hold(session, seller.id or 0)

    assert held is seller
    assert not seller.proactive


async def test_a_call_gets_its_card_once(session: AsyncSession) -> None:
    await a_desk(session)
    seller = await a_seller(session)

    await operations.ask_for_call(session, seller=seller, now=NOW)
    with pytest.raises(CallWaits):
        await operations.ask_for_call(session, seller=seller, now=NOW)

    [card] = await posted(session, CallCard)
    assert (card.reason, card.seller.store) == (CallReason.STAFF, seller.store_name)


async def test_a_call_that_ended_may_be_asked_for_again(session: AsyncSession) -> None:
    await a_desk(session)
    dewi = await a_staff_member(session)
    seller = await a_seller(session)
    await operations.ask_for_call(session, seller=seller, now=NOW)
    task = (await session.scalars(select(CallTask))).one()
    solved = CallOutcome.SOLVED
    await outcomes.close(
        session, task_id=task.id or 0, caller=Caller(dewi), outcome=solved, now=NOW
    )

    await operations.ask_for_call(session, seller=seller, now=NOW)

    assert len(await posted(session, CallCard)) == 2


async def test_a_prompt_and_a_note_tell_whom_they_are_about(session: AsyncSession) -> None:
    kept = await a_seller(session)
    old = await a_seller(session, merged_into=kept.id)
    place = {"chat_id": GROUP, "message_id": 9}
    assert await operations.asked_about(session, **place) is None

    await a_logged(session, old, "note_prompt")
    assert await operations.asked_about(session, **place) is kept
    assert await operations.noted_about(session, **place) is None

    await a_logged(session, kept, "seller_note")
    assert await operations.noted_about(session, **place) is kept
    assert await operations.asked_about(session, chat_id=5, message_id=9) is None
