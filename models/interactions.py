"""The append-only log of every message in and out."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class Direction(StrEnum):
    """`in`: from a person to Sapa; `out`: from Sapa to a person."""

    IN = "in"
    OUT = "out"


class Channel(StrEnum):
    """By which way it went."""

    TELEGRAM = "telegram"
    EMAIL = "email"
    PHONE = "phone"
    CONSOLE = "console"


class Interaction(SQLModel, table=True):
    """One message, button press or call, exactly once."""

    __tablename__ = "interaction"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_interaction_seller", "seller_id", "at"),
        Index(
            "ix_interaction_ticket",
            "ticket_id",
            "at",
            sqlite_where=text("ticket_id IS NOT NULL"),
            postgresql_where=text("ticket_id IS NOT NULL"),
        ),
        Index("ix_interaction_message", "chat_id", "message_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    at: datetime
    direction: Direction = Field(sa_type=text_enum(Direction))
    channel: Channel = Field(default=Channel.TELEGRAM, sa_type=text_enum(Channel))
    seller_id: int | None = Field(default=None, foreign_key="seller.id", sa_type=RowId)
    staff_id: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    kind: str = Field(max_length=64)
    """In: text, photo, voice, button, edit, …; out: the template's name."""
    text: str = Field(default="", sa_type=Text)
    locale: str | None = Field(default=None, max_length=8)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=RowId)
    update_id: int | None = Field(default=None, unique=True, sa_type=BigInteger)
    outbox_id: int | None = Field(default=None, unique=True, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
