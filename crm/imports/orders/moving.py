"""Take orders along to another desk, where no message of the old one can be answered or edited."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.imports.orders.payloads import (
    ImportCancelled,
    ImportDeclined,
    ImportDone,
    ImportKnown,
    ImportPreview,
    ImportProgress,
    ImportPrompt,
    ImportReceived,
    ImportReported,
    ImportStopped,
    RejectsFile,
)
from models import ImportOrder, Outbox
from models.imports import ImportState
from models.mail import OutboxState

_ONLY_EDITS = (ImportProgress.template, ImportCancelled.template)
_ALONE = {"message_id": None, "edits": False}
_UNQUOTED = {"reply_to": None}
_LOOSENED: dict[str, dict[str, Any]] = {
    ImportPrompt.template: _UNQUOTED,
    ImportDeclined.template: _UNQUOTED,
    ImportReceived.template: _UNQUOTED,
    ImportPreview.template: _UNQUOTED,
    RejectsFile.template: _UNQUOTED,
    ImportKnown.template: _ALONE,
    ImportStopped.template: _ALONE,
}
_UNDECIDED = (ImportState.WAITING, ImportState.PREVIEWED, ImportState.CONFIRMED)


async def move(session: AsyncSession, *, old: int, new: int) -> None:
    """Answer in `new` what was ordered in `old`; what waits to be said goes there by itself."""
    await session.execute(
        update(ImportOrder)
        .where(col(ImportOrder.chat_id) == old, col(ImportOrder.state).in_(_UNDECIDED))
        .values(chat_id=new, message_id=None)
    )
    waiting = (col(Outbox.chat_id) == old, col(Outbox.state) == OutboxState.WAITING)
    await session.execute(
        update(Outbox)
        .where(*waiting, col(Outbox.template).in_(_ONLY_EDITS))
        .values(state=OutboxState.CANCELLED, error="the desk moved")
    )
    about_imports = col(Outbox.template).in_((*_LOOSENED, ImportDone.template))
    for row in await session.scalars(select(Outbox).where(*waiting, about_imports)):
        _loosen(row)


def _loosen(row: Outbox) -> None:
    if row.template == ImportDone.template:
        row.template = ImportReported.template
        row.params = {name: value for name, value in row.params.items() if name != "message_id"}
    else:
        row.params = row.params | _LOOSENED[row.template]
