"""Messages whose sender died with them in hand."""

from collections.abc import Collection
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.payload import Delivery
from models import Outbox
from models.interactions import Channel
from models.mail import OutboxState
from models.types import stated
from views.rendering import templates

log = structlog.get_logger()


async def reap(
    session: AsyncSession,
    *,
    expired_before: datetime | None,
    except_for: Collection[int],
    channel: Channel = Channel.TELEGRAM,
) -> int:
    """Free messages whose lease ended before `expired_before` (None: all); return how many wait.

    Those in `except_for` are in this process's own hands. A message that must not arrive twice is
    set aside as `unknown`, since its dead sender may have delivered it.
    """
    query = select(Outbox).where(
        stated(col(Outbox.state), OutboxState.SENDING), col(Outbox.channel) == channel
    )
    if expired_before is not None:
        query = query.where(col(Outbox.lease_until) < expired_before)
    rows = [row for row in await session.scalars(query) if row.id not in except_for]
    once = {name for name, kind in templates().items() if kind.delivery is Delivery.AT_MOST_ONCE}
    again = [row.id for row in rows if row.template not in once]
    lost = [row.id for row in rows if row.template in once]
    await _set(session, again, OutboxState.WAITING)
    await _set(session, lost, OutboxState.UNKNOWN)
    if rows:
        log.info("leases_reaped", again=len(again), unknown=len(lost))
    return len(again)


async def extend(session: AsyncSession, outbox_id: int, *, until: datetime) -> None:
    """Keep a message in hand for longer than others."""
    await session.execute(
        update(Outbox).where(col(Outbox.id) == outbox_id).values(lease_until=until)
    )


async def _set(session: AsyncSession, ids: list[int | None], state: OutboxState) -> None:
    if ids:
        await session.execute(
            update(Outbox).where(col(Outbox.id).in_(ids)).values(state=state, lease_until=None)
        )
