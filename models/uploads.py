"""Upload help: a product's listing on its way from a first photo to the marketplace."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class UploadState(StrEnum):
    """Where a listing is.

    `draft` (the seller is at it, or left it) → `sent` (staff look at it) → `changes` (the seller
    has the word about what staff suggest) → `approved` (ready to be put into the store) →
    `uploaded` (it is there). `discarded` is a draft that the seller, or time, has thrown away.
    """

    DRAFT = "draft"
    SENT = "sent"
    CHANGES = "changes"
    APPROVED = "approved"
    UPLOADED = "uploaded"
    DISCARDED = "discarded"


class UploadStep(StrEnum):
    """The steps of a listing, in their order."""

    CATEGORY = "category"
    PHOTOS = "photos"
    NAME = "name"
    PRICE = "price"
    STOCK = "stock"
    WEIGHT = "weight"
    VARIANTS = "variants"
    DESCRIPTION = "description"
    PREVIEW = "preview"


class Passing(StrEnum):
    """How a step was left."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    BACK = "back"
    HELPED = "helped"
    """A human was asked to join."""
    LEFT = "left"
    """The seller went away; they may come back to it."""


class Upload(SQLModel, table=True):
    """One product's listing, as far as it is."""

    __tablename__ = "upload"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_upload_seller", "seller_id", "state"),
        Index("ix_upload_state", "state", "updated_at"),
        Index(
            "ix_upload_ticket",
            "ticket_id",
            sqlite_where=text("ticket_id IS NOT NULL"),
            postgresql_where=text("ticket_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    seller_id: int = Field(foreign_key="seller.id", sa_type=RowId)
    state: UploadState = Field(default=UploadState.DRAFT, sa_type=text_enum(UploadState))
    step: UploadStep = Field(default=UploadStep.CATEGORY, sa_type=text_enum(UploadStep))
    """Where the seller is; what they answered further on stays when they go back."""
    category: str = Field(default="", max_length=40)
    """A key of the product categories, such as food; empty until it is chosen."""
    name_parts: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """What the name is built of, by part: kind, material, origin, size."""
    name: str = Field(default="", max_length=255)
    price: int | None = Field(default=None, sa_type=BigInteger)
    """Whole rupiah for one."""
    stock: int | None = None
    weight: int | None = None
    """Grams, packed."""
    variants: list[str] = Field(default_factory=list, sa_type=Json)
    """Sizes, colours or flavours to choose from."""
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """What the seller answered about it, by question; the description is drafted from these."""
    description: str = Field(default="", sa_type=Text)
    """A description that was written by hand and stands in for the drafted one."""
    english: bool = False
    """Whether the listing is wanted in English too."""
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=RowId)
    """Where staff and the seller talk about it, once a human was asked."""
    card_message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message in the staff group by which they review it; 0 while it is on its way."""
    touch_id: int | None = Field(default=None, sa_type=RowId)
    """The word of ours that it began with."""
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None = None
    approved_at: datetime | None = None
    approved_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    uploaded_at: datetime | None = None
    link: str = Field(default="", sa_type=Text)
    """Where the product is in the marketplace."""
    exported_at: datetime | None = None


class PhotoState(StrEnum):
    """Where a photo is: `received` is to be looked at, `refused` cannot be read at all."""

    RECEIVED = "received"
    CHECKED = "checked"
    REFUSED = "refused"
    REMOVED = "removed"


class UploadPhoto(SQLModel, table=True):
    """One photo that a seller sent for a listing."""

    __tablename__ = "upload_photo"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_upload_photo_upload", "upload_id", "id"),
        Index("ix_upload_photo_key", "key"),
        Index("ix_upload_photo_improved_key", "improved_key"),
        Index(
            "ix_upload_photo_received",
            "id",
            sqlite_where=text("state = 'received'"),
            postgresql_where=text("state = 'received'"),
        ),
        Index(
            "ix_upload_photo_improving",
            "id",
            sqlite_where=text("improved IS TRUE AND improved_key = ''"),
            postgresql_where=text("improved IS TRUE AND improved_key = ''"),
        ),
        Index(
            "ix_upload_photo_untold",
            "upload_id",
            sqlite_where=text("told_at IS NULL AND state <> 'removed'"),
            postgresql_where=text("told_at IS NULL AND state <> 'removed'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    upload_id: int = Field(foreign_key="upload.id", sa_type=RowId)
    state: PhotoState = Field(default=PhotoState.RECEIVED, sa_type=text_enum(PhotoState))
    number: int
    """Which photo of its listing it is, from 1; a removed one leaves its number unused."""
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    """The message that brought it."""
    file_id: str = Field(sa_type=Text)
    """Telegram's id of the file, by which it is fetched; never its name in the storage."""
    unique_id: str = Field(default="", max_length=64)
    """The same for the same file, however often it is sent."""
    received_at: datetime
    lease_until: datetime | None = None
    attempts: int = 0
    checked_at: datetime | None = None
    told_at: datetime | None = None
    """When the seller was told what was found."""
    refusal: str = Field(default="", max_length=32)
    """Why it cannot be read, as a code; views word it."""
    key: str = Field(default="", max_length=128)
    """Its name in the storage, a hash of its content: upright, without what the camera wrote."""
    width: int = 0
    height: int = 0
    """Pixels, upright."""
    flaws: list[str] = Field(default_factory=list, sa_type=Json)
    """What could be better, as codes, the worst first."""
    measures: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """What was measured, by name."""
    fingerprint: int | None = Field(default=None, sa_type=BigInteger)
    """A perceptual hash of 64 bits, signed: photos of the same thing differ in few bits."""
    improvable: bool = False
    """Whether the improved version differs enough to be worth a look."""
    pair: bytes | None = Field(default=None, sa_type=LargeBinary)
    """A small picture of it beside its improved version; kept until the seller was told."""
    improved: bool = False
    """Whether the seller chose the improved version."""
    improved_key: str = Field(default="", max_length=128)
    """The improved version's name in the storage, once it was made."""


class UploadPassage(SQLModel, table=True):
    """One visit to a step: how long it took, and how it ended."""

    __tablename__ = "upload_passage"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_upload_passage_upload", "upload_id", "id"),
        Index("ix_upload_passage_began", "began_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    upload_id: int = Field(foreign_key="upload.id", sa_type=RowId)
    step: UploadStep = Field(sa_type=text_enum(UploadStep))
    began_at: datetime
    ended_at: datetime | None = None
    """None while the seller is there."""
    passing: Passing | None = Field(default=None, sa_type=text_enum(Passing))


class ChangeState(StrEnum):
    """What the seller said to a suggestion; a later one for the same field replaces it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    """Staff approved the listing without it."""


class UploadChange(SQLModel, table=True):
    """What staff suggest to change in one field of a listing."""

    __tablename__ = "upload_change"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (Index("ix_upload_change_upload", "upload_id", "id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    upload_id: int = Field(foreign_key="upload.id", sa_type=RowId)
    field: str = Field(max_length=32)
    before: str = Field(default="", sa_type=Text)
    after: str = Field(default="", sa_type=Text)
    """The new value as the marketplace's form takes it; for photos, what staff wish for."""
    state: ChangeState = Field(default=ChangeState.PROPOSED, sa_type=text_enum(ChangeState))
    staff_id: int = Field(foreign_key="staff.id", sa_type=RowId)
    created_at: datetime
    decided_at: datetime | None = None


class UploadExport(SQLModel, table=True):
    """A chat that waits for the approved listings as files."""

    __tablename__ = "upload_export"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    ticket_id: int | None = Field(default=None, sa_type=RowId)
    """The ticket in whose topic it was asked for."""
    everything: bool = False
    """Whether those that were exported before are wanted too."""
    after_id: int = Field(default=0, sa_type=RowId)
    """The last listing that was handed out: many leave in several files."""
    asked_at: datetime
