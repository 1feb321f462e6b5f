"""Stores that may be one: what was found, and what staff decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class DuplicateReason(StrEnum):
    """What two stores have in common, the strongest first."""

    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    """The same name in the same regency."""


class DuplicateState(StrEnum):
    """What staff decided."""

    OPEN = "open"
    KEPT = "kept"
    MERGED = "merged"


class SellerDuplicate(SQLModel, table=True):
    """Two stores that look like one; `first_id` is the older row."""

    __tablename__ = "seller_duplicate"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        UniqueConstraint("first_id", "second_id", name="uq_seller_duplicate_pair"),
        Index("ix_seller_duplicate_second", "second_id"),
        Index(
            "ix_seller_duplicate_open",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    first_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    second_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    reason: DuplicateReason = Field(sa_type=text_enum(DuplicateReason))
    state: DuplicateState = Field(default=DuplicateState.OPEN, sa_type=text_enum(DuplicateState))
    found_at: datetime
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", sa_type=RowId)
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)


class SellerMerge(SQLModel, table=True):
    """One store that was merged into another, with all that is needed to undo it."""

    __tablename__ = "seller_merge"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (Index("ix_seller_merge_kept", "kept_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    kept_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    merged_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    at: datetime
    staff_id: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    moved: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """What went over: the ids of rows by table, and the columns of both sellers as they were."""
    undone_at: datetime | None = None
    undone_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
