"""Tell staff once a workday how many calls there are: cadences may want thousands."""

from collections.abc import Container
from datetime import date, datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls import listing
from crm.calls.rules import is_workday
from crm.followups.holidays import public_holidays
from crm.outbox.operations import post_once
from crm.staff.queries import group


async def post_digest(
    session: AsyncSession,
    *,
    zone: tzinfo,
    now: datetime,
    holidays: Container[date] | None = None,
) -> bool:
    """Post the morning's count to the desk, once a workday of `zone`; tell whether it was.

    Where no call waits nothing is said.
    """
    today = now.astimezone(zone).date()
    free = public_holidays() if holidays is None else holidays
    desk = await group(session)
    if desk is None or not is_workday(today, free):
        return False
    counted = await listing.digest(session, now=now)
    if counted is None:
        return False
    return await post_once(
        session, counted, dedupe_key=f"calls:{today}", chat_id=desk.chat_id, now=now
    )
