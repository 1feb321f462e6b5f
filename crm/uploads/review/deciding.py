"""What staff decide about a listing: it is approved, it is in the store."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.tickets import handling
from crm.tickets.events import EventKind, by_seller, by_staff
from crm.tickets.handling import SellerUnreachable
from crm.tickets.holding import hold as hold_ticket
from crm.tickets.resolving import settle
from crm.uploads import drafts
from crm.uploads.holding import hold
from crm.uploads.photos.queries import chosen_key, photos_of
from crm.uploads.review import posting, rules, suggested
from crm.uploads.review.refusals import NotInReview
from crm.uploads.review.seller_payloads import (
    ListingInStore,
    ReadyFields,
    ReadyPictures,
    ReadyText,
)
from models import Seller, Staff, Ticket, Upload
from models.tickets import FINISHED, TicketKind
from models.uploads import UploadState


@dataclass(frozen=True, slots=True)
class Told:
    """Whether the seller is told; else `phone` is another way to them, or empty."""

    reached: bool
    phone: str = ""


async def approve(session: AsyncSession, *, upload: Upload, staff: Staff, now: datetime) -> Told:
    """Call the listing ready, and give the seller all that the store's form asks for.

    What was suggested and not answered is withdrawn. Of two who decide at once the first has it.

    Raises:
        NotInReview: somebody was first, or the seller is at it again.
    """
    await hold(session, upload)
    if upload.state not in rules.UNDECIDED:
        approver = await session.get(Staff, upload.approved_by) if upload.approved_by else None
        raise NotInReview(upload.state, by=approver.name if approver else "")
    upload.state, upload.approved_by = UploadState.APPROVED, staff.id
    upload.approved_at = upload.updated_at = now
    await suggested.withdraw(session, upload=upload, now=now)
    ready = await ready_for_store(session, upload=upload)
    told = await _tell(session, upload, ready, EventKind.LISTING_APPROVED, staff, now)
    await posting.show(session, upload=upload, now=now)
    return told


async def ready_for_store(session: AsyncSession, *, upload: Upload) -> tuple[Payload, ...]:
    """Return what a seller copies into the store's form: pictures, fields, description."""
    number = upload.id or 0
    keys = tuple(chosen_key(photo) for photo in await photos_of(session, number))
    listing = await drafts.listing(session, upload=upload)
    texts = (False, True) if upload.english else (False,)
    return (
        *((ReadyPictures(number, upload.name, keys),) if keys else ()),
        ReadyFields(number, listing),
        *(ReadyText(number, listing, english=english) for english in texts),
    )


async def in_store(
    session: AsyncSession, *, upload: Upload, by: Staff | Seller, link: str, now: datetime
) -> Told:
    """Note that the product is in the store, where `link` leads; a missing link can be added.

    With its last listing the ticket is done.

    Raises:
        NotInReview: it is not approved, or all of this is known.
    """
    await hold(session, upload)
    adds_link = upload.state is UploadState.UPLOADED and link and not upload.link
    if upload.state is not UploadState.APPROVED and not adds_link:
        raise NotInReview(upload.state)
    upload.state, upload.link, upload.updated_at = UploadState.UPLOADED, link, now
    upload.uploaded_at = upload.uploaded_at or now
    await session.flush()
    told = Told(reached=True)
    if isinstance(by, Staff):
        news = ListingInStore(upload.id or 0, upload.name, link)
        told = await _tell(session, upload, (news,), EventKind.LISTING_UPLOADED, by, now)
    await posting.show(session, upload=upload, now=now)
    await _end_ticket(session, upload, by, now)
    return told


async def _tell(
    session: AsyncSession,
    upload: Upload,
    payloads: tuple[Payload, ...],
    kind: EventKind,
    staff: Staff,
    now: datetime,
) -> Told:
    """Tell the seller, which answers the ticket; where they have left, only note what was done."""
    ticket = await session.get_one(Ticket, upload.ticket_id)
    try:
        seller = await handling.listener(session, ticket=ticket)
    except SellerUnreachable as refusal:
        by_staff(session, ticket, kind, staff=staff, now=now, upload=upload.id)
        return Told(reached=False, phone=refusal.phone)
    await handling.count_answer(
        session, ticket=ticket, staff=staff, now=now, kind=kind, upload=upload.id
    )
    for payload in payloads:
        post(
            session,
            payload,
            chat_id=seller.chat_id or 0,
            seller_id=seller.id,
            ticket_id=ticket.id,
            now=now,
        )
    return Told(reached=True)


async def _end_ticket(
    session: AsyncSession, upload: Upload, by: Staff | Seller, now: datetime
) -> None:
    """Resolve a ticket that was made for listings, once all of them are in the store."""
    ticket = await session.get_one(Ticket, upload.ticket_id)
    await hold_ticket(session, ticket)
    if isinstance(by, Seller):
        by_seller(session, ticket, EventKind.LISTING_UPLOADED, now=now, upload=upload.id)
    others = select(
        exists().where(
            col(Upload.ticket_id) == ticket.id,
            col(Upload.state).in_((UploadState.DRAFT, *posting.IN_REVIEW)),
        )
    )
    is_done = ticket.kind is TicketKind.UPLOAD and ticket.state not in FINISHED
    if not is_done or await session.scalar(others):
        return
    if isinstance(by, Staff):
        await handling.resolve(session, ticket=ticket, staff=by, now=now)
    else:
        await settle(session, ticket, by=by, now=now)
