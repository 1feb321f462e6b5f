"""A listing as staff review it: what it says, what was found in it, what was suggested."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.uploads import drafts
from crm.uploads.naming import rules as naming
from crm.uploads.naming.faults import Finding
from crm.uploads.photos.queries import photos_of
from crm.uploads.prices import others_of
from crm.uploads.review.payloads import ChangeLine, PhotoFlaws, ReviewCard
from models import Seller, Staff, Upload, UploadChange

Card = TypeVar("Card", bound=ReviewCard)
SHOWN = 4
"""How many changes a card tells of, the latest ones."""


async def card_of(
    session: AsyncSession, kind: type[Card], *, upload: Upload, message_id: int | None
) -> Card:
    """Return the listing as it is now, in place of `message_id` where it is given."""
    seller = await session.get_one(Seller, upload.seller_id)
    approver = await session.get(Staff, upload.approved_by) if upload.approved_by else None
    photos = await photos_of(session, upload.id or 0)
    return kind(
        upload_id=upload.id or 0,
        state=upload.state,
        store=seller.store_name,
        listing=await drafts.listing(session, upload=upload),
        sent_at=upload.sent_at,
        findings=await _findings(session, upload),
        photos=tuple(
            PhotoFlaws(place, tuple(photo.flaws))
            for place, photo in enumerate(photos, start=1)
            if photo.flaws
        ),
        changes=await _changes(session, upload),
        decided_by=approver.name if approver else "",
        link=upload.link,
        message_id=message_id,
    )


async def _findings(session: AsyncSession, upload: Upload) -> tuple[Finding, ...]:
    if not upload.name:
        return ()
    others = await others_of(session, seller_id=upload.seller_id, but=upload.id or 0)
    return naming.findings(upload.name, others=others)


async def _changes(session: AsyncSession, upload: Upload) -> tuple[ChangeLine, ...]:
    rows = await session.execute(
        select(UploadChange, col(Staff.name))
        .outerjoin(Staff, col(Staff.id) == col(UploadChange.staff_id))
        .where(col(UploadChange.upload_id) == upload.id)
        .order_by(col(UploadChange.id).desc())
        .limit(SHOWN)
    )
    lines = [
        ChangeLine(change.field, change.before, change.after, change.state, name or "")
        for change, name in rows
    ]
    return tuple(reversed(lines))
