"""What sellers wish of the marketplace's app, and how many wish the same."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class SuggestionState(StrEnum):
    """What the division makes of it."""

    NEW = "new"
    PASSED_ON = "passed_on"
    DONE = "done"
    DECLINED = "declined"


class Suggestion(SQLModel, table=True):
    """One wish, in the words of who had it first."""

    __tablename__ = "suggestion"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (Index("ix_suggestion_state", "state", "votes"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    text: str = Field(default="", sa_type=Text)
    words: list[str] = Field(default_factory=list, sa_type=Json)
    """What it is about, by which a similar one is found."""
    state: SuggestionState = Field(default=SuggestionState.NEW, sa_type=text_enum(SuggestionState))
    votes: int = 1
    created_at: datetime
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)


class SuggestionVote(SQLModel, table=True):
    """A seller wishes this too."""

    __tablename__ = "suggestion_vote"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    suggestion_id: int = Field(
        foreign_key="suggestion.id",
        primary_key=True,
        sa_type=RowId,
        sa_column_kwargs={"autoincrement": False},
    )
    seller_id: int = Field(
        foreign_key="seller.id",
        primary_key=True,
        index=True,
        sa_type=RowId,
        sa_column_kwargs={"autoincrement": False},
    )
    at: datetime


class SuggestionOrder(SQLModel, table=True):
    """A chat that waits for the list as a workbook."""

    __tablename__ = "suggestion_order"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    ticket_id: int | None = Field(default=None, sa_type=RowId)
    """The ticket in whose topic it was asked for."""
    asked_at: datetime
