"""A claimed letter with all that is needed to word it and send it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.addresses import is_address
from crm.letters.operations import undeliverable
from delivery.dispatch.claims import Due, due_columns
from delivery.dispatch.fates import end
from delivery.dispatch.jobs import Desk, Job
from models import Outbox, Seller
from models.interactions import Channel
from models.mail import OutboxState
from models.types import stated


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter on its way."""

    job: Job
    seller_id: int
    touch_id: int
    address: str
    linked: bool
    """Whether the store has a chat: then it needs no invitation."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a store gets its letters."""

    address: str | None
    bounced: str | None
    linked: bool


async def due_letters(session: AsyncSession, *, now: datetime, limit: int) -> list[Due]:
    """Return the letters that are due, longest due first.

    Whoever asks holds the mail server's bucket, so no other replica asks meanwhile. The rows are
    not locked: what cancels them locks the seller first, as the screening that follows does.
    """
    rows = await session.execute(
        due_columns()
        .where(
            stated(col(Outbox.state), OutboxState.WAITING),
            stated(col(Outbox.channel), Channel.EMAIL),
            col(Outbox.due) <= now,
        )
        .order_by(col(Outbox.due), col(Outbox.id))
        .limit(limit)
    )
    return [Due(*row) for row in rows]


async def address_letters(
    session: AsyncSession, desk: Desk, rows: Sequence[Due], *, now: datetime
) -> list[Letter]:
    """Return the letters of `rows`; those without an address that takes letters are ended."""
    boxes = await _boxes(session, {row.seller_id for row in rows if row.seller_id is not None})
    await _end_lost(session, rows, boxes, now)
    sendable = [row for row in rows if _leads(row, boxes)]
    touch_of = {row.id: row.touch_id for row in sendable}
    return [
        Letter(
            job,
            seller_id=job.seller_id,
            touch_id=touch_id,
            address=box.address,
            linked=box.linked,
        )
        for job in await desk.jobs(session, sendable, now=now)
        if job.seller_id is not None
        and (touch_id := touch_of[job.outbox_id]) is not None
        and (box := boxes[job.seller_id]).address is not None
    ]


async def _end_lost(
    session: AsyncSession, rows: Sequence[Due], boxes: dict[int, Box], now: datetime
) -> None:
    """Cancel what nobody would get, and let its stores try their next channel."""
    lost = [row for row in rows if not _leads(row, boxes)]
    if not lost:
        return
    await end(
        session, [row.id for row in lost], state=OutboxState.CANCELLED, reason="no good address"
    )
    for row in lost:
        box = boxes.get(row.seller_id or 0)
        if row.touch_id is not None:
            await undeliverable(
                session, touch_id=row.touch_id, address=box.address if box else None, now=now
            )


def _leads(row: Due, boxes: dict[int, Box]) -> bool:
    """Tell whether a letter is about a touch, and has an address that was not refused before."""
    box = boxes.get(row.seller_id or 0)
    return (
        row.touch_id is not None
        and box is not None
        and box.address is not None
        and box.address != box.bounced
        and is_address(box.address)
    )


async def _boxes(session: AsyncSession, ids: Collection[int]) -> dict[int, Box]:
    found = await session.execute(
        select(
            col(Seller.id), col(Seller.email), col(Seller.bounced_email), col(Seller.chat_id)
        ).where(col(Seller.id).in_(ids))
    )
    return {
        number or 0: Box(address, bounced, linked=chat_id is not None)
        for number, address, bounced, chat_id in found
    }
