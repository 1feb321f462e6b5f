"""Follow-ups: why a seller was written to, and what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.types import RowId, text_enum


class FollowUpState(StrEnum):
    """`planned` → `sent` → `answered`; `dropped` where the reason was gone before sending."""

    PLANNED = "planned"
    SENT = "sent"
    ANSWERED = "answered"
    DROPPED = "dropped"


class FollowUp(SQLModel, table=True):
    """One step of a cadence for one seller in one ISO week."""

    __tablename__ = "followup"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        UniqueConstraint("seller_id", "week", name="uq_followup_week"),
        Index("ix_followup_seller", "seller_id", "due"),
        Index("ix_followup_state", "state", "due"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    seller_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    cadence: str = Field(max_length=32)
    step: str = Field(max_length=32)
    week: str = Field(max_length=8)
    """ISO week of `due` in the seller's zone, such as 2026-W47."""
    state: FollowUpState = Field(default=FollowUpState.PLANNED, sa_type=text_enum(FollowUpState))
    planned_at: datetime
    due: datetime
    sent_at: datetime | None = None
    answer: str | None = Field(default=None, max_length=32)
    answered_at: datetime | None = None
