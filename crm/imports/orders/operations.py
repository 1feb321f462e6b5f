"""Order an import, and take an order in hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.imports.orders.payloads import ImportReceived
from crm.imports.orders.queries import claimable, is_open
from crm.imports.orders.rules import CHAT_LIMIT, LEASE, first_state, may_order
from crm.outbox.operations import post
from models import ImportOrder, Staff
from models.imports import ImportSource

_LONGEST_NAME = 255
_LONGEST_PROFILE = 64


class SupervisorsOnly(CrmError):
    """An agent may not have files taken in."""

    code = "supervisors_only"


class FileTooBig(CrmError):
    """Telegram hands no file of this size to a bot."""

    code = "file_too_big"


class OrderLost(CrmError):
    """The order is in other hands: its lease ended, or staff decided otherwise."""

    code = "order_lost"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked, where, and with which message."""

    staff_id: int | None
    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class SentFile:
    """A document in a chat."""

    file_id: str
    name: str
    size: int


async def order(
    session: AsyncSession,
    *,
    source: ImportSource,
    place: str,
    file_name: str,
    profile: str | None,
    now: datetime,
    asked: Asked | None = None,
) -> ImportOrder:
    """Order the import of a file that lies at `place`; where nobody `asked`, the desk is told."""
    made = ImportOrder(
        source=source,
        place=place,
        file_name=file_name[-_LONGEST_NAME:],
        profile=profile[:_LONGEST_PROFILE] if profile else None,
        staff_id=asked.staff_id if asked else None,
        chat_id=asked.chat_id if asked else None,
        message_id=asked.message_id if asked else None,
        state=first_state(source),
        created_at=now,
        updated_at=now,
    )
    session.add(made)
    await session.flush()
    return made


async def order_from_chat(
    session: AsyncSession,
    *,
    staff: Staff,
    file: SentFile,
    profile: str | None,
    asked: Asked,
    now: datetime,
) -> ImportOrder:
    """Order the import of a document that a supervisor sent, and tell them that it is there.

    Raises:
        SupervisorsOnly: an agent sent it.
        FileTooBig: a bot cannot fetch it.
    """
    check_may_order(staff)
    if file.size > CHAT_LIMIT:
        raise FileTooBig(size=file.size)
    made = await order(
        session,
        source=ImportSource.CHAT,
        place=file.file_id,
        file_name=file.name,
        profile=profile,
        now=now,
        asked=asked,
    )
    received = ImportReceived(file_name=made.file_name, reply_to=asked.message_id)
    post(session, received, chat_id=asked.chat_id, now=now)
    return made


def check_may_order(staff: Staff) -> None:
    """Refuse whoever may not have files taken in.

    Raises:
        SupervisorsOnly: as it says.
    """
    if not may_order(staff.role):
        raise SupervisorsOnly(role=staff.role)


async def claim(session: AsyncSession, *, now: datetime) -> ImportOrder | None:
    """Take the oldest open order in hand that nobody else has; `renew` keeps it.

    Of several replicas one gets it: the others pass a locked row by, and see the lease later.
    """
    found = await session.scalar(
        select(ImportOrder)
        .where(claimable(now))
        .order_by(col(ImportOrder.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if found is None:
        return None
    found.attempts += 1
    found.lease_until = now + LEASE
    await session.flush()
    return found


async def renew(session: AsyncSession, order: ImportOrder, *, now: datetime) -> None:
    """Keep an order in hand for another while.

    Raises:
        OrderLost: it is in hand no more.
    """
    await _hold(session, order, until=now + LEASE)


async def put_off(
    session: AsyncSession, order: ImportOrder, *, by: timedelta, now: datetime
) -> None:
    """Let an order go for `by`; then anybody may try again.

    Raises:
        OrderLost: it was not in hand.
    """
    await _hold(session, order, until=now + by)


async def give_back(session: AsyncSession, order: ImportOrder) -> None:
    """Let an order go as if it had not been claimed; nothing happens where it was lost before."""
    await session.execute(
        update(ImportOrder)
        .where(in_hand(order))
        .values(lease_until=None, attempts=col(ImportOrder.attempts) - 1)
    )


async def free_all(session: AsyncSession) -> None:
    """Let go of what a process that is no more had in hand, where there is no other."""
    await session.execute(update(ImportOrder).where(is_open()).values(lease_until=None))


def in_hand(order: ImportOrder) -> ColumnElement[bool]:
    """Match the order's row as long as it is as we claimed it: each claim counts up."""
    return (
        (col(ImportOrder.id) == order.id)
        & (col(ImportOrder.attempts) == order.attempts)
        & (col(ImportOrder.state) == order.state)
    )


async def _hold(session: AsyncSession, order: ImportOrder, *, until: datetime) -> None:
    held = await session.execute(
        update(ImportOrder)
        .where(in_hand(order))
        .values(lease_until=until)
        .returning(col(ImportOrder.id))
    )
    if held.first() is None:
        raise OrderLost(order_id=order.id)
