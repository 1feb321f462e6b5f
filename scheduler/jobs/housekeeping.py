"""Forget what nobody needs any more."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.clock import SystemClock
from core.services import Services
from core.storage import Storage
from crm.attachments import operations as attachments
from crm.interpreting import orders as interpreting
from crm.uploads import keeping
from models import Inbox
from models.mail import InboxState

log = structlog.get_logger()

KEEP = timedelta(days=7)
CHUNK = 5_000
"""Rows looked at in one run: a short transaction, and still over a million a day."""
FILES = 50
"""Files deleted in one run: they may be large."""
EMPTY = timedelta(days=30)
"""So long a draft waits in which nothing was answered."""
LISTINGS = 500
"""Listings and photos seen to in one run."""
UNSETTLED = timedelta(days=1)
"""A picture is in the storage before its row says so; none is looked at for longer."""
ROUND = timedelta(minutes=5)
"""Each folder of the storage has its turn; the last of the 256 comes after 21 hours."""


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


async def lapse_interpreting(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Forget translations and transcriptions that nobody made in time."""
    lapsed = await interpreting.lapse(session, now=now)
    if lapsed:
        log.info("interpreting_lapsed", count=lapsed)


async def clear_uploads(session: AsyncSession, services: Services, now: datetime) -> None:  # noqa: ARG001 - every job takes the services
    """Throw away drafts that stayed empty, and forget what was thrown away, by sellers too.

    Their pictures go with a later round, where no other photo has them.
    """
    empty = await keeping.discard_empty(session, before=now - EMPTY, limit=LISTINGS, now=now)
    cleared = await keeping.empty_discarded(session, before=now - KEEP, limit=LISTINGS)
    removed = await keeping.forget_removed(session, before=now - KEEP, limit=LISTINGS)
    if empty or cleared or removed:
        log.info("uploads_cleared", empty=empty, discarded=cleared, photos=removed)


async def clear_pictures(services: Services, now: datetime) -> None:
    """Delete the pictures of one of the storage's folders that no photo has.

    A file's age is the machine's time, whatever Sapa's own clock says.
    """
    storage = Storage.of(services.settings)
    before = SystemClock().now() - UNSETTLED
    folder = f"{int(now.timestamp() // ROUND.total_seconds()) % 256:02x}"
    await storage.tidy(folder, before=before)
    old = await storage.old(folder, before=before)
    async with services.database.reading() as session:
        used = await keeping.used(session, old)
    deleted = await storage.discard(set(old) - used, before=before)
    if deleted:
        log.info("pictures_deleted", folder=folder, count=deleted)
