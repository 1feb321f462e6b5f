"""Partners: the local Rumah BUMN that knows its sellers in person."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from models.types import Json, RowId


class Partner(SQLModel, table=True):
    """One Rumah BUMN."""

    __tablename__ = "partner"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ux_partner_name", "name_key", "regency", unique=True),
        Index("ix_partner_place", "province", "regency"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    name: str = Field(max_length=120)
    name_key: str = Field(max_length=120)
    """`name` folded, as `crm.sellers.names.fold` does."""
    contact: str = Field(default="", max_length=120)
    """Whom to ask for."""
    phone: str | None = Field(default=None, max_length=20)
    email: str | None = Field(default=None, max_length=320)
    address: str = ""
    regency: str = Field(default="", max_length=120)
    province: str = Field(default="", max_length=60)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", sa_type=RowId)
    created_at: datetime
    updated_at: datetime
