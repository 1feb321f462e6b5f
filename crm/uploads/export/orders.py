"""The files of approved listings: asked for in a chat, made beside, handed out in portions."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.attachments.operations import attach
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.uploads.export.payloads import FileKind, ListingFile, NothingToExport
from models import Upload, UploadExport

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {FileKind.WORKBOOK: XLSX, FileKind.TABLE: "text/csv", FileKind.PICTURES: "application/zip"}


@dataclass(frozen=True, slots=True)
class Made:
    """A file that lies ready; which of how many of its kind it is."""

    path: Path
    kind: FileKind
    part: int = 1
    of: int = 1


@dataclass(frozen=True, slots=True)
class Portion:
    """What was made of some listings at once: their ids, and the files."""

    upload_ids: Sequence[int]
    files: Sequence[Made]
    missing: int
    is_last: bool


async def ask(
    session: AsyncSession,
    *,
    chat_id: int,
    ticket_id: int | None,
    everything: bool,
    now: datetime,
) -> None:
    """Remember a chat that wants the files; one that waits already waits on."""
    order = {
        "chat_id": chat_id,
        "ticket_id": ticket_id,
        "everything": everything,
        "after_id": 0,
        "asked_at": now,
    }
    await session.execute(
        insert_into(session, UploadExport).values(order).on_conflict_do_nothing()
    )


async def are_awaited(session: AsyncSession) -> bool:
    """Tell whether a chat waits for files."""
    return bool(await session.scalar(select(exists().select_from(UploadExport))))


async def first(session: AsyncSession) -> UploadExport | None:
    """Return the order that waits longest."""
    return await session.scalar(
        select(UploadExport)
        .order_by(col(UploadExport.asked_at), col(UploadExport.chat_id))
        .limit(1)
    )


async def hand_out(
    session: AsyncSession, *, order: UploadExport, portion: Portion, now: datetime
) -> bool:
    """Post a portion to its chat and note what left; False where another replica was faster."""
    if not await _move_on(session, order, portion):
        return False
    if not portion.upload_ids and not order.after_id:
        _post(session, order, NothingToExport(order.everything), now)
    for made in portion.files:
        number = await attach(
            session,
            name=made.path.name,
            media_type=MEDIA[made.kind],
            content=await asyncio.to_thread(made.path.read_bytes),
            now=now,
        )
        file = ListingFile(
            attachment_id=number,
            kind=made.kind,
            listings=len(portion.upload_ids),
            part=made.part,
            of=made.of,
            missing=portion.missing if made.kind is FileKind.WORKBOOK else 0,
        )
        _post(session, order, file, now)
    await note(session, upload_ids=portion.upload_ids, now=now)
    return True


async def note(session: AsyncSession, *, upload_ids: Sequence[int], now: datetime) -> None:
    """Note that listings were exported."""
    await session.execute(
        update(Upload).where(col(Upload.id).in_(upload_ids)).values(exported_at=now)
    )


def _post(session: AsyncSession, order: UploadExport, payload: Payload, now: datetime) -> None:
    post(session, payload, chat_id=order.chat_id, ticket_id=order.ticket_id, now=now)


async def _move_on(session: AsyncSession, order: UploadExport, portion: Portion) -> bool:
    mine = (
        col(UploadExport.chat_id) == order.chat_id,
        col(UploadExport.after_id) == order.after_id,
        col(UploadExport.asked_at) == order.asked_at,
    )
    statement = (
        delete(UploadExport).where(*mine).returning(col(UploadExport.chat_id))
        if portion.is_last
        else update(UploadExport)
        .where(*mine)
        .values(after_id=max(portion.upload_ids))
        .returning(col(UploadExport.chat_id))
    )
    return (await session.execute(statement)).first() is not None
