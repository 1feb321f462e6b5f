"""Post reviews that have no card yet, and make the files of approved listings."""

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from core.settings import Settings
from core.storage import Storage
from crm.uploads.export import orders, packing, queries
from crm.uploads.export.orders import Made, Portion
from crm.uploads.export.packing import Packed
from crm.uploads.export.payloads import FileKind
from crm.uploads.export.queries import Leaving
from crm.uploads.review import posting
from views import upload_sheets
from views.words import Catalogs

log = structlog.get_logger()


async def post_reviews(session: AsyncSession, _services: Services, now: datetime) -> None:
    """Post some listings that wait for staff and have no card."""
    posted = await posting.post_missing(session, now=now)
    if posted:
        log.info("reviews_posted", count=posted)


async def is_awaited(session: AsyncSession) -> bool:
    """Tell whether anybody waits for files."""
    return await orders.are_awaited(session)


async def export(services: Services, now: datetime) -> None:
    """Make a portion of the files for whoever waits longest; the next run makes the next one."""
    database = services.database
    async with database.reading() as session:
        order = await orders.first(session)
        if order is None:
            return
        leaving = await queries.leaving(
            session, everything=order.everything, after_id=order.after_id
        )
    with tempfile.TemporaryDirectory(prefix="sapa-export-") as name:
        portion = await made(services.settings, leaving, folder=Path(name), now=now)
        async with database.transaction() as session:
            handed = await orders.hand_out(session, order=order, portion=portion, now=now)
    log.info("listings_exported", count=len(leaving), handed=handed)


async def made(
    settings: Settings, leaving: Sequence[Leaving], *, folder: Path, now: datetime
) -> Portion:
    """Write the files of as many listings into `folder` as fit into one portion."""
    if not leaving:
        return Portion(upload_ids=(), files=(), missing=0, is_last=True)
    day = now.astimezone(settings.timezone).date()
    stem = folder / f"unggahan-{day}-{leaving[0].upload_id:04d}"
    packed = await packing.pack(Storage.of(settings), leaving, stem=stem)
    taken = leaving[: packed.listings]
    tables = await asyncio.to_thread(_tables, taken, packed, settings, stem)
    zips = (
        Made(path, FileKind.PICTURES, part, len(packed.paths))
        for part, path in enumerate(packed.paths, start=1)
    )
    return Portion(
        upload_ids=[one.upload_id for one in taken],
        files=(*tables, *zips),
        missing=len(packed.missing),
        is_last=len(taken) == len(leaving) < queries.AT_ONCE,
    )


def _tables(
    taken: Sequence[Leaving], packed: Packed, settings: Settings, stem: Path
) -> tuple[Made, Made]:
    words = Catalogs.load()[settings.staff_language]
    book, table = stem.with_suffix(".xlsx"), stem.with_suffix(".csv")
    book.write_bytes(
        upload_sheets.listing_workbook(
            taken, words, zone=settings.timezone, missing=packed.missing
        )
    )
    table.write_bytes(upload_sheets.listing_csv(taken, words, missing=packed.missing))
    return Made(book, FileKind.WORKBOOK), Made(table, FileKind.TABLE)
