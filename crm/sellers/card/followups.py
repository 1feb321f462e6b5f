"""What a seller's card tells of the cadence they are in, and of what was said to them unasked."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.cadences.queries import Listed, all_cadences
from crm.followups.hours import zone_of
from crm.followups.letters import Answer, Letter
from crm.sellers.card.payloads import InCadence, TouchLine
from models import FollowUp, Touch
from models.followups import CadenceState


async def followed_up(
    session: AsyncSession, *, seller_id: int, limit: int
) -> tuple[InCadence | None, tuple[TouchLine, ...]]:
    """Return the cadence that a seller is in, and the last `limit` words, the last one first."""
    run = await session.scalar(
        select(FollowUp).where(
            col(FollowUp.seller_id) == seller_id, col(FollowUp.ended_at).is_(None)
        )
    )
    said = list(
        await session.scalars(
            select(Touch)
            .where(col(Touch.seller_id) == seller_id, col(Touch.sent_at).is_not(None))
            .order_by(col(Touch.sent_at).desc(), col(Touch.id).desc())
            .limit(limit)
        )
    )
    cadences = {one.plan.name: one for one in await all_cadences(session)} if run or said else {}
    lines = (_line(touch, cadences.get(touch.cadence or "")) for touch in said)
    return _run(run, cadences.get(run.cadence)) if run else None, tuple(lines)


def _run(run: FollowUp, cadence: Listed | None) -> InCadence:
    midnight = datetime.combine(run.day, time(), zone_of(run.zone))
    return InCadence(
        followup_id=run.id or 0,
        cadence=run.cadence,
        runs=cadence is not None and cadence.state is CadenceState.ACTIVE,
        watched=run.control,
        entered_at=run.entered_at,
        letter=_letter(cadence, run.step),
        due=midnight + timedelta(minutes=run.minute),
        zone=zone_of(run.zone).key,
    )


def _line(touch: Touch, cadence: Listed | None) -> TouchLine:
    answer = touch.answer
    return TouchLine(
        at=touch.sent_at or touch.planned_at,
        channel=touch.channel,
        source=touch.source,
        letter=_letter(cadence, touch.step),
        answer=Answer(answer) if answer in set(Answer) else None,
    )


def _letter(cadence: Listed | None, step: str | None) -> Letter | None:
    found = cadence.plan.step(step) if cadence and step else None
    return found.letter if found else None
