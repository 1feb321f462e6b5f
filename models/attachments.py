"""Files that Sapa made and sends: kept until they are sent, so that any replica can send them."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from models.types import RowId


class Attachment(SQLModel, table=True):
    """The content of one file that goes out with a message."""

    __tablename__ = "attachment"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    name: str = Field(max_length=120)
    """The file's name as its reader sees it, such as segmen-2026-W47.xlsx."""
    media_type: str = Field(max_length=100)
    content: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = Field(index=True)
