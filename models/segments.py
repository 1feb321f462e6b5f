"""How each store stood at the end of a week."""

from datetime import datetime

from sqlalchemy import BigInteger, SmallInteger
from sqlmodel import Field, SQLModel

from models.types import RowId


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
    lifecycle: str = Field(max_length=16)
    last_sale: datetime | None = None
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
