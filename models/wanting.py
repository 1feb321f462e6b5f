"""Who waits for the list of stores whose data staff should mend."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.types import RowId


class WantingOrder(SQLModel, table=True):
    """A chat that waits for the list."""

    __tablename__ = "wanting_order"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    ticket_id: int | None = Field(default=None, sa_type=RowId)
    """The ticket in whose topic it was asked for."""
    asked_at: datetime
