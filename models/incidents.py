"""Incidents: one cause behind many reports."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel

from models.tickets import Category
from models.types import Json, RowId, text_enum


class IncidentState(StrEnum):
    """`proposed` by Sapa → `open` or `dismissed` by staff → `resolved`."""

    PROPOSED = "proposed"
    OPEN = "open"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"


class Incident(SQLModel, table=True):
    """Many similar reports in a short time, which one answer can end."""

    __tablename__ = "incident"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index(
            "ix_incident_live",
            "category",
            sqlite_where=text("state IN ('proposed', 'open')"),
            postgresql_where=text("state IN ('proposed', 'open')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    category: Category = Field(sa_type=text_enum(Category))
    state: IncidentState = Field(default=IncidentState.PROPOSED, sa_type=text_enum(IncidentState))
    title: str = Field(default="", max_length=120)
    words: list[str] = Field(default_factory=list, sa_type=Json)
    """What its reports have in common, by which a new one is known as one of it."""
    card_message_id: int | None = Field(default=None, sa_type=BigInteger)
    proposed_at: datetime
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    resolved_at: datetime | None = None
    answers: int = 0
    """How often all its sellers were told something."""
    answer: str = Field(default="", sa_type=Text)
    """What they were told last."""
    edits: int = 0
    """How often its message was posted or changed."""
