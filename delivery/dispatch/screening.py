"""Is what nobody asked for just now still wanted, at this hour? Asked just before it leaves."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from crm.followups import screening
from crm.followups.hours import Hours
from crm.tickets import waiting
from crm.tickets.waiting import TIMED
from delivery.dispatch.claims import Due
from delivery.dispatch.fates import end, postpone
from models.mail import OutboxState

log = structlog.get_logger()


async def screen(
    session: AsyncSession, rows: Sequence[Due], *, settings: Settings, now: datetime
) -> list[Due]:
    """Return the rows that may leave now; the others are moved to a better hour, or cancelled."""
    rows = await _screen_reports(session, rows, settings=settings, now=now)
    unasked = {row.touch_id: row.id for row in rows if row.touch_id is not None}
    if not unasked:
        return list(rows)
    found = await screening.screen(session, unasked, hours=Hours.of(settings), now=now)
    await postpone(session, {unasked[touch]: due for touch, due in found.moved.items()})
    moot = [unasked[touch] for touch in found.dropped]
    if moot:
        await end(session, moot, state=OutboxState.CANCELLED, reason="the reason was gone")
    if moot or found.moved:
        log.info("unasked_held", moved=len(found.moved), cancelled=len(moot))
    return [row for row in rows if row.touch_id is None or row.touch_id in found.leaving]


async def _screen_reports(
    session: AsyncSession, rows: Sequence[Due], *, settings: Settings, now: datetime
) -> Sequence[Due]:
    """Do the same with words about a seller's own report, which has its own reasons."""
    timed = {row.id: (row.ticket_id, row.template) for row in rows if row.template in TIMED}
    if not timed:
        return rows
    found = await waiting.screen(session, timed, hours=Hours.of(settings), now=now)
    await postpone(session, found.moved)
    if found.dropped:
        await end(
            session,
            list(found.dropped),
            state=OutboxState.CANCELLED,
            reason="the reason was gone",
        )
    held = found.dropped | found.moved.keys()
    return [row for row in rows if row.id not in held]
