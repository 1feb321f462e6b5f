from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls import operations
from crm.calls.cards import Caller
from crm.calls.holding import take
from crm.calls.listing import Filters, listed
from crm.calls.rules import STALE, CallReason
from crm.calls.withdrawing import withdraw
from crm.followups.cadences.plans import Stop
from models import Cadence, FollowUp, Seller, Staff, Touch
from models.calls import CallOutcome
from models.followups import CadenceState, Ending, TouchState
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.cadences import a_plan
from tests.support.calls import HOURS, a_cadence_call, a_running, again, touch_of

PLAN = a_plan(stops=frozenset(Stop) - {Stop.LINKED})


async def are_listed(session: AsyncSession) -> list[int]:
    await session.flush()
    shown = await listed(session, filters=Filters(), hours=HOURS, now=NOW)
    return [line.task_id for line in shown.lines]


def opted_out(seller: Seller) -> None:
    seller.proactive = False


def logged_in(seller: Seller) -> None:
    seller.last_login = NOW


def gained_a_product(seller: Seller) -> None:
    seller.products += 1


def sold(seller: Seller) -> None:
    seller.transactions += 1


def went(seller: Seller) -> None:
    seller.gone_at = NOW


def has_no_number(seller: Seller) -> None:
    seller.phone = None


def has_a_wrong_number(seller: Seller) -> None:
    seller.wrong_phone = seller.phone


GONE = (opted_out, logged_in, gained_a_product, sold, went, has_no_number, has_a_wrong_number)


@pytest.mark.parametrize("happens", GONE, ids=lambda one: one.__name__)
async def test_a_call_whose_reason_is_gone_is_not_listed_and_let_go(
    session: AsyncSession, seller: Seller, happens: Callable[[Seller], None]
) -> None:
    task = await a_cadence_call(session, seller, plan=await a_running(session, PLAN))
    assert await are_listed(session) == [task.id]

    happens(seller)

    assert await are_listed(session) == []
    assert await withdraw(session, now=NOW) == 1
    task = await again(session, task)
    assert (task.done_at, task.outcome) == (NOW, CallOutcome.WITHDRAWN)
    assert (await touch_of(session, task)).state is TouchState.DROPPED
    assert await withdraw(session, now=NOW) == 0


async def test_a_seller_with_a_ticket_or_an_answer_is_not_called(
    session: AsyncSession, seller: Seller
) -> None:
    plan = await a_running(session, PLAN)
    other = await a_seller(session)
    task = await a_cadence_call(session, seller, plan=plan)
    answered = await a_cadence_call(session, other, plan=plan)
    await a_ticket(session, seller=seller)
    session.add(
        Touch(
            seller_id=other.id or 0,
            source=(await touch_of(session, answered)).source,
            followup_id=(await touch_of(session, answered)).followup_id,
            step="before",
            state=TouchState.ANSWERED,
            planned_at=NOW,
        )
    )

    assert await are_listed(session) == []
    assert await withdraw(session, now=NOW) == 2
    assert (await again(session, task)).outcome is CallOutcome.WITHDRAWN


@pytest.mark.parametrize(
    ("run", "stays"),
    [
        ({}, True),
        ({"ended_at": NOW, "ending": Ending.FINISHED}, True),
        ({"ended_at": NOW, "ending": Ending.ANSWERED}, False),
        ({"ended_at": NOW, "ending": Ending.WITHDRAWN}, False),
    ],
)
async def test_a_store_that_left_its_cadence_is_not_called_unless_all_was_said(
    session: AsyncSession, seller: Seller, run: dict[str, Any], *, stays: bool
) -> None:
    plan = await a_running(session, PLAN)
    await a_cadence_call(session, seller, plan=plan, followup=run)
    assert bool(await are_listed(session)) is stays
    assert await withdraw(session, now=NOW) == (not stays)


@pytest.mark.parametrize(
    ("state", "let_go"), [(CadenceState.PAUSED, 0), (CadenceState.RETIRED, 1)]
)
async def test_calls_of_a_paused_cadence_wait_and_those_of_a_retired_one_go(
    session: AsyncSession, seller: Seller, state: CadenceState, let_go: int
) -> None:
    plan = await a_running(session, PLAN)
    await a_cadence_call(session, seller, plan=plan)
    (await session.get_one(Cadence, plan.name)).state = state

    assert await are_listed(session) == []
    assert await withdraw(session, now=NOW) == let_go


async def test_what_was_asked_for_stays_and_takes_the_place_of_a_cadences_call(
    session: AsyncSession, seller: Seller
) -> None:
    await a_cadence_call(session, seller, plan=await a_running(session, PLAN))
    asked = await operations.ask(
        session, seller=seller, touch_id=None, reason=CallReason.ASKED, now=NOW
    )
    opted_out(seller)

    assert await are_listed(session) == [asked.id]
    assert await withdraw(session, now=NOW) == 1
    assert (await again(session, asked)).done_at is None


async def test_a_seller_has_one_call_the_newest(session: AsyncSession, seller: Seller) -> None:
    plan = await a_running(session, PLAN)
    ended = {"ended_at": NOW, "ending": Ending.FINISHED}
    await a_cadence_call(session, seller, plan=plan, followup=ended)
    newer = await a_cadence_call(session, seller, plan=plan)
    assert await are_listed(session) == [newer.id]


async def test_nobody_knows_after_two_weeks_why_to_call(
    session: AsyncSession, seller: Seller
) -> None:
    stale = NOW - STALE - timedelta(minutes=1)
    await a_cadence_call(session, seller, plan=await a_running(session, PLAN), call_at=stale)
    assert await are_listed(session) == []
    assert await withdraw(session, now=NOW) == 1


async def test_a_call_that_is_being_made_is_not_taken_away(
    session: AsyncSession, seller: Seller, dewi: Staff
) -> None:
    task = await a_cadence_call(session, seller, plan=await a_running(session, PLAN))
    await take(session, task_id=task.id or 0, caller=Caller(dewi), now=NOW)
    logged_in(seller)
    await session.flush()
    assert await withdraw(session, now=NOW) == 0
    assert await withdraw(session, now=NOW + timedelta(hours=1)) == 1


async def test_a_call_whose_run_is_not_kept_goes(session: AsyncSession, seller: Seller) -> None:
    task = await a_cadence_call(session, seller, plan=await a_running(session, PLAN))
    run = await session.get_one(FollowUp, (await touch_of(session, task)).followup_id)
    await session.delete(run)
    assert await are_listed(session) == []
    assert await withdraw(session, now=NOW) == 1
