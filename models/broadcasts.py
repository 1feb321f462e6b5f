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
    """How many it was written to so far."""
    filled_to: int = Field(default=0, sa_type=RowId)
    """The last seller who was looked at when it was written to all."""
    filled_at: datetime | None = None
    """When it was written to the last one."""
    chat_id: int = Field(sa_type=BigInteger)
    """Where it was written, and its progress is shown."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message that shows its progress."""
    edits: int = 0
    """How often the progress was shown."""
    told_at: datetime | None = None
    """When it was said how it went."""
    created_at: datetime
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None
