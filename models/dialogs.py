"""Conversations of several steps, kept as rows so that they outlive a process."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.types import Json, RowId


class Dialog(SQLModel, table=True):
    """The one dialog a private chat is in."""

    __tablename__ = "dialog"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    chat_id: int = Field(
        primary_key=True, sa_type=RowId, sa_column_kwargs={"autoincrement": False}
    )
    name: str = Field(max_length=32)
    step: str = Field(max_length=32)
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    started_at: datetime
    expires_at: datetime
