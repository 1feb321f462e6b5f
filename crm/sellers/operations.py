"""What the chat writes about a person: language, consent, wishes, and whether they are reached."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.interpreting import orders as interpreting
from crm.outbox.operations import cancel_for_chat, post
from crm.outbox.payload import Priority
from crm.sellers import heard_languages
from crm.sellers.payloads import CommandMenu
from crm.tickets import languages as tickets
from locales.languages import INDONESIAN
from models import Inbox, Interaction, Outbox, Seller
from models.interactions import Direction
from models.mail import InboxState, OutboxState
from models.sellers import Consent, Reach

LONGEST_NAME = 255
REDACTED = "{}"
"""What remains of an update whose words may not be kept."""


async def welcome(
    session: AsyncSession, *, chat_id: int, name: str, language_hint: str | None, now: datetime
) -> Seller:
    """Store a visitor: somebody who writes for the first time, in the language we guess."""
    visitor = Seller(
        store_name=name[:LONGEST_NAME],
        owner_name=name[:LONGEST_NAME],
        chat_id=chat_id,
        telegram=Reach.OK,
        language=language_hint,
        created_at=now,
        updated_at=now,
    )
    session.add(visitor)
    await session.flush()
    return visitor


async def choose_language(
    session: AsyncSession, *, seller: Seller, language: str, now: datetime
) -> None:
    """Speak `language` with this person from now on, in what waits to be sent too.

    Their tickets follow: staff look for somebody who speaks it.
    The command menu of their chat follows: an app shows one in its own language, or Indonesian.
    """
    before, seller.language, seller.updated_at = seller.language, language, now
    await heard_languages.chosen(session, seller=seller, before=before, now=now)
    await session.flush()
    await tickets.follow(session, seller=seller, now=now)
    if seller.chat_id is not None and language != (before or INDONESIAN):
        post(
            session,
            CommandMenu(),
            chat_id=seller.chat_id,
            seller_id=seller.id,
            priority=Priority.STAFF,  # after the answers that the person waits for
            now=now,
        )


async def give_consent(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Keep that, and when, the person agreed that their messages are kept."""
    seller.consent, seller.consent_at, seller.updated_at = Consent.GIVEN, now, now
    await session.flush()


async def decline_consent(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Keep that the person did not agree, and nothing that they wrote; a visitor's name goes too.

    Staff have seen none of it: without consent nothing becomes a ticket.
    """
    seller.consent, seller.consent_at, seller.updated_at = Consent.DECLINED, now, now
    await heard_languages.forget(session, chat_id=seller.chat_id)
    await interpreting.forget(session, chat_id=seller.chat_id)
    if seller.portal_id is None:
        seller.store_name = seller.owner_name = ""
        seller.phone, seller.phone_verified = None, False
    await session.flush()
    await session.execute(
        update(Interaction)
        .where(
            col(Interaction.chat_id) == seller.chat_id, col(Interaction.direction) == Direction.IN
        )
        .values(text="")
    )
    await session.execute(
        update(Inbox)
        .where(col(Inbox.chat_id) == seller.chat_id, col(Inbox.state) != InboxState.NEW)
        .values(payload=REDACTED, error=None)
    )


async def stop_proactive(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Send nothing that the person did not ask for, and take back what waits of it."""
    seller.proactive, seller.updated_at = False, now
    await session.flush()
    await session.execute(
        update(Outbox)
        .where(
            or_(col(Outbox.chat_id) == seller.chat_id, col(Outbox.seller_id) == seller.id),
            col(Outbox.state) == OutboxState.WAITING,
            col(Outbox.priority) >= int(Priority.FOLLOW_UP),
        )
        .values(state=OutboxState.CANCELLED, error="the seller asked for silence")
    )


async def resume_proactive(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Let follow-ups and news come again."""
    seller.proactive, seller.updated_at = True, now
    await session.flush()


async def mark_unreachable(
    session: AsyncSession, *, chat_id: int, reach: Reach, now: datetime
) -> None:
    """Keep that Telegram leads nowhere for this chat, and cancel what waits for it."""
    seller = await session.scalar(select(Seller).where(col(Seller.chat_id) == chat_id))
    if seller is not None:
        seller.telegram, seller.updated_at = reach, now
    await cancel_for_chat(session, chat_id=chat_id, reason=f"unreachable: {reach}")


async def mark_reachable(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Keep that the person is there (again)."""
    if seller.telegram is not Reach.OK:
        seller.telegram, seller.updated_at = Reach.OK, now
        await session.flush()
