"""A seller's listings as they are shown to them."""

from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads import drafts
from crm.uploads.payloads import ListingLine, ListingStanding, MyListings
from models import Upload


async def mine(session: AsyncSession, *, seller_id: int) -> MyListings:
    """Return the seller's listings, drafts first."""
    found = await drafts.listed(session, seller_id=seller_id)
    return MyListings(
        tuple(
            ListingLine(one.id or 0, one.state, one.step, one.category, one.name, one.updated_at)
            for one in found
        )
    )


async def standing(session: AsyncSession, *, upload: Upload) -> ListingStanding:
    """Return what became of a listing."""
    listing = await drafts.listing(session, upload=upload)
    return ListingStanding(upload.id or 0, upload.state, listing, upload.link)
