"""What staff do from a seller's card; each is for one seller, held while it is done."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls import operations as calls
from crm.calls.queries import open_call_of
from crm.calls.rules import CallReason
from crm.errors import CrmError
from crm.sellers.card import finding
from crm.sellers.card.payloads import NotePrompt
from crm.sellers.card.queries import NOTE
from models import Interaction, Seller


class CallWaits(CrmError):
    """A call to the seller is on the team's list already."""

    code: ClassVar[str] = "call_waits"


async def hold(session: AsyncSession, seller_id: int) -> Seller | None:
    """Read anew the seller that a card is about, so that two of its buttons never work at once.

    Leads on to the store that it was merged into; None where nobody is there.
    """
    seller = await finding.by_id(session, seller_id)
    if seller is not None:
        await session.flush()  # reading anew would lose what was changed and not yet written
        await session.refresh(seller, with_for_update={"key_share": True})
    return seller


async def ask_for_call(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Put a call to a held seller on the team's list.

    Raises:
        CallWaits: it is there.
    """
    if await open_call_of(session, seller_id=seller.id or 0) is not None:
        raise CallWaits(seller_id=seller.id)
    await calls.ask(session, seller=seller, touch_id=None, reason=CallReason.STAFF, now=now)


async def asked_about(session: AsyncSession, *, chat_id: int, message_id: int) -> Seller | None:
    """Return the seller about whom this message asks for a note; None where it asks for none."""
    return await _logged(session, NotePrompt.template, chat_id=chat_id, message_id=message_id)


async def noted_about(session: AsyncSession, *, chat_id: int, message_id: int) -> Seller | None:
    """Return the seller about whom this message is a note; None where it is none."""
    return await _logged(session, NOTE, chat_id=chat_id, message_id=message_id)


async def _logged(
    session: AsyncSession, kind: str, *, chat_id: int, message_id: int
) -> Seller | None:
    seller_id = await session.scalar(
        select(col(Interaction.seller_id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.kind) == kind,
        )
        .limit(1)
    )
    return await finding.by_id(session, seller_id) if seller_id is not None else None
