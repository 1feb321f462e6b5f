"""Write down what became of a photo that was in hand; nothing where somebody else had it since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from crm.uploads.photos.claiming import in_hand
from models import UploadPhoto
from models.uploads import PhotoState


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a photo, and under which name it is kept."""

    key: str
    width: int
    height: int
    flaws: tuple[str, ...]
    measures: dict[str, float]
    fingerprint: int
    improvable: bool
    pair: bytes | None


async def checked(
    session: AsyncSession, photo: UploadPhoto, *, found: Found, now: datetime
) -> None:
    """Keep what was found; the seller is told of it with the rest of the listing's photos."""
    await _settle(
        session,
        photo,
        state=PhotoState.CHECKED,
        checked_at=now,
        key=found.key,
        width=found.width,
        height=found.height,
        flaws=list(found.flaws),
        measures=found.measures,
        fingerprint=found.fingerprint,
        improvable=found.improvable,
        pair=found.pair,
    )


async def refused(session: AsyncSession, photo: UploadPhoto, *, why: str, now: datetime) -> None:
    """Note that a file gives no photo; the seller is told why."""
    await _settle(session, photo, state=PhotoState.REFUSED, checked_at=now, refusal=why)


async def improved(session: AsyncSession, photo: UploadPhoto, *, key: str) -> None:
    """Note under which name the improved version is kept."""
    await _settle(session, photo, improved_key=key)


async def not_improved(session: AsyncSession, photo: UploadPhoto) -> None:
    """Go back to the seller's own photo, where it is in the storage no more."""
    await _settle(session, photo, improved=False, improvable=False)


async def _settle(session: AsyncSession, photo: UploadPhoto, **values: object) -> None:
    await session.execute(
        update(UploadPhoto).where(in_hand(photo)).values(lease_until=None, attempts=0, **values)
    )
