"""Tickets: what a seller asked for, and all that happened to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, Text, and_, text
from sqlmodel import Field, SQLModel, col

from models.types import Json, RowId, stated, text_enum


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
    CLOSED = "closed"
    """Resolved for long enough: the seller cannot open it again."""


FINISHED = (TicketState.RESOLVED, TicketState.CLOSED)
"""The states in which nothing is left to do."""
_UNFINISHED = text("state <> 'resolved' AND state <> 'closed'")


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
            "ix_ticket_unfinished",
            "assignee_id",
            "created_at",
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
        Index(
            "ix_ticket_waiting",
            "waiting_since",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_ticket_resolved",
            "resolved_at",
            sqlite_where=text("state = 'resolved'"),
            postgresql_where=text("state = 'resolved'"),
        ),
        Index("ix_ticket_category", "category", "created_at"),
        Index(
            "ix_ticket_incident",
            "incident_id",
            sqlite_where=text("incident_id IS NOT NULL"),
            postgresql_where=text("incident_id IS NOT NULL"),
        ),
        Index(
            "ix_ticket_suggestion",
            "suggestion_id",
            sqlite_where=text("suggestion_id IS NOT NULL"),
            postgresql_where=text("suggestion_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    kind: TicketKind = Field(sa_type=text_enum(TicketKind))
    category: Category = Field(sa_type=text_enum(Category))
    state: TicketState = Field(default=TicketState.NEW, sa_type=text_enum(TicketState))
    priority: int = 2
    """1 urgent, 2 normal, 3 low."""
    priority_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    """Who of the staff set the priority by hand; rules leave it alone from then on."""
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
    unanswered: int = 1
    """How many messages of the seller came since staff answered last; the report is the first."""
    waiting_since: datetime | None = None
    """Since when the seller has the word; None while they have not."""
    reminded_at: datetime | None = None
    """When the seller was reminded that they have the word."""
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    incident_id: int | None = Field(default=None, foreign_key="incident.id", sa_type=RowId)
    suggestion_id: int | None = Field(default=None, foreign_key="suggestion.id", sa_type=RowId)
    rating: int | None = None
    """1 to 5, the seller's word on the answer."""
    rating_comment: str | None = Field(default=None, sa_type=Text)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


def unfinished() -> ColumnElement[bool]:
    """Tell in SQL whether something is left to do, in the words that its partial index knows."""
    return and_(*(stated(col(Ticket.state), state, equal=False) for state in FINISHED))


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
