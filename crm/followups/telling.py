"""Write what a step says: a touch for each store, and with it a message, a letter or a call."""

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.sql import insert_into, json_of
from crm.calls.rules import CallReason
from crm.followups.cadences.plans import CadencePlan, StepPlan
from crm.followups.letters import Letter
from crm.followups.listings import resting_draft
from crm.followups.payloads import FollowUpMessage
from crm.followups.verdicts import CHANNEL, DUE
from models import CallTask, FollowUp, Outbox, Seller, Touch
from models.followups import TouchSource, TouchState
from models.interactions import Channel
from models.mail import OutboxState

_NO_CHAT = 0


async def tell(session: AsyncSession, plan: CadencePlan, step: StepPlan, *, now: datetime) -> None:
    """Write what the step says, by the channel that was decided on."""
    touches = select(
        col(FollowUp.seller_id),
        literal(TouchSource.CADENCE.value),
        col(FollowUp.id),
        col(FollowUp.cadence),
        col(FollowUp.step),
        DUE.c.channel,
        literal(TouchState.WAITING.value),
        literal(now, UTCDateTime()),
    ).join(DUE, DUE.c.followup_id == col(FollowUp.id))
    rows = touches.where(
        DUE.c.cadence == plan.name, DUE.c.step == step.name, told().is_not(None), is_as_decided()
    )
    into = ["seller_id", "source", "followup_id", "cadence", "step", "channel", "state"]
    await session.execute(
        insert_into(session, Touch)
        .from_select([*into, "planned_at"], rows.order_by(col(FollowUp.id)))
        .on_conflict_do_nothing()
    )
    await session.execute(
        insert_into(session, Outbox)
        .from_select(_MESSAGE, _messages(plan, step, now))
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )
    if Channel.PHONE in step.channels:
        await session.execute(insert(CallTask).from_select(_CALL, _calls(plan, step, now)))


_MESSAGE = [
    "due", "priority", "channel", "chat_id", "seller_id", "touch_id", "template", "params",
    "dedupe_key", "state", "attempts", "created_at",
]  # fmt: skip
_CALL = ["seller_id", "touch_id", "reason", "letter", "created_at", "call_at", "tries"]


def _messages(plan: CadencePlan, step: StepPlan, now: datetime) -> Select[*tuple[Any, ...]]:
    """Return a message or a letter for each new touch of a step."""
    number = cast(col(Touch.id), String)
    moment = literal(now, UTCDateTime())
    is_letter = col(Touch.channel) == Channel.EMAIL
    return (
        select(
            moment,
            literal(int(FollowUpMessage.priority)),
            col(Touch.channel),
            case((is_letter, _NO_CHAT), else_=col(Seller.chat_id)),
            col(Touch.seller_id),
            col(Touch.id),
            literal(FollowUpMessage.template),
            json_of('{"touch_id": ', number, *_said(step)),
            literal("touch:") + number,
            literal(OutboxState.WAITING.value),
            literal(0),
            moment,
        )
        .join(Seller, col(Seller.id) == col(Touch.seller_id))
        .where(_is_new(plan, step, now), col(Touch.channel) != Channel.PHONE)
        .order_by(col(Touch.id))
    )


def _said(step: StepPlan) -> tuple[ColumnElement[Any] | str, ...]:
    """Return the rest of the message's JSON: the same for all, but for the listing it is about."""
    rest = FollowUpMessage(0, step.letter, step.answers).params()
    del rest["touch_id"], rest["draft"]
    same = orjson.dumps(rest).decode()[1:-1]
    if step.letter is not Letter.UNFINISHED_LISTING:
        return (f", {same}}}",)
    return f', {same}, "draft": ', resting_draft(), "}"


def _calls(plan: CadencePlan, step: StepPlan, now: datetime) -> Select[*tuple[Any, ...]]:
    """Return a call for staff to make for each new touch of a step."""
    moment = literal(now, UTCDateTime())
    return (
        select(
            col(Touch.seller_id),
            col(Touch.id),
            literal(CallReason.FOLLOW_UP.value),
            literal(step.letter.value),
            moment,
            moment,
            literal(0),
        )
        .where(_is_new(plan, step, now), col(Touch.channel) == Channel.PHONE)
        .order_by(col(Touch.id))
    )


def _is_new(plan: CadencePlan, step: StepPlan, now: datetime) -> ColumnElement[bool]:
    """Return whether a touch was made a moment ago, of this step."""
    own = select(DUE.c.followup_id).where(DUE.c.cadence == plan.name, DUE.c.step == step.name)
    return and_(
        col(Touch.followup_id).in_(own),
        col(Touch.step) == step.name,
        col(Touch.state) == TouchState.WAITING,
        col(Touch.planned_at) == literal(now, UTCDateTime()),
    )


def told() -> ColumnElement[Any]:
    """Return by which channel something is said now; NULL where nothing is."""
    silent = or_(DUE.c.ending.is_not(None), DUE.c.later)
    return case((silent, literal(None, CHANNEL)), else_=DUE.c.channel)


def is_as_decided() -> ColumnElement[bool]:
    """Return whether a follow-up is still where it was when it was decided about."""
    same = or_(
        col(FollowUp.step) == DUE.c.step, and_(col(FollowUp.step).is_(None), DUE.c.step.is_(None))
    )
    return and_(col(FollowUp.ended_at).is_(None), same)
