"""Is an unasked message still wanted, and is this an hour for it? Asked just before it leaves."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.settings import Settings
from crm.followups import operations as followups
from crm.followups import rules
from crm.followups.holidays import public_holidays
from crm.followups.payloads import Nudge
from crm.followups.queries import still_due
from delivery.dispatch.claims import Due, end, postpone
from models import Seller
from models.mail import OutboxState
from views.rendering import templates

log = structlog.get_logger()


async def screen(
    session: AsyncSession, rows: Sequence[Due], *, settings: Settings, now: datetime
) -> list[Due]:
    """Return the rows that may leave now; the others are moved to a better hour, or cancelled."""
    unasked = [row for row in rows if _is_unasked(row)]
    if not unasked:
        return list(rows)
    moved = await _outside_hours(session, unasked, now)
    moot = await _moot(session, [r for r in unasked if r.id not in moved], settings, now)
    await postpone(session, moved)
    if moot:
        await end(session, moot, state=OutboxState.CANCELLED, reason="the reason was gone")
    held = {*moved, *moot}
    if held:
        log.info("unasked_held", moved=len(moved), cancelled=len(moot))
    return [row for row in rows if row.id not in held]


def _is_unasked(row: Due) -> bool:
    kind = templates().get(row.template)
    return kind is not None and kind.proactive


async def _outside_hours(
    session: AsyncSession, rows: Sequence[Due], now: datetime
) -> dict[int, datetime]:
    ids = {row.seller_id for row in rows}
    found = await session.execute(
        select(col(Seller.id), col(Seller.zone)).where(col(Seller.id).in_(ids))
    )
    zones = {row.id: row.zone for row in found}
    holidays = public_holidays()
    better = {
        row.id: rules.may_send_now(
            now,
            zones.get(row.seller_id, rules.DEFAULT_ZONE),
            holidays,
            seller_id=row.seller_id or 0,
        )
        for row in rows
    }
    return {row_id: due for row_id, due in better.items() if due is not None}


async def _moot(
    session: AsyncSession, rows: Sequence[Due], settings: Settings, now: datetime
) -> list[int]:
    """Return the ids of nudges whose reason is gone, and note it on their follow-ups."""
    about = {row.params["followup_id"]: row for row in rows if row.template == Nudge.template}
    if not about:
        return []
    wanted = await still_due(session, list(about), now=now, silent_days=settings.silent_days)
    gone = {number: row.id for number, row in about.items() if number not in wanted}
    await followups.drop(session, followup_ids=list(gone))
    return list(gone.values())
