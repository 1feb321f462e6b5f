"""Messages whose sender died with them in hand."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.services import Services
from crm.outbox.payload import Delivery
from models import Outbox
from models.interactions import Channel
from models.mail import OutboxState
from models.types import stated
from views.rendering import templates

log = structlog.get_logger()

REAP_EVERY = 15.0
LEASE = timedelta(seconds=60)
"""Longer than the slowest sending (§ request timeouts), so that nobody sends it a second time."""


class Reaper:
    """Frees what died in its sender's hands, now and then."""

    def __init__(
        self,
        services: Services,
        *,
        channel: Channel,
        in_hand: Collection[int],
        freed: Callable[[], None],
    ) -> None:
        """Leave what is `in_hand` here, and tell `freed` that there is work."""
        self._services = services
        self._channel = channel
        self._in_hand = in_hand
        self._freed = freed

    async def take_over(self) -> None:
        """Take up what a killed process left; with SQLite there is no other process to mind."""
        await self._reap(everything=self._services.database.is_sqlite)

    async def run(self) -> None:
        """Look for expired leases for ever."""
        while True:
            await asyncio.sleep(REAP_EVERY)
            try:
                await self._reap(everything=False)
            except (OperationalError, InterfaceError) as error:
                log.warning("database_unavailable", error=type(error.orig).__name__)

    async def _reap(self, *, everything: bool) -> None:
        before = None if everything else self._services.clock.now()
        async with self._services.database.transaction() as session:
            freed = await reap(
                session,
                channel=self._channel,
                expired_before=before,
                except_for=self._in_hand,
            )
        if freed:
            self._freed()


async def reap(
    session: AsyncSession,
    *,
    channel: Channel,
    expired_before: datetime | None,
    except_for: Collection[int],
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


async def is_leaving(
    session: AsyncSession, *, chat_id: int, since: datetime, now: datetime
) -> bool:
    """Tell whether a message to this chat was taken in hand after `since` and is not settled.

    A file that is being uploaded is held for longer than others, and is not waited for.
    """
    found = await session.scalar(
        select(col(Outbox.id))
        .where(
            stated(col(Outbox.state), OutboxState.SENDING),
            col(Outbox.chat_id) == chat_id,
            col(Outbox.lease_until) > since + LEASE,
            col(Outbox.lease_until) <= now + LEASE,
        )
        .limit(1)
    )
    return found is not None


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
