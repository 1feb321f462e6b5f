"""Who waits to be shown what a cadence brought about."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.types import RowId


class EffectOrder(SQLModel, table=True):
    """A chat that waits for a cadence's effect."""

    __tablename__ = "effect_order"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    cadence: str = Field(primary_key=True, max_length=32)
    ticket_id: int | None = Field(default=None, sa_type=RowId)
    """The ticket in whose topic it was asked for."""
    asked_at: datetime
