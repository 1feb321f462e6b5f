"""Forget what nobody needs any more."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.services import Services
from crm.attachments import operations as attachments
from models import Inbox
from models.mail import InboxState

log = structlog.get_logger()

KEEP = timedelta(days=7)
CHUNK = 5_000
"""Rows looked at in one run: a short transaction, and still over a million a day."""
FILES = 50
"""Files deleted in one run: they may be large."""


async def prune_inbox(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Delete the oldest handled updates, as far as they are past keeping.

    Update ids rise with time, so the chunk is a range of the primary key and the rest is not read.
    Updates that failed stay for staff to see.
    """
    oldest = (
        select(col(Inbox.update_id), col(Inbox.received_at))
        .where(col(Inbox.state) == InboxState.DONE)
        .order_by(col(Inbox.update_id))
        .limit(CHUNK)
        .subquery()
    )
    old = select(oldest.c.update_id).where(oldest.c.received_at < now - KEEP)
    connection = await session.connection()
    pruned: CursorResult[tuple[()]] = await connection.execute(
        delete(Inbox).where(col(Inbox.update_id).in_(old))
    )
    if pruned.rowcount:
        log.info("inbox_pruned", count=pruned.rowcount)


async def prune_attachments(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Forget the oldest files that were sent, as far as they are past keeping."""
    forgotten = await attachments.forget(session, before=now - KEEP, limit=FILES)
    if forgotten:
        log.info("attachments_pruned", count=forgotten)
