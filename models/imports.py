"""Weekly pulls of the partner portal, and the rows that could not be taken."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class ImportKind(StrEnum):
    """What a file held."""

    SELLERS = "sellers"


class ImportBatch(SQLModel, table=True):
    """One file that was taken in, whole."""

    __tablename__ = "import_batch"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    kind: ImportKind = Field(sa_type=text_enum(ImportKind))
    file_name: str = Field(max_length=255)
    digest: str = Field(index=True, max_length=64)
    """SHA-256 of the file, in hex."""
    at: datetime
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


class ImportReject(SQLModel, table=True):
    """A row that was refused, with its line in the file and the reason as a code."""

    __tablename__ = "import_reject"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (Index("ix_import_reject_batch", "batch_id", "line"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    batch_id: int = Field(foreign_key="import_batch.id", sa_type=RowId)
    line: int
    """1 is the heading; the first row of data is 2."""
    column: str = Field(default="", max_length=120)
    reason: str = Field(sa_type=Text)
    """A code, such as phone_invalid; views word it."""
    row: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
