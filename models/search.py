"""What `/cari` looks through: the words of stores, reports and messages; how far they are kept.

Both tables only repeat what others say and are made from them by a job, so that neither an import
nor a message waits for an index. How words are found is each database's own: see revision 0004.
"""

from enum import StrEnum

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from models.types import RowId, text_enum


class Found(StrEnum):
    """What can be found, in the order of their numbers."""

    SELLER = "seller"
    TICKET = "ticket"
    MESSAGE = "message"


class SearchDocument(SQLModel, table=True):
    """The words of one store, report or message.

    In PostgreSQL it has a column `words` besides, a tsvector made from `body`; in SQLite the
    virtual table `search_words` is kept in step by triggers.
    """

    __tablename__ = "search_document"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (Index("ux_search_document_ref", "kind", "ref_id", unique=True),)

    id: int = Field(primary_key=True, sa_type=RowId, sa_column_kwargs={"autoincrement": False})
    """Rises with `ref_id` within each kind, so that the last of it come first at no cost."""
    kind: Found = Field(sa_type=text_enum(Found))
    ref_id: int = Field(sa_type=RowId)
    """The row in `seller`, `ticket` or `interaction`."""
    body: str = Field(sa_type=Text)


class SearchMark(SQLModel, table=True):
    """How far the documents of one kind are."""

    __tablename__ = "search_mark"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    kind: Found = Field(primary_key=True, sa_type=text_enum(Found))
    seen_id: int = Field(sa_type=RowId)
    """The last row that was taken in when it was new."""
    walked_id: int | None = Field(default=None, sa_type=RowId)
    """The last row that the present round over all of them looked at; None between rounds."""
    batch_id: int = Field(default=0, sa_type=RowId)
    """The last import that the last round knew of."""
