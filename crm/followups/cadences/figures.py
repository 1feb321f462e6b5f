"""How the cadences stand: for any number of stores a few statements, each served by an index."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.cadences.payloads import Figures
from models import CallTask, FollowUp, Touch

LATELY = timedelta(days=7)


async def figures(session: AsyncSession, *, now: datetime) -> Mapping[str, Figures]:
    """Return how each cadence stands, by its name; one of which nothing is known is left out."""
    running, watched = await _running(session)
    said, calls = await _said(session, now - LATELY), await _calls(session)
    return {
        name: Figures(running[name], watched[name], said[name], calls[name])
        for name in running.keys() | said.keys() | calls.keys()
    }


async def _running(session: AsyncSession) -> tuple[Counter[str], Counter[str]]:
    """Count the stores that are in each, and those of them that are only watched."""
    rows = await session.execute(
        select(col(FollowUp.cadence), col(FollowUp.control), func.count())
        .where(col(FollowUp.ended_at).is_(None))
        .group_by(col(FollowUp.cadence), col(FollowUp.control))
    )
    running, watched = Counter[str](), Counter[str]()
    for cadence, is_watched, stores in rows:
        running[cadence] += stores
        watched[cadence] += stores if is_watched else 0
    return running, watched


async def _said(session: AsyncSession, since: datetime) -> Counter[str]:
    rows = await session.execute(
        select(col(Touch.cadence), func.count())
        .where(col(Touch.cadence).is_not(None), col(Touch.sent_at) > since)
        .group_by(col(Touch.cadence))
    )
    return Counter({cadence: words for cadence, words in rows if cadence is not None})


async def _calls(session: AsyncSession) -> Counter[str]:
    rows = await session.execute(
        select(col(Touch.cadence), func.count())
        .select_from(CallTask)
        .join(Touch, col(Touch.id) == col(CallTask.touch_id))
        .where(col(CallTask.done_at).is_(None), col(Touch.cadence).is_not(None))
        .group_by(col(Touch.cadence))
    )
    return Counter({cadence: calls for cadence, calls in rows if cadence is not None})
