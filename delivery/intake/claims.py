"""Which spooled updates are whose turn, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    exists,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from models import Inbox
from models.mail import InboxState
from models.types import Moment, stated

ATTEMPTS = 3
FIRST_PAUSE = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True)
class Spooled:
    """An update whose turn it is; `payload` is its JSON."""

    update_id: int
    chat_id: int
    payload: str


async def claim(session: AsyncSession, *, now: datetime, limit: int) -> list[Spooled]:
    """Lock the next updates of chats that nobody else works on, oldest first.

    A chat is ours while its oldest waiting update is locked by this transaction: another replica
    sees that update as the chat's head, finds it locked, and passes the chat by. Behind a head
    come the same chat's next updates, as far as `limit` reaches.
    """
    rows = await session.execute(_heads(), {"now": now, "most": limit})
    heads = [Spooled(*row) for row in rows]
    if not heads or len(heads) == limit:
        return heads
    rows = await session.execute(
        _followers(),
        {
            "now": now,
            "chats": [head.chat_id for head in heads],
            "heads": [head.update_id for head in heads],
            "most": limit - len(heads),
        },
    )
    followers = [Spooled(*row) for row in rows]
    return sorted([*heads, *followers], key=lambda row: row.update_id)


async def claim_one(session: AsyncSession, update_id: int) -> Inbox | None:
    """Lock one update if it is its chat's next and nobody else works on it."""
    return await session.scalar(
        select(Inbox)
        .where(
            col(Inbox.update_id) == update_id, stated(col(Inbox.state), InboxState.NEW), _is_head()
        )
        .with_for_update(skip_locked=True)
    )


async def settle(session: AsyncSession, update_ids: Sequence[int]) -> None:
    """Mark updates as handled, and forget what they said: the interaction log keeps that."""
    connection = await session.connection()
    await connection.execute(
        update(Inbox)
        .where(col(Inbox.update_id).in_(update_ids))
        .values(state=InboxState.DONE, payload="")
    )


def fail(row: Inbox, *, now: datetime, error: str) -> bool:
    """Count a failed try; True when it was the last and the update is set aside."""
    row.attempts += 1
    row.error = error
    if row.attempts >= ATTEMPTS:
        row.state = InboxState.FAILED
        return True
    row.due = now + FIRST_PAUSE * 2 ** (row.attempts - 1)
    return False


@cache
def _heads() -> Select[int, int, str]:
    return (
        select(col(Inbox.update_id), col(Inbox.chat_id), col(Inbox.payload))
        .where(stated(col(Inbox.state), InboxState.NEW), col(Inbox.due) <= _now(), _is_head())
        .order_by(col(Inbox.update_id))
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


@cache
def _followers() -> Select[int, int, str]:
    return (
        select(col(Inbox.update_id), col(Inbox.chat_id), col(Inbox.payload))
        .where(
            stated(col(Inbox.state), InboxState.NEW),
            col(Inbox.due) <= _now(),
            col(Inbox.chat_id).in_(bindparam("chats", expanding=True)),
            col(Inbox.update_id).not_in(bindparam("heads", expanding=True)),
        )
        .order_by(col(Inbox.update_id))
        .limit(bindparam("most", type_=Integer))
    )


def _now() -> BindParameter[datetime]:
    return bindparam("now", type_=Moment())


def _is_head() -> ColumnElement[bool]:
    earlier = aliased(Inbox)
    return ~exists().where(
        stated(col(earlier.state), InboxState.NEW),
        col(earlier.chat_id) == col(Inbox.chat_id),
        col(earlier.update_id) < col(Inbox.update_id),
    )
