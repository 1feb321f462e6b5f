"""Keep a file until it is sent, and forget it afterwards."""

from datetime import datetime

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.attachments.rules import safe_name
from crm.errors import CrmError
from models import Attachment

LIMIT = 50_000_000
"""Bytes that a bot may upload (Bot API, sendDocument: 50 MB; the smaller reading of it)."""


class AttachmentTooLarge(CrmError):
    """Telegram takes no file of this size from a bot."""

    code = "attachment_too_large"


async def attach(
    session: AsyncSession, *, name: str, media_type: str, content: bytes, now: datetime
) -> int:
    """Keep a file and return its id, for the payload that sends it.

    The file commits together with the message: neither is there without the other.

    Raises:
        AttachmentTooLarge: over 50 MB.
    """
    if len(content) > LIMIT:
        text = f"{safe_name(name)} is larger than the {LIMIT // 1_000_000} MB that a bot may send"
        raise AttachmentTooLarge(text, size=len(content))
    kept = Attachment(name=safe_name(name), media_type=media_type, content=content, created_at=now)
    session.add(kept)
    await session.flush()
    return kept.id or 0


async def forget(session: AsyncSession, *, before: datetime, limit: int) -> int:
    """Delete up to `limit` of the files kept since before a moment; return how many."""
    old = (
        select(col(Attachment.id))
        .where(col(Attachment.created_at) < before)
        .order_by(col(Attachment.created_at))
        .limit(limit)
    )
    connection = await session.connection()
    forgotten: CursorResult[tuple[()]] = await connection.execute(
        delete(Attachment).where(col(Attachment.id).in_(old))
    )
    return forgotten.rowcount
