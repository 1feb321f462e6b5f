"""Take updates in: into the inbox, and only then are they ours."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from core.sql import insert_into
from models import Inbox
from models.mail import InboxState

RawUpdate = Mapping[str, Any]


async def spool(session: AsyncSession, updates: Sequence[RawUpdate], *, now: datetime) -> None:
    """Write `updates` to the inbox; one that is already there is left as it is."""
    rows = [
        {
            "update_id": update["update_id"],
            "received_at": now,
            "chat_id": chat_of(update),
            "payload": orjson.dumps(update).decode(),
            "state": InboxState.NEW,
            "attempts": 0,
            "due": now,
        }
        for update in updates
    ]
    statement = insert_into(session, Inbox).on_conflict_do_nothing(index_elements=["update_id"])
    await session.execute(statement, rows)


def chat_of(update: RawUpdate) -> int:
    """Return whose turn an update is: its chat, else its user; 0 where it names neither."""
    bodies: list[RawUpdate] = [body for kind, body in update.items() if kind != "update_id"]
    for body in bodies:
        message: RawUpdate = body.get("message") or {}
        for holder in (body.get("chat"), message.get("chat"), body.get("from"), body.get("user")):
            if holder:
                return int(holder["id"])
    return 0
