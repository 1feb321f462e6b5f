"""Tickets: what a seller asked for, and all that happened to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class TicketKind(StrEnum):
    """What sort of work a ticket is."""

    ISSUE = "issue"
    UPLOAD = "upload"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    CLAIM = "claim"


class TicketState(StrEnum):
    """Where the work stands; `waiting` means that the seller has the word."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"


class Category(StrEnum):
    """What a report is about."""

    LOGIN = "login"
    PAYMENT = "payment"
    ORDER = "order"
    SHIPPING = "shipping"
    PRODUCT = "product"
    STORE = "store"
    SUGGESTION = "suggestion"
    OTHER = "other"


class Ticket(SQLModel, table=True):
    """One piece of work for staff, from one seller."""

    __tablename__ = "ticket"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_ticket_seller", "seller_id", "state"),
        Index(
            "ix_ticket_topic",
            "topic_id",
            sqlite_where=text("topic_id IS NOT NULL"),
            postgresql_where=text("topic_id IS NOT NULL"),
        ),
        Index(
            "ix_ticket_unresolved",
            "state",
            "created_at",
            sqlite_where=text("state <> 'resolved'"),
            postgresql_where=text("state <> 'resolved'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    kind: TicketKind = Field(sa_type=text_enum(TicketKind))
    category: Category = Field(sa_type=text_enum(Category))
    state: TicketState = Field(default=TicketState.NEW, sa_type=text_enum(TicketState))
    priority: int = 2
    """1 urgent, 2 normal, 3 low."""
    seller_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    assignee_id: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    text: str = Field(default="", sa_type=Text)
    """The report in the seller's own words; empty where it was only pictures or voice."""
    language: str = Field(default="id", max_length=8)
    topic_id: int | None = Field(default=None, sa_type=BigInteger)
    card_message_id: int | None = Field(default=None, sa_type=BigInteger)
    created_at: datetime
    updated_at: datetime
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    rating: int | None = None
    """1 to 5, the seller's word on the answer."""
    rating_comment: str | None = Field(default=None, sa_type=Text)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


class TicketEvent(SQLModel, table=True):
    """A change of a ticket: what, when, and by whom (staff, else the seller, else Sapa itself)."""

    __tablename__ = "ticket_event"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_ticket_event_ticket", "ticket_id", "id"),
        Index(
            "ix_ticket_event_seller",
            "seller_id",
            sqlite_where=text("seller_id IS NOT NULL"),
            postgresql_where=text("seller_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=RowId)
    at: datetime
    kind: str = Field(max_length=32)
    staff_id: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    seller_id: int | None = Field(default=None, foreign_key="seller.id", sa_type=RowId)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
