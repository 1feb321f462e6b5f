"""Stop a broadcast that is on its way, let it go on, or end it.

Its messages wait in queues of its own, which are open only while it is being sent: so nothing of
what waits is touched, and a million messages stop in an instant.
"""

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.broadcasts.operations import check_may_broadcast
from crm.broadcasts.payloads import BroadcastProgress
from crm.broadcasts.refusals import NotOnItsWay
from models import Broadcast, Outbox, Staff
from models.broadcasts import BroadcastState
from models.mail import OutboxState

_GOING = (BroadcastState.SENDING, BroadcastState.PAUSED)


async def pause(session: AsyncSession, *, broadcast_id: int, staff: Staff) -> None:
    """Let no message leave for now.

    Raises:
        SupervisorsOnly: for an agent, as with all of these.
        NotOnItsWay: it is not being sent.
    """
    await _turn(session, broadcast_id, staff, [BroadcastState.SENDING], BroadcastState.PAUSED)


async def resume(session: AsyncSession, *, broadcast_id: int, staff: Staff) -> None:
    """Let it go on; what has become stale meanwhile is not sent.

    Raises:
        NotOnItsWay: it is not paused.
    """
    await _turn(session, broadcast_id, staff, [BroadcastState.PAUSED], BroadcastState.SENDING)


async def cancel(session: AsyncSession, *, broadcast_id: int, staff: Staff) -> None:
    """Let no message leave any more.

    Raises:
        NotOnItsWay: it is over, or was never confirmed.
    """
    await _turn(session, broadcast_id, staff, _GOING, BroadcastState.CANCELLED)


async def move(session: AsyncSession, *, old: int, new: int) -> None:
    """Show in `new` what was shown in `old`, where no message can be edited any more."""
    await session.execute(
        update(Broadcast)
        .where(col(Broadcast.chat_id) == old, col(Broadcast.ended_at).is_(None))
        .values(chat_id=new, message_id=None)
    )
    await session.execute(
        update(Outbox)
        .where(
            col(Outbox.chat_id) == old,
            col(Outbox.state) == OutboxState.WAITING,
            col(Outbox.template).in_(_EDITS),
        )
        .values(state=OutboxState.CANCELLED, error="the desk moved")
    )


async def _turn(
    session: AsyncSession,
    broadcast_id: int,
    staff: Staff,
    whence: Collection[BroadcastState],
    to: BroadcastState,
) -> None:
    check_may_broadcast(staff)
    turned = await session.execute(
        update(Broadcast)
        .where(
            col(Broadcast.id) == broadcast_id,
            col(Broadcast.state).in_(whence),
            col(Broadcast.ended_at).is_(None),
        )
        .values(state=to)
        .returning(col(Broadcast.id))
    )
    if turned.first() is None:
        found = await session.get(Broadcast, broadcast_id, populate_existing=True)
        raise NotOnItsWay(found.state if found else None)


_EDITS = (BroadcastProgress.template,)
