"""What waits to be translated, or to be written down from a voice message."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from models.types import RowId, text_enum


class Task(StrEnum):
    """What is to be done."""

    TRANSLATE = "translate"
    TRANSCRIBE = "transcribe"


class InterpretingOrder(SQLModel, table=True):
    """One request to a service; the row goes once its answer is posted. It holds no words."""

    __tablename__ = "interpreting_order"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_interpreting_order_message", "chat_id", "message_id"),
        Index(
            "ix_interpreting_order_due",
            "due",
            sqlite_where=text("ticket_id IS NOT NULL"),
            postgresql_where=text("ticket_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    task: Task = Field(sa_type=text_enum(Task))
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=RowId)
    """The ticket in whose topic the answer goes; a voice message may belong to none yet."""
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    """The voice message; for a translation the message whose button was pressed."""
    file_id: str = Field(default="", max_length=255)
    """The voice message's file."""
    target: str = Field(default="", max_length=8)
    """The language to translate into."""
    asked_at: datetime
    due: datetime
    """From when somebody may take it in hand; moved on by whoever does."""
    attempts: int = 0
