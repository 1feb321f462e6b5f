"""The clocks that run until a ticket is answered and resolved."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class Goal(StrEnum):
    """What was promised in a time."""

    FIRST_RESPONSE = "first_response"
    RESOLUTION = "resolution"


class Alarm(StrEnum):
    """Whom a clock has called by now; each is called once."""

    NONE = "none"
    WARNED = "warned"
    """At four fifths of the time."""
    ASSIGNEE = "assignee"
    """Once the time is over."""
    GROUP = "group"
    """The supervisors, in the desk."""
    PRIVATE = "private"
    """The supervisors, each in private: the last that is called."""


class SlaPolicy(SQLModel, table=True):
    """By what rules time is counted and promised; at most one row."""

    __tablename__ = "sla_policy"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    rules: dict[str, Any] = Field(sa_type=Json)
    published_at: datetime


class SlaClock(SQLModel, table=True):
    """The time that a ticket has for one goal, and how much of it is gone.

    All minutes are of business hours. A clock runs while `running_since` is set; while the seller
    has the word it stands, and what was spent is kept in `spent`.
    """

    __tablename__ = "sla_clock"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index(
            "ix_sla_clock_next",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    ticket_id: int = Field(
        foreign_key="ticket.id",
        primary_key=True,
        sa_type=RowId,
        sa_column_kwargs={"autoincrement": False},
    )
    goal: Goal = Field(primary_key=True, sa_type=text_enum(Goal))
    minutes: int
    """How much time there is."""
    spent: int = 0
    """How much of it was gone at `running_since`, or when the clock was stopped."""
    running_since: datetime | None = None
    due_at: datetime | None = None
    """When the time is over if the clock runs on; None while it stands."""
    alarm: Alarm = Field(default=Alarm.NONE, sa_type=text_enum(Alarm))
    next_at: datetime | None = None
    """When the next one is to be called; None where nobody is."""
    breached_at: datetime | None = None
    """When the time was over before the goal was reached."""
    ended_at: datetime | None = None
    """When the goal was reached."""
