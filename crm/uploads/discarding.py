"""A seller throws a draft away."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.uploads import steps
from crm.uploads.review import posting, suggested
from models import Upload
from models.uploads import Passing, UploadState


async def discard(session: AsyncSession, *, upload_id: int, seller_id: int, now: datetime) -> bool:
    """Throw the seller's draft away; False where it is no draft of theirs any more.

    Staff who had it see that, and what they suggested for it is asked no more.
    """
    gone = await session.scalar(
        update(Upload)
        .where(
            col(Upload.id) == upload_id,
            col(Upload.seller_id) == seller_id,
            col(Upload.state) == UploadState.DRAFT,
        )
        .values(state=UploadState.DISCARDED, updated_at=now)
        .returning(col(Upload.id))
    )
    if gone is None:
        return False
    upload = await session.get_one(Upload, gone, populate_existing=True)
    await steps.leave(session, upload=upload, passing=Passing.LEFT, now=now)
    if upload.sent_at is not None:
        await suggested.withdraw(session, upload=upload, now=now)
        await posting.show(session, upload=upload, now=now)
    return True
