"""Products: what the stores offer already, as the marketplace's own data says."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from models.types import RowId


class Product(SQLModel, table=True):
    """One product of the marketplace.

    `seller_id` is always found by a query of `seller`, as in `sale`.
    """

    __tablename__ = "product"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index(
            "ix_product_seller",
            "seller_id",
            sqlite_where=text("seller_id IS NOT NULL"),
            postgresql_where=text("seller_id IS NOT NULL"),
        ),
        Index(
            "ix_product_unattached",
            "seller_ref",
            sqlite_where=text("seller_id IS NULL"),
            postgresql_where=text("seller_id IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    portal_id: str = Field(unique=True, max_length=64)
    seller_ref: str = Field(max_length=64)
    """The store's id at the portal, as the file has it."""
    seller_id: int | None = Field(default=None, sa_type=RowId)
    """None until a pull brings the seller."""
    name: str = Field(max_length=255)
    shelf: str = Field(default="", max_length=120)
    """The category in the marketplace's own words."""
    category: str = Field(default="", max_length=40)
    """A key of the product categories; empty where the marketplace's words name none of them."""
    price: int = Field(sa_type=BigInteger)
    """Whole rupiah for one."""
    stock: int | None = None
    gone_at: datetime | None = None
    """When a whole file first came without it."""
    pulled_hash: int | None = Field(default=None, sa_type=BigInteger)
    """What the last file's row says, as a number: equal numbers, nothing to do."""
    batch_id: int | None = Field(default=None, sa_type=RowId)


class CategoryPrices(SQLModel, table=True):
    """What a category's products cost, counted whenever a list of products was taken in.

    A seller who is asked for a price does not wait until a million products are counted.
    """

    __tablename__ = "category_prices"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    category: str = Field(primary_key=True, max_length=40)
    low: int = Field(sa_type=BigInteger)
    median: int = Field(sa_type=BigInteger)
    high: int = Field(sa_type=BigInteger)
    """Prices that are really asked, in whole rupiah."""
    products: int
    """How many products they are counted from."""
