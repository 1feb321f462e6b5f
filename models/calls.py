"""Phone calls that staff are asked to make."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel

from models.types import RowId, text_enum


class CallOutcome(StrEnum):
    """How a call ended."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    PROBLEM = "problem"
    """They were reached, and a ticket holds what hinders them."""
    CALL_BACK = "call_back"
    """They were reached and asked for another hour: only in the log, for the call stays open."""
    SOLVED = "solved"
    """Nobody had to call any more."""
    WITHDRAWN = "withdrawn"
    """Its reason was gone before anybody called."""


class CallTask(SQLModel, table=True):
    """A call to one seller; open until it has an outcome."""

    __tablename__ = "call_task"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_call_task_seller", "seller_id", "done_at"),
        Index(
            "ix_call_task_open",
            "call_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    seller_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    touch_id: int | None = Field(default=None, sa_type=RowId)
    """The word to the seller that this call is, or that it came of."""
    reason: str = Field(max_length=32)
    """A code that the view words: asked (the seller pressed "call me"), staff, …"""
    letter: str | None = Field(default=None, max_length=32)
    """What a cadence wants to be said, as in `crm.followups.letters`."""
    created_at: datetime
    call_at: datetime
    """Not before this moment: the seller asked to be called back, or nobody answered."""
    tries: int = 0
    """How often nobody answered."""
    dialled: str | None = Field(default=None, max_length=20)
    """The number that staff were shown: a later pull may bring another one."""
    held_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    held_until: datetime | None = None
    """Who calls just now, until when nobody else does."""
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=RowId)
    """What the call made a ticket of."""
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    outcome: CallOutcome | None = Field(default=None, sa_type=text_enum(CallOutcome))
    note: str | None = Field(default=None, sa_type=Text)
    card_message_id: int | None = Field(default=None, sa_type=BigInteger)
