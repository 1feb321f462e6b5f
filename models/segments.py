"""How each store stood at the end of a week."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, SmallInteger
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class Lifecycle(StrEnum):
    """Which part of its life a store is in; what each means is `crm.segments.rules.lifecycle`."""

    VISITOR = "visitor"
    """No store: a person who is not linked to one yet. No snapshot has it."""
    INVITED = "invited"
    NEW = "new"
    NO_PRODUCT = "no_product"
    ACTIVE = "active"
    SLOWING = "slowing"
    DORMANT = "dormant"
    LOST = "lost"


class SellerSnapshot(SQLModel, table=True):
    """One store in one ISO week: its part of life and its RFM scores.

    A week is one statement that reads `seller`; a foreign key would check its every row again.
    """

    __tablename__ = "seller_snapshot"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = {"sqlite_with_rowid": False}

    week: str = Field(primary_key=True, max_length=8)
    """ISO week in the staff's zone, such as 2026-W47."""
    seller_id: int = Field(
        primary_key=True,
        sa_type=RowId,
        sa_column_kwargs={"autoincrement": False},
    )
    at: datetime
    """The moment for which everything was counted."""
    lifecycle: Lifecycle = Field(sa_type=text_enum(Lifecycle))
    last_sale: datetime | None = None
    """Of all time, not only of the window that RFM looks at."""
    frequency: int = 0
    """Orders within the window that RFM looks at."""
    monetary: int = Field(default=0, sa_type=BigInteger)
    """Whole rupiah of those orders."""
    r: int | None = Field(default=None, sa_type=SmallInteger)
    f: int | None = Field(default=None, sa_type=SmallInteger)
    m: int | None = Field(default=None, sa_type=SmallInteger)
    """RFM scores 1 to 5; None without a sale in the window."""
    products: int = 0
    transactions: int = 0
    revenue: int = Field(default=0, sa_type=BigInteger)
    last_login: datetime | None = None


class SegmentWeek(SQLModel, table=True):
    """One week's snapshot in short: so that showing it does not mean counting it again."""

    __tablename__ = "segment_week"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    week: str = Field(primary_key=True, max_length=8)
    at: datetime
    summary: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """A `crm.segments.summary.Summary`."""
    chart_id: int | None = Field(default=None, sa_type=RowId)
    sheet_id: int | None = Field(default=None, sa_type=RowId)
    """Attachments made of this snapshot; they are forgotten earlier than the week is."""
    made_at: datetime | None = None


class SegmentOrder(SQLModel, table=True):
    """A chat that waits for the week's files."""

    __tablename__ = "segment_order"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    ticket_id: int | None = Field(default=None, sa_type=RowId)
    """The ticket in whose topic it was asked for."""
    asked_at: datetime
