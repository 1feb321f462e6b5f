"""Link a chat to its store: by invitation, by the person's own contact, by staff's decision.

Linking moves the chat, and what was said in it, from the visitor to the store that the portal
knows; the visitor's row ends there. Never by a typed phone number or name alone.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.outbox.operations import post
from crm.sellers import moving, queries
from crm.sellers.payloads import ClaimApproved, ClaimRefused
from crm.sellers.phones import parse_phone
from crm.sellers.rules import is_taken, is_visitor
from models import Seller, Staff, Ticket

log = structlog.get_logger()


class StoreNotFound(CrmError):
    """There is no such store (any more)."""

    code: ClassVar[str] = "store_not_found"


class AlreadyLinked(CrmError):
    """The store is linked to another chat; staff must decide."""

    code: ClassVar[str] = "store_already_linked"

    def __init__(self, store: Seller) -> None:
        """Name the store."""
        super().__init__(seller_id=store.id)
        self.store = store


class ChatHasStore(CrmError):
    """The chat is linked to another store; staff must decide."""

    code: ClassVar[str] = "chat_has_store"

    def __init__(self, store: Seller) -> None:
        """Name the store that was asked for."""
        super().__init__(seller_id=store.id)
        self.store = store


class ContactNotOwn(CrmError):
    """The contact is somebody else's, so its number proves nothing."""

    code: ClassVar[str] = "contact_not_own"


class PhoneUnknown(CrmError):
    """No store has this number."""

    code: ClassVar[str] = "phone_unknown"


class SeveralStores(CrmError):
    """More than one store has this number; the person, who proved the number, chooses."""

    code: ClassVar[str] = "several_stores"

    def __init__(self, stores: Sequence[Seller]) -> None:
        """Name the stores."""
        super().__init__()
        self.stores = tuple(stores)


async def link_by_invitation(
    session: AsyncSession, *, visitor: Seller, seller_id: int, now: datetime
) -> Seller:
    """Link the chat to the store that a valid invitation named.

    Raises:
        StoreNotFound: it is gone.
        AlreadyLinked: it has another chat.
        ChatHasStore: this chat has another store.
    """
    store = await _hold(session, seller_id)
    return await _link(session, visitor, store, now=now)


async def link_by_contact(
    session: AsyncSession,
    *,
    visitor: Seller,
    phone: str,
    contact_user_id: int | None,
    sender_id: int,
    now: datetime,
) -> Seller:
    """Link the chat to the store with the number that the person shared as their own.

    The number is kept as theirs even where no store has it, so that staff see it.

    Raises:
        ContactNotOwn: the contact is not the sender's.
        PhoneUnknown: no store has the number.
        SeveralStores: more than one of them is free.
        AlreadyLinked: it has another chat.
        ChatHasStore: this chat has another store.
    """
    if contact_user_id != sender_id:
        raise ContactNotOwn
    number = parse_phone(f"+{phone.lstrip('+')}") or parse_phone(phone)
    if number is None:
        raise PhoneUnknown
    if is_visitor(visitor):
        visitor.phone, visitor.phone_verified = number, True
    stores = await queries.by_phone(session, phone=number)
    free = [store for store in stores if not is_taken(store, visitor)]
    if len(free) > 1:
        raise SeveralStores(free)
    if not stores:
        raise PhoneUnknown
    store = await _hold(session, (free or stores)[0].id or 0)
    return await _link(session, visitor, store, now=now)


async def link_by_choice(
    session: AsyncSession, *, visitor: Seller, seller_id: int, now: datetime
) -> Seller:
    """Link the chat to one of several stores that have the number the person proved to be theirs.

    Raises:
        StoreNotFound: it is gone, or has another number.
        AlreadyLinked: it has another chat.
        ChatHasStore: this chat has another store.
    """
    store = await _hold(session, seller_id)
    if not visitor.phone_verified or store.phone != visitor.phone:
        raise StoreNotFound
    return await _link(session, visitor, store, now=now)


async def approve_claim(
    session: AsyncSession, *, ticket: Ticket, seller_id: int, staff: Staff, now: datetime
) -> Seller:
    """Link the claimant's chat to the store that staff found, and tell them; return the store.

    The store's former chat, if it had one when the claim was made, loses it. Recording the
    decision on the ticket is the caller's.

    Raises:
        StoreNotFound: the store or the claimant's chat is gone.
        AlreadyLinked: the store was linked to another chat after the claim was made.
    """
    person = await session.get_one(Seller, ticket.seller_id)
    store = await _hold(session, seller_id)
    if person.chat_id is None or is_visitor(store):
        raise StoreNotFound(seller_id=seller_id)
    if is_taken(store, person):
        if store.linked_at is None or store.linked_at > ticket.created_at:
            raise AlreadyLinked(store)
        await moving.vacate(session, store=store, now=now)
    if person is not store:
        await moving.move(session, person=person, store=store, now=now)
        ticket.seller_id = _id(store)
    log.info("claim_approved", ticket_id=ticket.id, seller_id=store.id, staff_id=staff.id)
    _tell(session, ClaimApproved(store=store.store_name), seller=store, ticket=ticket, now=now)
    return store


async def refuse_claim(
    session: AsyncSession, *, ticket: Ticket, staff: Staff, now: datetime
) -> None:
    """Tell the claimant that no store was found for them; they can still report and ask.

    Recording the decision on the ticket is the caller's.
    """
    person = await session.get_one(Seller, ticket.seller_id)
    log.info("claim_refused", ticket_id=ticket.id, staff_id=staff.id)
    _tell(session, ClaimRefused(), seller=person, ticket=ticket, now=now)


async def _link(session: AsyncSession, person: Seller, store: Seller, *, now: datetime) -> Seller:
    if person is store:
        return store
    if is_taken(store, person):
        raise AlreadyLinked(store)
    if not is_visitor(person):
        raise ChatHasStore(store)
    await moving.move(session, person=person, store=store, now=now)
    return store


async def _hold(session: AsyncSession, seller_id: int) -> Seller:
    """Fetch a store anew and keep it from being linked elsewhere until the transaction ends.

    A store that was merged is the one that it was merged into.
    """
    store = await session.scalar(
        select(Seller)
        .where(col(Seller.id) == seller_id, col(Seller.portal_id).is_not(None))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if store is None:
        raise StoreNotFound(seller_id=seller_id)
    if store.merged_into is not None:
        return await _hold(session, store.merged_into)
    return store


def _tell(
    session: AsyncSession,
    payload: ClaimApproved | ClaimRefused,
    *,
    seller: Seller,
    ticket: Ticket,
    now: datetime,
) -> None:
    if seller.chat_id is not None:
        post(
            session,
            payload,
            chat_id=seller.chat_id,
            seller_id=seller.id,
            ticket_id=ticket.id,
            now=now,
        )


def _id(seller: Seller) -> int:
    if seller.id is None:
        message = "only stored sellers are linked"
        raise ValueError(message)
    return seller.id
