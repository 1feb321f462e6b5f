"""What staff decide about a preview."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.imports.orders.operations import check_may_order
from crm.imports.orders.payloads import ImportCancelled, ImportProgress
from crm.outbox.operations import post
from models import ImportOrder, Staff
from models.imports import ImportState


class AlreadyDecided(CrmError):
    """Somebody was quicker; `state` is what came of it."""

    code = "already_decided"

    def __init__(self, state: ImportState | None) -> None:
        """Name the state; None where there is no such order."""
        super().__init__(state=state)
        self.state = state


async def confirm(
    session: AsyncSession,
    *,
    order_id: int,
    staff: Staff,
    message_id: int,
    forced: bool,
    now: datetime,
) -> None:
    """Let a previewed file be taken in; `message_id`, the preview, will show how far it is.

    Raises:
        SupervisorsOnly: for an agent.
        AlreadyDecided: the first press counts.
    """
    check_may_order(staff)
    order = await _decide(session, order_id, ImportState.CONFIRMED, now=now)
    order.forced, order.message_id, order.attempts = forced, message_id, 0
    _show(session, order, ImportProgress(message_id, file_name=order.file_name), now=now)


async def cancel(
    session: AsyncSession, *, order_id: int, staff: Staff, message_id: int, now: datetime
) -> None:
    """Let a previewed file be.

    Raises:
        SupervisorsOnly: for an agent.
        AlreadyDecided: the first press counts.
    """
    check_may_order(staff)
    order = await _decide(session, order_id, ImportState.CANCELLED, now=now)
    gone = ImportCancelled(message_id, file_name=order.file_name, by=staff.name)
    _show(session, order, gone, now=now)


async def _decide(
    session: AsyncSession, order_id: int, state: ImportState, *, now: datetime
) -> ImportOrder:
    decided = await session.execute(
        update(ImportOrder)
        .where(col(ImportOrder.id) == order_id, col(ImportOrder.state) == ImportState.PREVIEWED)
        .values(state=state, updated_at=now, lease_until=None)
        .returning(col(ImportOrder.id))
    )
    first = decided.first() is not None
    order = await session.get(ImportOrder, order_id, populate_existing=True)
    if order is None or not first:
        raise AlreadyDecided(order.state if order else None)
    return order


def _show(
    session: AsyncSession,
    order: ImportOrder,
    payload: ImportProgress | ImportCancelled,
    *,
    now: datetime,
) -> None:
    if order.chat_id is not None:
        post(session, payload, chat_id=order.chat_id, now=now)
