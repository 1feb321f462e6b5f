"""Staff invite the seller of a ticket to make a listing with them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.outbox.operations import post_once
from crm.tickets import handling
from crm.uploads.payloads import UploadInvitation
from models import Staff, Ticket


class InvitedAlready(CrmError):
    """The seller got this invitation today."""

    code = "invited_already"


async def invite(session: AsyncSession, *, ticket: Ticket, staff: Staff, now: datetime) -> None:
    """Send the seller a button that begins a listing tied to this ticket; it answers the ticket.

    Raises:
        SellerUnreachable: the seller has left the chat.
        InvitedAlready: by anybody, today.
    """
    seller = await handling.listener(session, ticket=ticket)
    first = await post_once(
        session,
        UploadInvitation(ticket_id=ticket.id or 0, by=staff.name),
        dedupe_key=f"upload-invitation:{ticket.id}:{now:%Y-%m-%d}",
        chat_id=seller.chat_id or 0,
        seller_id=seller.id,
        ticket_id=ticket.id,
        now=now,
    )
    if not first:
        raise InvitedAlready(ticket_id=ticket.id)
    await handling.count_answer(session, ticket=ticket, staff=staff, now=now, invited="upload")
