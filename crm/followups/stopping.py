"""A seller wants us to be silent: asked once whether they mean it, and then obeyed."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.hearing import unanswered
from crm.followups.leaving import leave_in_peace
from crm.followups.stopwords import is_stop_word
from crm.tickets.queries import open_ticket_of, ticket_for_reply
from models import Seller

STANDS = timedelta(days=3)
"""How long our question stands: the word said again within this time is a yes."""


async def is_wish(
    session: AsyncSession, *, seller: Seller, text: str, reply_to: int | None, now: datetime
) -> bool:
    """Tell whether `text` means that we shall stop writing.

    To staff who talk with the seller a single word means something else, unless something was
    said unasked after them.
    """
    if not is_stop_word(text):
        return False
    if reply_to is not None and await ticket_for_reply(
        session, chat_id=seller.chat_id or 0, message_id=reply_to
    ):
        return False
    ticket = await open_ticket_of(session, seller_id=seller.id or 0)
    if ticket is None:
        return True
    touch = await unanswered(session, seller=seller, now=now)
    return touch is not None and touch.sent_at is not None and touch.sent_at > ticket.updated_at


async def wish(session: AsyncSession, *, seller: Seller, now: datetime) -> bool:
    """Obey a wish for silence that was said before; True where there is silence now.

    Said for the first time, it is to be asked about.
    """
    asked_at = seller.silence_asked_at
    if seller.proactive and (asked_at is None or asked_at <= now - STANDS):
        seller.silence_asked_at = now
        return False
    await obey(session, seller=seller, now=now)
    return True


async def obey(session: AsyncSession, *, seller: Seller, now: datetime) -> None:
    """Say nothing unasked from now on; whoever comes back later is asked anew."""
    seller.silence_asked_at = None
    await leave_in_peace(session, seller=seller, now=now)


async def go_on(session: AsyncSession, *, seller: Seller) -> None:
    """Note that the seller did not mean it."""
    seller.silence_asked_at = None
    await session.flush()
