"""Canned answers of the staff, and the problems that sellers solve by reading."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.tickets import Category
from models.types import Json, RowId, text_enum


class Macro(SQLModel, table=True):
    """One canned answer, in Indonesian and as many other languages as somebody wrote."""

    __tablename__ = "macro"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    name: str = Field(max_length=60)
    """What staff know it by."""
    category: Category | None = Field(default=None, sa_type=text_enum(Category))
    """Offered first with tickets of this category; None: with any."""
    texts: dict[str, str] = Field(default_factory=dict, sa_type=Json)
    """By language tag, with placeholders; without `id` Sapa has words of its own, or it is a
    draft."""
    active: bool = True
    uses: int = 0
    starter: str | None = Field(default=None, unique=True, max_length=32)
    """Which one it is of those that Sapa brings along; None for what staff wrote."""
    written_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    updated_at: datetime


class Reading(StrEnum):
    """What became of an answer that a seller was shown before a report was made."""

    SHOWN = "shown"
    SOLVED = "solved"
    UNSOLVED = "unsolved"


class KnowledgeReading(SQLModel, table=True):
    """A seller was shown the answer to a common problem."""

    __tablename__ = "knowledge_reading"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (Index("ix_knowledge_reading_article", "article", "shown_at"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    article: str = Field(max_length=40)
    seller_id: int = Field(foreign_key="seller.id", sa_type=RowId, index=True)
    language: str = Field(default="id", max_length=8)
    reading: Reading = Field(default=Reading.SHOWN, sa_type=text_enum(Reading))
    shown_at: datetime
    answered_at: datetime | None = None
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=RowId)
    """The report that was made after it did not help."""
