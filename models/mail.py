"""The two spools: updates on their way in, messages on their way out."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel

from models.interactions import Channel
from models.types import Json, RowId, text_enum


class InboxState(StrEnum):
    """`new` waits (perhaps for a retry), `done` took effect, `failed` was set aside."""

    NEW = "new"
    DONE = "done"
    FAILED = "failed"


class Inbox(SQLModel, table=True):
    """One update as Telegram sent it, kept from before it is acknowledged."""

    __tablename__ = "inbox"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index(
            "ix_inbox_waiting",
            "chat_id",
            "update_id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index(
            "ix_inbox_new",
            "update_id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index(
            "ix_inbox_failed",
            "state",
            sqlite_where=text("state = 'failed'"),
            postgresql_where=text("state = 'failed'"),
        ),
    )

    update_id: int = Field(
        primary_key=True, sa_type=RowId, sa_column_kwargs={"autoincrement": False}
    )
    received_at: datetime
    chat_id: int = Field(default=0, sa_type=BigInteger)
    """Whose turn it is: the chat, else the user; 0 where the update names neither."""
    payload: str = Field(sa_type=Text)
    """The update's JSON."""
    state: InboxState = Field(default=InboxState.NEW, sa_type=text_enum(InboxState))
    attempts: int = 0
    due: datetime
    """Not to be handled before this moment (a retry's pause)."""
    error: str | None = Field(default=None, sa_type=Text)


class OutboxState(StrEnum):
    """Where a message is.

    `waiting` → `sending` (leased) → `sent`; or `cancelled` (its reason is gone), `dead` (Telegram
    refused it for good), `unknown` (it may have arrived and must not be sent twice).
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"
    DEAD = "dead"
    UNKNOWN = "unknown"


class Outbox(SQLModel, table=True):
    """A message to be: a payload and whom it goes to; words are chosen when it is sent."""

    __tablename__ = "outbox"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "priority",
            "due",
            "id",
            sqlite_where=text("state = 'waiting' AND channel = 'telegram' AND lane IS NULL"),
            postgresql_where=text("state = 'waiting' AND channel = 'telegram' AND lane IS NULL"),
        ),
        Index(
            "ix_outbox_lane",
            "lane",
            "state",
            "due",
            "id",
            sqlite_where=text("lane IS NOT NULL"),
            postgresql_where=text("lane IS NOT NULL"),
        ),
        Index(
            "ix_outbox_letter",
            "due",
            "id",
            sqlite_where=text("state = 'waiting' AND channel = 'email'"),
            postgresql_where=text("state = 'waiting' AND channel = 'email'"),
        ),
        Index(
            "ix_outbox_touch",
            "touch_id",
            sqlite_where=text("touch_id IS NOT NULL"),
            postgresql_where=text("touch_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_waiting_chat",
            "chat_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_outbox_sending",
            "chat_id",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index(
            "ix_outbox_chat_sent",
            "chat_id",
            "sent_at",
            sqlite_where=text("sent_at IS NOT NULL"),
            postgresql_where=text("sent_at IS NOT NULL"),
        ),
        Index(
            "ix_outbox_ticket",
            "ticket_id",
            sqlite_where=text("ticket_id IS NOT NULL"),
            postgresql_where=text("ticket_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    due: datetime
    priority: int
    channel: Channel = Field(
        default=Channel.TELEGRAM,
        sa_type=text_enum(Channel),
        sa_column_kwargs={"server_default": Channel.TELEGRAM.value},
    )
    chat_id: int = Field(sa_type=BigInteger)
    """0 for a letter: its seller's row says where it goes."""
    seller_id: int | None = Field(default=None, foreign_key="seller.id", index=True, sa_type=RowId)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=RowId)
    touch_id: int | None = Field(default=None, sa_type=RowId)
    """The word that this message is, where nobody asked for it."""
    lane: str | None = Field(default=None, max_length=64)
    """A queue of its own, which is opened and closed as a whole: a broadcast's in one zone."""
    template: str = Field(max_length=64)
    params: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    dedupe_key: str | None = Field(default=None, unique=True, max_length=160)
    state: OutboxState = Field(default=OutboxState.WAITING, sa_type=text_enum(OutboxState))
    lease_until: datetime | None = None
    attempts: int = 0
    created_at: datetime
    sent_at: datetime | None = None
    parts: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    """How many messages it is in its chat: an album several, one that went along 0."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = Field(default=None, sa_type=Text)
