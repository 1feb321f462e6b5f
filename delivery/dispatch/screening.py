"""Is an unasked message still wanted, and is this an hour for it? Asked just before it leaves."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from crm.followups import screening
from crm.followups.hours import Hours
from delivery.dispatch.claims import Due, end, postpone
from models.mail import OutboxState

log = structlog.get_logger()


async def screen(
    session: AsyncSession, rows: Sequence[Due], *, settings: Settings, now: datetime
) -> list[Due]:
    """Return the rows that may leave now; the others are moved to a better hour, or cancelled."""
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
