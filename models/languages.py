"""Which language a person writes, as far as their messages tell."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.types import Json


class HeardLanguage(SQLModel, table=True):
    """What a chat's messages say together; nothing of the messages themselves is kept here.

    It is the person's who writes there, whichever store the chat is linked to.
    """

    __tablename__ = "heard_language"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    evidence: dict[str, float] = Field(default_factory=dict, sa_type=Json)
    """How likely each language is by what was written, by tag; they sum to 1."""
    asked: list[str] = Field(default_factory=list, sa_type=Json)
    """The languages that are not asked about any more: each is asked about once."""
    updated_at: datetime
