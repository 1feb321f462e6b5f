"""Listings that wait for staff, with photos whose pictures are in the storage."""

from sqlalchemy.ext.asyncio import AsyncSession

from models import Seller, Ticket, Upload, UploadPhoto
from models.tickets import Category, TicketKind
from models.uploads import PhotoState, UploadState
from tests.support.builders import NOW, a_seller, a_ticket, an_upload

KEY = f"ab/{'ab' * 32}.jpg"


async def a_sent_listing(
    session: AsyncSession,
    *,
    seller: Seller | None = None,
    keys: tuple[str, ...] = (KEY,),
    **facts: object,
) -> Upload:
    """Store a listing that was sent, in a ticket of its own, with a photo for each of `keys`."""
    seller = seller or await a_seller(session)
    ticket = await a_ticket(
        session, seller=seller, kind=TicketKind.UPLOAD, category=Category.PRODUCT
    )
    plausible = {
        "ticket_id": ticket.id,
        "state": UploadState.SENT,
        "sent_at": NOW,
        "category": "snacks",
        "name": "Keripik Singkong Balado",
        "price": 15_000,
    }
    upload = await an_upload(session, seller=seller, **plausible | facts)
    for number, key in enumerate(keys, start=1):
        session.add(
            UploadPhoto(
                upload_id=upload.id or 0, state=PhotoState.CHECKED, number=number, chat_id=5,
                message_id=number, file_id="f", received_at=NOW, key=key, flaws=["dark"],
            )
        )  # fmt: skip
    await session.flush()
    return upload


async def ticket_of(session: AsyncSession, upload: Upload) -> Ticket:
    """Return the ticket in which a listing is talked about."""
    return await session.get_one(Ticket, upload.ticket_id)


async def seller_of(session: AsyncSession, upload: Upload) -> Seller:
    """Return whose listing it is."""
    return await session.get_one(Seller, upload.seller_id)
