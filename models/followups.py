"""Follow-ups: which cadence a store is in, and each word that was said to it unasked."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, SmallInteger, text
from sqlmodel import Field, SQLModel

from models.interactions import Channel
from models.types import Json, RowId, text_enum


class CadenceState(StrEnum):
    """`waiting` for a supervisor → `active` ⇄ `paused`; `retired` while its file is gone.

    A changed file puts its cadence back to `waiting`.
    """

    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


class Cadence(SQLModel, table=True):
    """A cadence as its file declares it, and whether it may run: what all replicas go by."""

    __tablename__ = "cadence"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    name: str = Field(primary_key=True, max_length=32)
    edition: int = 1
    """Counts the changes of its file."""
    digest: str = Field(max_length=64)
    definition: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """A `crm.followups.cadences.plans.CadencePlan`."""
    state: CadenceState = Field(default=CadenceState.WAITING, sa_type=text_enum(CadenceState))
    published_at: datetime
    """When this edition was first seen."""
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, sa_type=RowId)
    """The staff member who approved, paused or resumed it; None from the command line."""
    told_at: datetime | None = None
    """When supervisors were told that this edition waits."""


class CadenceOrder(SQLModel, table=True):
    """A chat that waits to be told who would enter a cadence."""

    __tablename__ = "cadence_order"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    cadence: str = Field(primary_key=True, max_length=32)
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    ticket_id: int | None = Field(default=None, sa_type=RowId)
    """The ticket in whose topic it was asked for."""
    asked_at: datetime


class Ending(StrEnum):
    """Why a store left its cadence."""

    FINISHED = "finished"
    """All was said, and time to answer has passed."""
    LOGGED_IN = "logged_in"
    PRODUCT_ADDED = "product_added"
    SALE = "sale"
    LINKED = "linked"
    LISTING = "listing"
    """They work on a listing here."""
    ANSWERED = "answered"
    OPTED_OUT = "opted_out"
    OPEN_TICKET = "open_ticket"
    MISSED = "missed"
    """Nothing was said: the days of all steps passed while the cadence was paused."""
    UNREACHABLE = "unreachable"
    """No channel is left."""
    WITHDRAWN = "withdrawn"
    """The cadence, or its step, is gone; or the store is (merged, erased)."""


class FollowUp(SQLModel, table=True):
    """One store's way through one cadence: what comes next, and how the store stood on entering.

    A million of them are one statement, which a foreign key would check row by row. Each index
    costs a tenth of it: `ix_followup_due` serves those who count the stores of a cadence as well,
    and one that entered is in no index of those that have ended.
    """

    __tablename__ = "followup"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index(
            "ux_followup_running",
            "seller_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_followup_due",
            "zone",
            "day",
            "minute",
            "cadence",
            "control",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_followup_ended",
            "seller_id",
            "cadence",
            sqlite_where=text("ended_at IS NOT NULL"),
            postgresql_where=text("ended_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    seller_id: int = Field(sa_type=RowId)
    cadence: str = Field(max_length=32)
    edition: int = 1
    control: bool = False
    """True: the store is watched and gets nothing, so that the others can be compared with it."""
    entered_at: datetime
    step: str | None = Field(default=None, max_length=32)
    """The step that comes next; None once all is said."""
    zone: str = Field(max_length=40)
    day: date
    """The seller's day on which that is due (on which it ends, once all is said)."""
    minute: int = Field(sa_type=SmallInteger)
    """The minute of that day."""
    products: int = 0
    transactions: int = 0
    """How many the store had on entering."""
    returned_at: datetime | None = None
    product_at: datetime | None = None
    sold_at: datetime | None = None
    """When it logged in again; when its first product and sale since entering were seen."""
    ended_at: datetime | None = None
    ending: Ending | None = Field(default=None, sa_type=text_enum(Ending))


class TouchSource(StrEnum):
    """What wants to say something unasked; the limits count all of it together."""

    CADENCE = "cadence"
    STAFF = "staff"
    """A staff member wants to hear from this seller."""
    BROADCAST = "broadcast"
    PROMOTION = "promotion"
    TRAINING = "training"


class TouchState(StrEnum):
    """`waiting` → `sent` → `answered`; or `dropped` (not wanted any more), `failed`."""

    WAITING = "waiting"
    SENT = "sent"
    ANSWERED = "answered"
    DROPPED = "dropped"
    FAILED = "failed"
    """The channel led nowhere: blocked, bounced, wrong number."""


class Touch(SQLModel, table=True):
    """One word to one seller that they did not ask for, over one channel."""

    __tablename__ = "touch"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method
    __table_args__ = (
        Index("ix_touch_seller", "seller_id", "sent_at"),
        Index(
            "ix_touch_cadence",
            "cadence",
            "sent_at",
            sqlite_where=text("cadence IS NOT NULL"),
            postgresql_where=text("cadence IS NOT NULL"),
        ),
        Index(
            "ux_touch_followup",
            "followup_id",
            "step",
            "channel",
            unique=True,
            sqlite_where=text("followup_id IS NOT NULL"),
            postgresql_where=text("followup_id IS NOT NULL"),
        ),
        Index(
            "ix_touch_broadcast",
            "broadcast_id",
            "state",
            sqlite_where=text("broadcast_id IS NOT NULL"),
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    seller_id: int = Field(sa_type=RowId)
    source: TouchSource = Field(sa_type=text_enum(TouchSource))
    followup_id: int | None = Field(default=None, sa_type=RowId)
    broadcast_id: int | None = Field(default=None, sa_type=RowId)
    cadence: str | None = Field(default=None, max_length=32)
    step: str | None = Field(default=None, max_length=32)
    channel: Channel = Field(default=Channel.TELEGRAM, sa_type=text_enum(Channel))
    state: TouchState = Field(default=TouchState.WAITING, sa_type=text_enum(TouchState))
    planned_at: datetime
    sent_at: datetime | None = None
    """When it was taken in hand to be sent: from then on it counts for the limits."""
    answer: str | None = Field(default=None, max_length=32)
    answered_at: datetime | None = None
