"""Broadcasts: one message of a supervisor to many sellers."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class BroadcastState(StrEnum):
    """`draft` → `sending` ⇄ `paused` → `done`; or `cancelled`."""

    DRAFT = "draft"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class Broadcast(SQLModel, table=True):
    """What a supervisor says to all sellers that a filter finds; each of them is a touch."""

    __tablename__ = "broadcast"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    state: BroadcastState = Field(default=BroadcastState.DRAFT, sa_type=text_enum(BroadcastState))
    author_id: int = Field(foreign_key="staff.id", sa_type=RowId)
    filters: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    texts: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """By language; a seller whose language is missing reads the Indonesian one."""
    photo: str | None = Field(default=None, max_length=255)
    """Telegram's id of the picture."""
    recipients: int = 0
    chat_id: int = Field(sa_type=BigInteger)
    """Where it was written, and its progress is shown."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message that shows its progress."""
    created_at: datetime
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None
