"""The sheet of rows that could not be taken, for whoever ordered the import."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from crm.attachments.operations import AttachmentTooLarge, attach
from crm.imports.orders.findings import Findings
from crm.imports.orders.payloads import RejectsFile
from crm.imports.queries import conflicts, rejects
from crm.staff.queries import group
from models import ImportConflict, ImportOrder, ImportReject, Staff
from scheduler.importing.tools import Tools
from views.rejects import MOST_ROWS, rejects_workbook
from views.words import Words

log = structlog.get_logger()

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 1_000
"""Rows read at once: the bot answers in between."""


@dataclass(frozen=True, slots=True)
class RejectsSheet:
    """A workbook that was made and is not yet kept."""

    name: str
    content: bytes
    findings: Findings
    shown: int

    async def attach(
        self, session: AsyncSession, order: ImportOrder, *, now: datetime
    ) -> RejectsFile | None:
        """Keep it, and return the message that sends it; None where it is too large to send."""
        try:
            number = await attach(
                session, name=self.name, media_type=XLSX, content=self.content, now=now
            )
        except AttachmentTooLarge as refusal:
            log.warning("rejects_not_sent", order_id=order.id, error=str(refusal))
            return None
        return RejectsFile(
            attachment_id=number,
            file_name=self.findings.file_name,
            rejected=self.findings.rejected,
            shown=self.shown,
            conflicts=self.findings.conflicts,
            reply_to=order.message_id,
        )


async def rejects_sheet(
    tools: Tools, order: ImportOrder, findings: Findings, *, batch_id: int
) -> RejectsSheet | None:
    """Make the sheet of a batch; None where everything in it was taken."""
    if not findings.rejected and not findings.conflicts:
        return None
    async with tools.services.database.reading() as session:
        words = tools.catalogs[await _language(session, order)]
        refused = await _rejects(session, batch_id)
        contradicted = await conflicts(session, batch_id=batch_id, limit=MOST_ROWS)
    content = await asyncio.to_thread(_made, tools, words, refused, contradicted)
    title = words("Rejected rows").unescape()
    name = f"{Path(findings.file_name).stem} – {title}.xlsx"
    return RejectsSheet(name, content, findings, shown=len(refused))


def _made(
    tools: Tools,
    words: Words,
    refused: Sequence[ImportReject],
    contradicted: Sequence[ImportConflict],
) -> bytes:
    zone = tools.services.settings.timezone
    return rejects_workbook(refused, contradicted, words=words, zone=zone)


async def _rejects(session: AsyncSession, batch_id: int) -> list[ImportReject]:
    found: list[ImportReject] = []
    while len(found) < MOST_ROWS:
        after = (found[-1].id or 0) if found else 0
        chunk = await rejects(session, batch_id=batch_id, after=after, limit=CHUNK)
        found += chunk
        if len(chunk) < CHUNK:
            break
    return found


async def _language(session: AsyncSession, order: ImportOrder) -> str | None:
    """Return what is read where the order is answered."""
    desk = await group(session)
    if desk is not None and order.chat_id in {None, desk.chat_id}:
        return desk.language
    member = await session.get(Staff, order.staff_id) if order.staff_id else None
    return member.language if member else None
