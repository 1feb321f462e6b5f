"""Sales: what each store sold, line by line, as the portal's orders say."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.types import RowId, text_enum


class SaleStatus(StrEnum):
    """What became of an order; a cancelled one counts nowhere."""

    COMPLETED = "completed"
    PENDING = "pending"
    CANCELLED = "cancelled"


class Sale(SQLModel, table=True):
    """One product of one order.

    `seller_id` is always found by a query of `seller`; a foreign key would look through all sales
    whenever a visitor's row ends.
    """

    __tablename__ = "sale"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        UniqueConstraint("order_id", "product", name="uq_sale_line"),
        Index(
            "ix_sale_seller",
            "seller_id",
            "at",
            "order_id",
            "amount",
            sqlite_where=text("status <> 'cancelled'"),
            postgresql_where=text("status <> 'cancelled'"),
        ),
        Index(
            "ix_sale_unattached",
            "seller_ref",
            sqlite_where=text("seller_id IS NULL"),
            postgresql_where=text("seller_id IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    order_id: str = Field(max_length=64)
    product: str = Field(default="", max_length=255)
    seller_ref: str = Field(max_length=64)
    """The store's id at the portal, as the file has it."""
    seller_id: int | None = Field(default=None, sa_type=RowId)
    """None until a pull brings the seller."""
    at: datetime
    amount: int = Field(sa_type=BigInteger)
    """Whole rupiah for the whole quantity."""
    quantity: int = 1
    status: SaleStatus = Field(default=SaleStatus.COMPLETED, sa_type=text_enum(SaleStatus))
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", sa_type=RowId)
