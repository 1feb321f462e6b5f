"""What becomes of a store when its letter leads nowhere, or its reader wants no more."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.followups import touches
from crm.letters.queries import store_behind
from crm.sellers.operations import stop_proactive
from models import Interaction, Outbox, Seller, Touch
from models.followups import TouchState
from models.interactions import Channel, Direction

UNSUBSCRIBED = "unsubscribed"
"""The kind of the interaction by which a reader ended letters."""
ADDRESS = "address"
"""In an interaction's data: where the letter went. A pull may bring another one since."""


_UNKNOWN = "No such letter was sent from this database."


class LetterUnknown(CrmError):
    """The letter that came back is none that is known here."""

    code: ClassVar[str] = "letter_unknown"


async def undeliverable(
    session: AsyncSession, *, touch_id: int, address: str | None, now: datetime
) -> None:
    """Let the store try its next channel; `address`, where it is given, is written to no more."""
    touch = await session.get(Touch, touch_id)
    if touch is None:
        raise LetterUnknown(_UNKNOWN, touch_id=touch_id)
    seller = await session.get(Seller, touch.seller_id)
    if seller is not None and address is not None:
        seller.bounced_email, seller.updated_at = address, now
    if touch.state in {TouchState.WAITING, TouchState.SENT}:
        await session.flush()
        await touches.failed(session, touch_ids=[touch_id], now=now)


async def came_back(
    session: AsyncSession, *, touch_id: int, blames_address: bool, now: datetime
) -> None:
    """Take a letter that came back after it was sent; a second time changes nothing.

    Raises:
        LetterUnknown: no letter was sent for this touch.
    """
    row = (
        await session.execute(
            select(col(Interaction.data), col(Seller.email))
            .select_from(Outbox)
            .join(Seller, col(Seller.id) == col(Outbox.seller_id))
            .outerjoin(Interaction, col(Interaction.outbox_id) == col(Outbox.id))
            .where(col(Outbox.touch_id) == touch_id, col(Outbox.channel) == Channel.EMAIL)
        )
    ).first()
    if row is None:
        raise LetterUnknown(_UNKNOWN, touch_id=touch_id)
    logged, present = row
    address = (logged or {}).get(ADDRESS, present) if blames_address else None
    await undeliverable(session, touch_id=touch_id, address=address, now=now)


async def stop_letters(session: AsyncSession, *, seller_id: int, now: datetime) -> Seller:
    """Send nothing unasked to a store any more, as the reader of its letter wants; return it.

    Raises:
        StoreGone: there is no such store any more.
    """
    seller = await store_behind(session, seller_id=seller_id)
    if seller.proactive:
        await stop_proactive(session, seller=seller, now=now)
        session.add(
            Interaction(
                at=now,
                direction=Direction.IN,
                channel=Channel.EMAIL,
                seller_id=seller.id,
                kind=UNSUBSCRIBED,
            )
        )
        await session.flush()
    return seller


async def stop_by_letter(session: AsyncSession, *, touch_id: int, now: datetime) -> None:
    """Send nothing unasked to the store to which a letter went.

    Raises:
        LetterUnknown: no letter was sent for this touch.
        StoreGone: there is no such store any more.
    """
    touch = await session.get(Touch, touch_id)
    if touch is None:
        raise LetterUnknown(_UNKNOWN, touch_id=touch_id)
    await stop_letters(session, seller_id=touch.seller_id, now=now)
