"""A seller gives a listing to staff."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from crm.uploads import drafts, steps
from crm.uploads.helping import back_to_staff, ticket_of
from crm.uploads.holding import hold
from crm.uploads.review.posting import post_review
from crm.uploads.rules import Lack, lacking
from models import Seller, Upload
from models.uploads import Passing, UploadState


class ListingLacks(CrmError):
    """Staff cannot work with it yet; `lacks` says what has to be there first."""

    code = "listing_lacks"

    def __init__(self, lacks: Sequence[Lack]) -> None:
        """Name them."""
        super().__init__(", ".join(lacks))
        self.lacks = tuple(lacks)


async def send(session: AsyncSession, *, upload: Upload, seller: Seller, now: datetime) -> None:
    """Let staff look the draft over in its ticket; one that they have is not sent again.

    Raises:
        ListingLacks: too little is there.
    """
    await hold(session, upload)
    if upload.state is not UploadState.DRAFT:
        return
    listing = await drafts.listing(session, upload=upload)
    if lacks := lacking(listing):
        raise ListingLacks(lacks)
    upload.state = UploadState.SENT
    upload.sent_at = upload.updated_at = now
    await steps.leave(session, upload=upload, passing=Passing.ANSWERED, now=now)
    ticket = await ticket_of(session, upload=upload, seller=seller, now=now)
    await back_to_staff(session, ticket=ticket, now=now)
    await post_review(session, upload=upload, now=now)
