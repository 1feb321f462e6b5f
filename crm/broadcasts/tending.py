"""Look after broadcasts on their way: drop what will not be said, show progress, end them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.settings import Settings
from crm.broadcasts import rules
from crm.broadcasts.payloads import BroadcastProgress, BroadcastResult, Tally
from crm.followups import touches
from crm.followups.hours import ZONES, Hours
from crm.outbox.operations import post_once
from models import Broadcast, Outbox
from models.broadcasts import BroadcastState
from models.mail import OutboxState

SLICE = 5_000
"""Messages that are dropped in one transaction."""
_STALE = "nobody wanted it any more"
_CANCELLED = "the broadcast was cancelled"


def is_moot(broadcast: Broadcast, now: datetime) -> bool:
    """Tell whether what waits of a broadcast will never be said."""
    if broadcast.state is BroadcastState.CANCELLED:
        return True
    return broadcast.confirmed_at is not None and rules.is_over(broadcast.confirmed_at, now)


async def drop(session: AsyncSession, *, broadcast: Broadcast, most: int = SLICE) -> bool:
    """Drop up to `most` of the messages that wait; tell whether there may be more."""
    waits = select(col(Outbox.id)).where(
        col(Outbox.lane).in_(rules.lanes(broadcast.id or 0)),
        col(Outbox.state) == OutboxState.WAITING,
    )
    reason = _CANCELLED if broadcast.state is BroadcastState.CANCELLED else _STALE
    dropped = await session.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(waits.limit(most)), col(Outbox.state) == OutboxState.WAITING)
        .values(state=OutboxState.CANCELLED, error=reason)
        .returning(col(Outbox.touch_id))
        .execution_options(synchronize_session=False)
    )
    ids: Sequence[int] = [touch_id for touch_id in dropped.scalars() if touch_id is not None]
    await touches.drop(session, touch_ids=ids)
    return len(ids) == most


async def tend(
    session: AsyncSession,
    *,
    broadcast_id: int,
    tally: Tally,
    settings: Settings,
    now: datetime,
) -> None:
    """Show how far a broadcast is; say how it went, and end it, once nothing is left to be done.

    `tally` was counted a moment ago: what it says of a broadcast that is over stays so.
    """
    broadcast = await session.get(
        Broadcast, broadcast_id, with_for_update=True, populate_existing=True
    )
    if broadcast is None or broadcast.ended_at is not None:
        return
    through = not tally.waiting and (broadcast.filled_at is not None or is_moot(broadcast, now))
    if through and not tally.later:
        if broadcast.state is not BroadcastState.CANCELLED:
            broadcast.state = BroadcastState.DONE
        broadcast.ended_at = now
    await _show(session, broadcast, tally, settings=settings, now=now)
    if through and broadcast.told_at is None:
        broadcast.told_at = now
        await _tell(session, broadcast, tally, now=now)
    await session.flush()


async def announce(session: AsyncSession, broadcast: Broadcast, *, now: datetime) -> None:
    """Show that a broadcast is being prepared."""
    progress = BroadcastProgress(
        broadcast_id=broadcast.id or 0,
        state=broadcast.state,
        filled=False,
        tally=Tally(),
        seconds_left=0,
        message_id=broadcast.message_id,
    )
    await _post(session, broadcast, progress, now=now)


async def _show(
    session: AsyncSession, broadcast: Broadcast, tally: Tally, *, settings: Settings, now: datetime
) -> None:
    """Show what is new, unless what was shown before has just been, or has not even left."""
    progress = _progress(broadcast, tally, settings=settings, now=now)
    last = (
        await session.execute(
            select(col(Outbox.state), col(Outbox.params), col(Outbox.created_at)).where(
                col(Outbox.dedupe_key) == _key(broadcast)
            )
        )
    ).first()
    if last is not None:
        before = BroadcastProgress.load(last.params)
        is_new = before.state is not progress.state or broadcast.ended_at is not None
        is_early = last.created_at > now - rules.look_again(broadcast.chat_id)
        is_on_its_way = last.state in {OutboxState.WAITING, OutboxState.SENDING}
        if before == progress or (not is_new and (is_early or is_on_its_way)):
            return
    await _post(session, broadcast, progress, now=now)


async def _post(
    session: AsyncSession, broadcast: Broadcast, progress: BroadcastProgress, *, now: datetime
) -> None:
    broadcast.edits += 1
    await session.flush()
    await post_once(
        session, progress, dedupe_key=_key(broadcast), chat_id=broadcast.chat_id, now=now
    )


async def _tell(
    session: AsyncSession, broadcast: Broadcast, tally: Tally, *, now: datetime
) -> None:
    result = BroadcastResult(
        broadcast_id=broadcast.id or 0,
        state=broadcast.state,
        tally=tally,
        reply_to=broadcast.message_id,
    )
    await post_once(
        session,
        result,
        dedupe_key=f"broadcast:{broadcast.id}:result",
        chat_id=broadcast.chat_id,
        now=now,
    )


async def progress_posted(session: AsyncSession, *, broadcast_id: int, message_id: int) -> None:
    """Keep which message shows the progress, where it had to be posted anew."""
    await session.execute(
        update(Broadcast)
        .where(col(Broadcast.id) == broadcast_id, col(Broadcast.message_id).is_(None))
        .values(message_id=message_id)
    )


def _progress(
    broadcast: Broadcast, tally: Tally, *, settings: Settings, now: datetime
) -> BroadcastProgress:
    rate = settings.paid_broadcast_rate or settings.send_rate
    hours = Hours.of(settings)
    opens_at = None
    if tally.waiting and not any(hours.is_open(now, zone) for zone in ZONES):
        opens_at = min(hours.next(now, zone, minute=hours.opens) for zone in ZONES)
    return BroadcastProgress(
        broadcast_id=broadcast.id or 0,
        state=broadcast.state,
        filled=broadcast.filled_at is not None or broadcast.ended_at is not None,
        tally=tally,
        seconds_left=rules.seconds_for(tally.waiting, rate=rate),
        opens_at=opens_at,
        message_id=broadcast.message_id,
    )


def _key(broadcast: Broadcast) -> str:
    return f"broadcast:{broadcast.id}:{broadcast.edits}"
