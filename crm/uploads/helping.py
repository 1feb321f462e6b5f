"""Staff beside a listing: the ticket in which they and its seller talk about it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups import hearing
from crm.outbox.operations import post_once
from crm.tickets import cards, operations
from crm.tickets.holding import hold as hold_ticket
from crm.tickets.holding import move
from crm.tickets.messages import Said
from crm.tickets.rules import Move
from crm.uploads import drafts
from crm.uploads.holding import hold
from crm.uploads.payloads import ListingSoFar
from models import Seller, StaffGroup, Ticket, Upload
from models.tickets import FINISHED, Category, TicketKind, TicketState

UPLOAD = "upload"
"""Under this a ticket's data names the listing that it was made for."""


async def ticket_of(
    session: AsyncSession, *, upload: Upload, seller: Seller, now: datetime
) -> Ticket:
    """Return the listing's open ticket, whose card staff have.

    A resolved one is opened again while that is possible; else one is made and tied.
    """
    ticket = await _tied(session, upload, now)
    return ticket or await _made(session, upload, seller, (), now)


async def talk(
    session: AsyncSession, *, upload: Upload, seller: Seller, said: Said, now: datetime
) -> Ticket:
    """Let staff have what the seller said at a step, and once a step what is there so far."""
    ticket = await _heard(session, upload, seller, said, now)
    await _show(session, upload, ticket, key="talk", now=now)
    return ticket


async def ask_for_help(
    session: AsyncSession,
    *,
    upload: Upload,
    seller: Seller,
    now: datetime,
    said: Said | None = None,
) -> Ticket:
    """Ask staff to join at the step where the seller is, with what is there so far.

    `said` is what the seller asked in, where they pressed no button.
    """
    if said is None:
        ticket = await ticket_of(session, upload=upload, seller=seller, now=now)
    else:
        ticket = await _heard(session, upload, seller, said, now)
    await back_to_staff(session, ticket=ticket, now=now)
    await _show(session, upload, ticket, key=f"help:{upload.updated_at.timestamp()}", now=now)
    return ticket


async def back_to_staff(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Let staff have the word again where they waited for the seller, who has now acted."""
    await hold_ticket(session, ticket)
    if ticket.state is TicketState.WAITING:
        await move(session, ticket, Move.HEAR, now=now)
    ticket.updated_at = now


async def _heard(
    session: AsyncSession, upload: Upload, seller: Seller, said: Said, now: datetime
) -> Ticket:
    """Return the listing's ticket with what the seller said."""
    ticket = await _tied(session, upload, now)
    if ticket is None:
        return await _made(session, upload, seller, (said,), now)
    await operations.add_message(session, ticket=ticket, said=said, now=now)
    return ticket


async def _tied(session: AsyncSession, upload: Upload, now: datetime) -> Ticket | None:
    """Return the ticket that the listing has, open and with its card; None for none."""
    await hold(session, upload)
    ticket = await session.get(Ticket, upload.ticket_id) if upload.ticket_id else None
    if ticket is None or ticket.seller_id != upload.seller_id:
        return None
    await hold_ticket(session, ticket)
    if ticket.state in FINISHED:
        try:
            await operations.reopen(session, ticket=ticket, now=now)
        except operations.TooLateToReopen:
            return None
    await _post_card(session, ticket, now)
    return ticket


async def _made(
    session: AsyncSession, upload: Upload, seller: Seller, messages: Sequence[Said], now: datetime
) -> Ticket:
    touch_id = upload.touch_id
    tied = await hearing.tied(session, touch_id=touch_id, seller=seller) if touch_id else {}
    ticket = await operations.report(
        session,
        seller=seller,
        category=Category.PRODUCT,
        messages=messages,
        kind=TicketKind.UPLOAD,
        data={**tied, UPLOAD: upload.id},
        now=now,
    )
    upload.ticket_id = ticket.id
    await _post_card(session, ticket, now)
    return ticket


async def _post_card(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Let staff have the card also where the words are an incident's, and it would wait."""
    group = await session.get(StaffGroup, 1)
    if group is not None:
        await cards.post_first(session, group=group, ticket=ticket, now=now)


async def _show(
    session: AsyncSession, upload: Upload, ticket: Ticket, *, key: str, now: datetime
) -> None:
    """Show staff the listing as it is, once for `key` at each step."""
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    await post_once(
        session,
        ListingSoFar(
            step=upload.step,
            listing=await drafts.listing(session, upload=upload),
            asked=key != "talk",
        ),
        dedupe_key=f"listing:{ticket.id}:{upload.id}:{upload.step}:{key}",
        chat_id=group.chat_id,
        seller_id=upload.seller_id,
        ticket_id=ticket.id,
        now=now,
    )
