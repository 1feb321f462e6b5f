"""Order what sources have, and remind staff of a pull that did not come."""

from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from core.sql import insert_into
from crm.imports.orders.operations import order
from crm.imports.orders.rules import first_state
from crm.imports.sources import queries
from crm.imports.sources.payloads import PullMissing
from crm.imports.sources.rules import Address, is_missed, week_began
from crm.outbox.operations import post_once
from crm.staff.queries import group
from models import ImportOrder
from models.imports import ImportSource


async def order_addresses(
    session: AsyncSession, *, hosts: Mapping[Address, str], profile: str | None, now: datetime
) -> int:
    """Order what stands at each address, unless it still waits from the last time.

    Returns how many orders were made.
    """
    waiting = await queries.open_places(session, source=ImportSource.URL)
    new = {address: host for address, host in hosts.items() if address not in waiting}
    for address, host in new.items():
        await order(
            session,
            source=ImportSource.URL,
            place=address,
            file_name=host,
            profile=profile,
            now=now,
        )
    return len(new)


async def order_files(
    session: AsyncSession,
    *,
    files: Sequence[tuple[str, str]],
    profile: str | None,
    now: datetime,
) -> None:
    """Order files of the watched folder, each a name and a mark; what was ordered stays so."""
    rows = [
        {
            "source": ImportSource.FOLDER,
            "place": name,
            "mark": mark,
            "file_name": name,
            "profile": profile,
            "forced": False,
            "state": first_state(ImportSource.FOLDER),
            "attempts": 0,
            "created_at": now,
            "updated_at": now,
        }
        for name, mark in files
    ]
    await session.execute(insert_into(session, ImportOrder).on_conflict_do_nothing(), rows)


async def remind(
    session: AsyncSession,
    *,
    due: datetime | None,
    now: datetime,
    zone: ZoneInfo,
    holidays: Container[date],
) -> bool:
    """Tell the desk that nobody has pulled sellers this week: once a week, on no holiday.

    Nothing is missed before `due`, the first time in the week at which staff want to be told.
    Returns whether they were.
    """
    if not is_missed(due, now=now, zone=zone, holidays=holidays):
        return False
    monday, desk = week_began(now, zone), await group(session)
    if desk is None or await queries.is_pulled(session, since=monday):
        return False
    return await post_once(
        session,
        PullMissing(last=await queries.last_pull(session)),
        dedupe_key=f"pull_missing:{monday:%Y-%m-%d}",
        chat_id=desk.chat_id,
        now=now,
    )
