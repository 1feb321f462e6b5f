"""Files pulled from the portal: what was asked for, what was taken in, and what could not be."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class ImportKind(StrEnum):
    """What a file holds."""

    SELLERS = "sellers"
    SALES = "sales"
    PARTNERS = "partners"
    PRODUCTS = "products"


class ImportSource(StrEnum):
    """By which way a file came."""

    CLI = "cli"
    CHAT = "chat"
    FOLDER = "folder"
    URL = "url"


class ImportState(StrEnum):
    """Where an ordered import is.

    `waiting` to be looked at → `previewed` (staff are asked) → `confirmed` → `done`; or `refused`
    (the file's fault), `failed` (ours), `cancelled` (by staff). What comes from a folder or a URL
    begins as `confirmed`: nobody is there to be asked.
    """

    WAITING = "waiting"
    PREVIEWED = "previewed"
    CONFIRMED = "confirmed"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ImportBatch(SQLModel, table=True):
    """One file that was taken in, whole."""

    __tablename__ = "import_batch"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (Index("ux_import_batch_order", "order_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    kind: ImportKind = Field(sa_type=text_enum(ImportKind))
    source: ImportSource = Field(default=ImportSource.CLI, sa_type=text_enum(ImportSource))
    staff_id: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    order_id: int | None = Field(default=None, foreign_key="import_order.id", sa_type=RowId)
    """The order that it carried out; none where the command line took it in."""
    file_name: str = Field(max_length=255)
    digest: str = Field(index=True, max_length=64)
    """SHA-256 of the file, in hex."""
    at: datetime
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    """Rows whose id comes again further down; the last one was taken."""
    gone: int = 0
    """What the last pull had and this one has not."""
    rejected: int = 0
    conflicts: int = 0
    """Facts of the pull that contradict what the seller said, and were not taken."""
    changes: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """How many rows changed in each column."""


class ImportReject(SQLModel, table=True):
    """A row that was refused, with its line in the file and the reason as a code."""

    __tablename__ = "import_reject"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (Index("ix_import_reject_batch", "batch_id", "line"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    batch_id: int = Field(foreign_key="import_batch.id", sa_type=RowId)
    line: int
    """1 is the heading; the first row of data is 2."""
    column: str = Field(default="", max_length=120)
    reason: str = Field(sa_type=Text)
    """A code, such as phone_invalid; views word it."""
    row: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


class ImportConflict(SQLModel, table=True):
    """A fact of a pull that contradicts what the seller said in chat; the seller's word stayed."""

    __tablename__ = "import_conflict"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_import_conflict_batch", "batch_id"),
        Index("ix_import_conflict_seller", "seller_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    batch_id: int = Field(foreign_key="import_batch.id", sa_type=RowId)
    seller_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    fact: str = Field(max_length=32)
    """The seller's column, such as phone."""
    pulled: str = Field(default="", sa_type=Text)
    said: str = Field(default="", sa_type=Text)


class ImportOrder(SQLModel, table=True):
    """A file that Sapa was asked to take in: sent to the desk, found in a folder, or at a URL."""

    __tablename__ = "import_order"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index(
            "ix_import_order_open",
            "id",
            sqlite_where=text("state IN ('waiting', 'confirmed')"),
            postgresql_where=text("state IN ('waiting', 'confirmed')"),
        ),
        Index(
            "ux_import_order_mark",
            "place",
            "mark",
            unique=True,
            sqlite_where=text("mark IS NOT NULL"),
            postgresql_where=text("mark IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    source: ImportSource = Field(sa_type=text_enum(ImportSource))
    kind: ImportKind | None = Field(default=None, sa_type=text_enum(ImportKind))
    """None until the file's headings have told."""
    place: str = Field(sa_type=Text)
    """Where the file is: Telegram's file id, its name in the watched folder, or the name of the
    setting that holds its URL, which may be secret."""
    mark: str | None = Field(default=None, max_length=80)
    """For a file in the watched folder: what tells it from another one by the same name."""
    file_name: str = Field(default="", max_length=255)
    profile: str | None = Field(default=None, max_length=64)
    forced: bool = False
    """Take it in however many rows are rejected."""
    staff_id: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    """Where it was asked for and is answered; None: the desk."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """In that chat: the message that brought the file, and once it is confirmed the one that shows
    how far it is."""
    state: ImportState = Field(default=ImportState.WAITING, sa_type=text_enum(ImportState))
    created_at: datetime
    updated_at: datetime
    lease_until: datetime | None = None
    attempts: int = 0
    error: str | None = Field(default=None, sa_type=Text)
