"""Move a chat, and all that was said in it, from one row to another."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import cancel_for_chat
from crm.search.documents import forget
from crm.sellers.rules import is_visitor
from crm.suggestions import votes
from crm.tickets import languages as tickets
from models import (
    CallTask,
    Dialog,
    FollowUp,
    Interaction,
    KnowledgeReading,
    Outbox,
    Seller,
    Ticket,
    TicketEvent,
    Touch,
    Upload,
)
from models.sellers import Consent, Reach

HISTORY = (
    Outbox,
    Ticket,
    TicketEvent,
    Interaction,
    FollowUp,
    Touch,
    CallTask,
    KnowledgeReading,
    Upload,
)
"""What names the seller it is about. A visitor has no follow-up, but nothing may be forgotten.

Messages come first: whoever settles one holds it before its ticket, and so must everybody.
"""


async def move(session: AsyncSession, *, person: Seller, store: Seller, now: datetime) -> None:
    """Give `person`'s chat and what they told us to `store`, which has no chat.

    A visitor's history moves along and their row ends; a store that loses its chat keeps its own.
    """
    chat_id, reach = person.chat_id, person.telegram
    store.language = person.language or store.language
    store.consent, store.consent_at = person.consent, person.consent_at
    store.proactive = person.proactive
    if person.phone_verified and is_visitor(person):
        store.phone, store.phone_verified = person.phone, True
    person.chat_id = None
    await session.flush()
    store.chat_id, store.telegram = chat_id, reach
    store.linked_at = store.updated_at = now
    await session.flush()
    if is_visitor(person):
        await _end(session, person, store)
    else:
        forget_chat(person, now)
    await tickets.follow(session, seller=store, now=now)


async def vacate(session: AsyncSession, *, store: Seller, now: datetime) -> None:
    """Take the chat from `store`; whoever is there is a stranger from now on."""
    if store.chat_id is not None:
        await cancel_for_chat(
            session, chat_id=store.chat_id, reason="the store moved to another chat"
        )
        await session.execute(delete(Dialog).where(col(Dialog.chat_id) == store.chat_id))
    store.chat_id = None
    forget_chat(store, now)
    await session.flush()


def forget_chat(store: Seller, now: datetime) -> None:
    """Forget what was said in the chat that `store` has no longer.

    A phone that was verified there is the portal's to say again, so the pull's row is read anew.
    """
    store.telegram, store.linked_at = Reach.UNKNOWN, None
    store.consent, store.consent_at = Consent.UNASKED, None
    if store.phone_verified:
        store.phone_verified, store.pulled_hash = False, None
    store.updated_at = now


def own(kind: Any, seller_id: int | None) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped class
    """Name the rows that are a seller's: follow-ups by two indexes, of those that run or ended."""
    its = col(kind.seller_id) == seller_id
    if kind is not FollowUp:
        return its
    ended = col(FollowUp.ended_at)
    return or_(and_(its, ended.is_(None)), and_(its, ended.is_not(None)))


async def _end(session: AsyncSession, visitor: Seller, store: Seller) -> None:
    for kind in HISTORY:
        await session.execute(update(kind).where(own(kind, visitor.id)).values(seller_id=store.id))
    await forget(session, seller_ids=[visitor.id or 0])
    await votes.follow(session, old_id=visitor.id or 0, new_id=store.id or 0)
    await session.delete(visitor)
    await session.flush()
