"""Find what staff press and reply about: a listing, and the question of ours behind a reply."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.uploads.review.refusals import ListingGone
from models import Upload
from models.uploads import UploadState


async def in_review(session: AsyncSession, upload_id: int) -> Upload:
    """Return a listing that was sent to staff.

    Raises:
        ListingGone: there is none, or it was never sent.
    """
    upload = await session.scalar(
        select(Upload).where(
            col(Upload.id) == upload_id,
            col(Upload.state) != UploadState.DISCARDED,
            col(Upload.ticket_id).is_not(None),
        )
    )
    if upload is None:
        raise ListingGone(upload_id=upload_id)
    return upload
