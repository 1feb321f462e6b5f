"""A seller's listings: begun, found again. Nobody reaches another one's."""

from datetime import datetime

from sqlalchemy import ColumnElement, Text, case, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.uploads import steps
from crm.uploads.listing import Listing, listing_of
from models import Seller, Ticket, Upload, UploadPhoto
from models.uploads import PhotoState, UploadState

LISTED = 8
"""How many listings `/unggah` shows."""
IN_USE = (PhotoState.RECEIVED, PhotoState.CHECKED)


async def begin(
    session: AsyncSession,
    *,
    seller: Seller,
    now: datetime,
    ticket_id: int | None = None,
    touch_id: int | None = None,
) -> Upload:
    """Return a new draft, or the seller's one that nothing was answered for yet.

    A draft that this ticket has already is gone on with; another seller's ticket is not tied.
    """
    tied = await _of_ticket(session, seller, ticket_id) if ticket_id else None
    if tied is not None and tied.state is UploadState.DRAFT:
        return tied
    draft = await _untouched(session, seller)
    if draft is None:
        draft = Upload(seller_id=seller.id or 0, created_at=now, updated_at=now)
        session.add(draft)
    if ticket_id and tied is None and await _owns(session, seller, ticket_id):
        draft.ticket_id = ticket_id
    draft.touch_id = touch_id or draft.touch_id
    draft.updated_at = now
    await session.flush()
    await steps.begin(session, upload=draft, now=now)
    return draft


async def resume(
    session: AsyncSession, *, upload_id: int, seller: Seller, now: datetime
) -> Upload | None:
    """Return the seller's draft, at which they are again; None where it is no draft of theirs."""
    draft = await draft_of(session, upload_id=upload_id, seller_id=seller.id or 0)
    if draft is not None:
        await steps.begin(session, upload=draft, now=now)
    return draft


async def draft_of(session: AsyncSession, *, upload_id: int, seller_id: int) -> Upload | None:
    """Return the seller's draft with this id; None where it is another's, or no draft."""
    found = await of_seller(session, upload_id=upload_id, seller_id=seller_id)
    return found if found is not None and found.state is UploadState.DRAFT else None


async def of_seller(session: AsyncSession, *, upload_id: int, seller_id: int) -> Upload | None:
    """Return the seller's listing with this id; None where it is another's, or thrown away."""
    return await session.scalar(
        select(Upload).where(
            col(Upload.id) == upload_id,
            col(Upload.seller_id) == seller_id,
            col(Upload.state) != UploadState.DISCARDED,
        )
    )


async def latest_draft(session: AsyncSession, *, seller_id: int) -> Upload | None:
    """Return the seller's draft that went on last and has something in it."""
    return await session.scalar(
        select(Upload)
        .where(
            col(Upload.seller_id) == seller_id,
            col(Upload.state) == UploadState.DRAFT,
            is_touched(),
        )
        .order_by(col(Upload.updated_at).desc(), col(Upload.id).desc())
        .limit(1)
    )


async def listed(session: AsyncSession, *, seller_id: int) -> list[Upload]:
    """Return the seller's listings that have something in them, drafts first, the latest first."""
    is_draft = case((col(Upload.state) == UploadState.DRAFT, 0), else_=1)
    found = await session.scalars(
        select(Upload)
        .where(
            col(Upload.seller_id) == seller_id,
            col(Upload.state) != UploadState.DISCARDED,
            is_touched(),
        )
        .order_by(is_draft, col(Upload.updated_at).desc(), col(Upload.id).desc())
        .limit(LISTED)
    )
    return list(found)


async def listing(session: AsyncSession, *, upload: Upload) -> Listing:
    """Return the listing as it stands, with the number of photos that can be used."""
    photos = await session.scalar(
        select(func.count())
        .select_from(UploadPhoto)
        .where(col(UploadPhoto.upload_id) == upload.id, col(UploadPhoto.state).in_(IN_USE))
    )
    return listing_of(upload, photos=photos or 0)


async def _of_ticket(session: AsyncSession, seller: Seller, ticket_id: int) -> Upload | None:
    return await session.scalar(
        select(Upload)
        .where(
            col(Upload.ticket_id) == ticket_id,
            col(Upload.seller_id) == seller.id,
            col(Upload.state) != UploadState.DISCARDED,
        )
        .order_by(col(Upload.id).desc())
        .limit(1)
    )


async def _untouched(session: AsyncSession, seller: Seller) -> Upload | None:
    return await session.scalar(
        select(Upload)
        .where(
            col(Upload.seller_id) == seller.id,
            col(Upload.state) == UploadState.DRAFT,
            col(Upload.ticket_id).is_(None),
            ~is_touched(),
        )
        .order_by(col(Upload.id))
        .limit(1)
    )


async def _owns(session: AsyncSession, seller: Seller, ticket_id: int) -> bool:
    ticket = await session.get(Ticket, ticket_id)
    return ticket is not None and ticket.seller_id == seller.id


def is_touched() -> ColumnElement[bool]:
    """Say that a listing has an answer, a photo, or a talk with staff."""
    has_photo = exists().where(
        col(UploadPhoto.upload_id) == col(Upload.id),
        col(UploadPhoto.state) != PhotoState.REMOVED,
    )
    return (
        (col(Upload.category) != "") | col(Upload.ticket_id).is_not(None) | is_told() | has_photo
    )


def is_told() -> ColumnElement[bool]:
    """Say that a listing has something in the seller's own words or numbers."""
    return or_(
        col(Upload.name) != "",
        col(Upload.description) != "",
        *(one.is_not(None) for one in (col(Upload.price), col(Upload.stock), col(Upload.weight))),
        *(
            cast(one, Text) != empty
            for one, empty in (
                (col(Upload.name_parts), "{}"),
                (col(Upload.answers), "{}"),
                (col(Upload.variants), "[]"),
            )
        ),
    )
