"""What became of an order in hand, and whom it is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.imports.orders.findings import Findings, RejectLine, findings_of, rejects_of, sample_of
from crm.imports.orders.operations import OrderLost, in_hand
from crm.imports.orders.payloads import (
    ImportDone,
    ImportKnown,
    ImportPreview,
    ImportProgress,
    ImportReported,
    ImportStopped,
    RejectsFile,
)
from crm.imports.reports import ImportReport
from crm.outbox.operations import post, post_once
from crm.outbox.payload import Payload
from crm.staff.queries import group
from models import ImportOrder, Outbox
from models.imports import ImportKind, ImportState
from models.mail import OutboxState


async def previewed(
    session: AsyncSession,
    order: ImportOrder,
    *,
    report: ImportReport,
    too_many: bool,
    now: datetime,
) -> None:
    """Show what would change, and ask.

    Raises:
        OrderLost: it is in hand no more, as with all of these.
    """
    await _end(session, order, ImportState.PREVIEWED, now=now, kind=report.kind)
    preview = ImportPreview(
        order_id=order.id or 0,
        reply_to=order.message_id,
        findings=findings_of(report),
        too_many=too_many,
        rejects=rejects_of(report),
        sample=sample_of(report),
    )
    await tell(session, order, preview, now=now)


async def progressed(
    session: AsyncSession,
    order: ImportOrder,
    *,
    progress: ImportProgress,
    number: int,
    now: datetime,
) -> bool:
    """Show how far it is, unless what was shown as `number - 1` has not even left."""
    key = f"import:{order.id}:{order.attempts}:"
    last = await session.scalar(
        select(col(Outbox.state)).where(col(Outbox.dedupe_key) == f"{key}{number - 1}")
    )
    if order.chat_id is None or last in {OutboxState.WAITING, OutboxState.SENDING}:
        return False
    return await post_once(
        session, progress, dedupe_key=f"{key}{number}", chat_id=order.chat_id, now=now
    )


async def known(
    session: AsyncSession,
    order: ImportOrder,
    *,
    kind: ImportKind,
    file_name: str,
    at: datetime,
    now: datetime,
) -> None:
    """Say that the same file was taken in before."""
    await _end(session, order, ImportState.DONE, now=now, kind=kind)
    answer = ImportKnown(file_name, at, message_id=order.message_id, edits=_edits(order))
    await tell(session, order, answer, now=now)


async def done(
    session: AsyncSession,
    order: ImportOrder,
    *,
    findings: Findings,
    seconds: int,
    rejects: RejectsFile | None,
    now: datetime,
) -> None:
    """Say what was taken in, and send the sheet of what could not be."""
    await _end(session, order, ImportState.DONE, now=now, kind=findings.kind)
    if order.message_id is None:
        await tell(session, order, ImportReported(findings, seconds), now=now)
    else:
        await tell(session, order, ImportDone(order.message_id, findings, seconds), now=now)
    if rejects is not None:
        await tell(session, order, rejects, now=now)


async def refused(
    session: AsyncSession,
    order: ImportOrder,
    *,
    error: CrmError,
    rejects: tuple[RejectLine, ...] = (),
    now: datetime,
) -> None:
    """Say what is wrong with the file."""
    await _end(session, order, ImportState.REFUSED, now=now, error=f"{error.code}: {error}")
    stopped = ImportStopped(
        file_name=order.file_name,
        code=error.code,
        text=str(error),
        message_id=order.message_id,
        edits=_edits(order),
        names=_names(error),
        rejects=rejects,
    )
    await tell(session, order, stopped, now=now)


async def failed(session: AsyncSession, order: ImportOrder, *, error: str, now: datetime) -> None:
    """Say that it is not the file's fault."""
    await _end(session, order, ImportState.FAILED, now=now, error=error)
    stopped = ImportStopped(
        file_name=order.file_name,
        code="",
        text="",
        message_id=order.message_id,
        edits=_edits(order),
    )
    await tell(session, order, stopped, now=now)


async def tell(
    session: AsyncSession, order: ImportOrder, payload: Payload, *, now: datetime
) -> None:
    """Answer where the order was made; else tell the desk, once there is one."""
    desk = await group(session) if order.chat_id is None else None
    chat_id = order.chat_id or (desk.chat_id if desk else None)
    if chat_id is not None:
        post(session, payload, chat_id=chat_id, now=now)


async def _end(
    session: AsyncSession,
    order: ImportOrder,
    state: ImportState,
    *,
    now: datetime,
    kind: ImportKind | None = None,
    error: str | None = None,
) -> None:
    ended = await session.execute(
        update(ImportOrder)
        .where(in_hand(order))
        .values(
            state=state,
            kind=kind or order.kind,
            error=error,
            updated_at=now,
            lease_until=None,
        )
        .returning(col(ImportOrder.id))
    )
    if ended.first() is None:
        raise OrderLost(order_id=order.id)


def _edits(order: ImportOrder) -> bool:
    """Tell whether there is a progress to take the place of."""
    return order.state is ImportState.CONFIRMED and order.message_id is not None


def _names(error: CrmError) -> tuple[str, ...]:
    named = error.details.get("columns") or error.details.get("names") or ()
    return tuple(map(str, cast("Iterable[object]", named)))
