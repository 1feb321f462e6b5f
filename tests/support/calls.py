"""Calls for tests: asked for, or wanted by a cadence that is under way."""

from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls.rules import CallReason
from crm.followups.cadences.plans import CadencePlan
from crm.followups.cadences.publishing import publish
from crm.followups.hours import Hours
from crm.followups.letters import Letter
from crm.outbox.payload import Payload
from models import Cadence, CallTask, FollowUp, Outbox, Seller, StaffGroup, Touch
from models.followups import CadenceState, TouchSource
from models.interactions import Channel
from tests.support.builders import NOW
from tests.support.cadences import a_plan

GROUP = -1001
HOURS = Hours(holidays=())
P = TypeVar("P", bound=Payload)


async def a_desk(session: AsyncSession) -> None:
    """Pair a group."""
    session.add(StaffGroup(chat_id=GROUP, title="CS", paired_at=NOW))
    await session.flush()


async def a_running(session: AsyncSession, plan: CadencePlan | None = None) -> CadencePlan:
    """Publish a cadence that runs."""
    plan = plan or a_plan()
    await publish(session, [plan], now=NOW)
    cadence = await session.get_one(Cadence, plan.name)
    cadence.state = CadenceState.ACTIVE
    await session.flush()
    return plan


async def a_cadence_call(
    session: AsyncSession,
    seller: Seller,
    *,
    plan: CadencePlan,
    letter: Letter = Letter.SLIPPING,
    followup: dict[str, Any] | None = None,
    **facts: Any,  # noqa: ANN401 - columns
) -> CallTask:
    """Let a cadence want a call to a store that entered it yesterday."""
    run = FollowUp(
        seller_id=seller.id or 0,
        cadence=plan.name,
        entered_at=NOW - timedelta(days=1),
        step=None,
        zone=seller.zone,
        day=date(2026, 11, 30),
        minute=600,
        products=seller.products,
        transactions=seller.transactions,
        **(followup or {}),
    )
    session.add(run)
    await session.flush()
    touch = Touch(
        seller_id=seller.id or 0,
        source=TouchSource.CADENCE,
        followup_id=run.id,
        cadence=plan.name,
        step=plan.steps[0].name,
        channel=Channel.PHONE,
        planned_at=NOW,
    )
    session.add(touch)
    await session.flush()
    plausible: dict[str, Any] = {
        "seller_id": seller.id,
        "touch_id": touch.id,
        "reason": CallReason.FOLLOW_UP.value,
        "letter": letter.value,
        "created_at": NOW,
        "call_at": NOW,
    }
    task = CallTask(**(plausible | facts))
    session.add(task)
    await session.flush()
    return task


async def told(session: AsyncSession, kind: type[P]) -> list[P]:
    """Return the payloads of a kind that were posted, the first one first."""
    rows = await session.scalars(
        select(Outbox).where(col(Outbox.template) == kind.template).order_by(col(Outbox.id))
    )
    return [kind.load(row.params) for row in rows]


async def touch_of(session: AsyncSession, task: CallTask) -> Touch:
    """Return a call's touch as it is now."""
    await session.flush()
    return await session.get_one(Touch, task.touch_id, populate_existing=True)


async def again(session: AsyncSession, task: CallTask) -> CallTask:
    """Return a call as it is now."""
    await session.flush()
    return await session.get_one(CallTask, task.id, populate_existing=True)
