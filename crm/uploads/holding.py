"""Hold a listing while it is changed, so that two never change it at once."""

from sqlalchemy.ext.asyncio import AsyncSession

from models import Upload


async def hold(session: AsyncSession, upload: Upload) -> None:
    """Read the listing anew and keep others from changing it until the transaction ends.

    Whoever holds a ticket too holds the listing first.
    """
    await session.flush()  # reading anew would lose what was changed and not yet written
    await session.refresh(upload, with_for_update={"key_share": True})
