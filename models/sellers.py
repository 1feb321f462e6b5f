"""Sellers: the portal's facts about a store, and what the person behind it told us in chat."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, SmallInteger, text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class Consent(StrEnum):
    """What the seller answered when asked whether their messages may be kept."""

    UNASKED = "unasked"
    GIVEN = "given"
    DECLINED = "declined"


class Reach(StrEnum):
    """Whether a channel leads to the seller; BLOCKED and GONE are what Telegram told us."""

    UNKNOWN = "unknown"
    OK = "ok"
    BLOCKED = "blocked"
    GONE = "gone"


class Seller(SQLModel, table=True):
    """A store and its owner.

    The import writes the facts; the chat writes `chat_id`, `language`, `consent`, `proactive` and
    `phone_verified`, which no import touches. A row without `portal_id` is a visitor: somebody who
    chats but is not linked to a store yet.
    """

    __tablename__ = "seller"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_seller_silence", "last_login"),
        Index("ix_seller_email", "email"),
        Index("ix_seller_name", "store_key", "regency"),
        Index(
            "ix_seller_merged",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
        Index(
            "ux_seller_chat",
            "chat_id",
            unique=True,
            sqlite_where=text("chat_id IS NOT NULL"),
            postgresql_where=text("chat_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    portal_id: str | None = Field(default=None, unique=True, max_length=64)
    store_name: str = Field(max_length=255)
    store_key: str = Field(default="", max_length=255)
    """`store_name` folded for search: lower case, no punctuation."""
    owner_name: str = Field(default="", max_length=255)
    email: str | None = Field(default=None, max_length=320)
    phone: str | None = Field(default=None, index=True, max_length=20)
    """E.164, such as +6281234567890."""
    phone_verified: bool = False
    """True once the seller shared this number as their own contact."""
    address: str = ""
    regency: str = Field(default="", max_length=120)
    province: str = Field(default="", max_length=60)
    zone: str = Field(default="Asia/Jakarta", max_length=40)
    category: str = Field(default="", max_length=60)
    partner: str = Field(default="", max_length=120)
    joined: date | None = None
    products: int = 0
    transactions: int = 0
    revenue: int = Field(default=0, sa_type=BigInteger)
    """Whole rupiah over the store's life."""
    last_login: datetime | None = None
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """Columns of the pull that Sapa has no name for."""
    batch_id: int | None = Field(default=None, sa_type=RowId)
    """The last import that changed this row; no foreign key, for it would check each row again."""
    pulled_hash: int | None = Field(default=None, sa_type=BigInteger)
    """Of the store's row in the last pull: a row that is still the same need not be read again."""
    partner_id: int | None = Field(
        default=None, foreign_key="partner.id", index=True, sa_type=RowId
    )
    """The Rumah BUMN nearest to the store."""
    gone_at: datetime | None = None
    """When a whole pull first came without this store; None while it is in the pull."""
    merged_into: int | None = Field(default=None, foreign_key="seller.id", sa_type=RowId)
    """The store that this one turned out to be; such a row is only kept to undo the merge."""

    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    telegram: Reach = Field(default=Reach.UNKNOWN, sa_type=text_enum(Reach))
    linked_at: datetime | None = None
    language: str | None = Field(default=None, max_length=8)
    consent: Consent = Field(default=Consent.UNASKED, sa_type=text_enum(Consent))
    consent_at: datetime | None = None
    proactive: bool = True
    """False after /berhenti: nothing is sent that the seller did not ask for."""
    bounced_email: str | None = Field(default=None, max_length=320)
    """The e-mail address that refused a letter; another one may be tried."""
    wrong_phone: str | None = Field(default=None, max_length=20)
    """The number under which somebody else answered; another one may be tried."""
    usual_minute: int | None = Field(default=None, sa_type=SmallInteger)
    """The minute of their day about which they tend to answer, once that is known."""
    silence_asked_at: datetime | None = None
    """When we asked whether they want silence, as long as that waits for an answer."""
    tags: list[str] = Field(default_factory=list, sa_type=Json)
    created_at: datetime
    updated_at: datetime
