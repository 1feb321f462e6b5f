"""Staff and the group they work in."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, text
from sqlmodel import Field, SQLModel

from models.types import Json, RowId, text_enum


class Role(StrEnum):
    """What a staff member may do; each role includes the ones before it."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Staff(SQLModel, table=True):
    """A member of the seller-relations division, known by their Telegram id."""

    __tablename__ = "staff"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    telegram_id: int = Field(unique=True, sa_type=BigInteger)
    name: str = Field(max_length=120)
    role: Role = Field(default=Role.AGENT, sa_type=text_enum(Role))
    language: str = Field(default="id", max_length=8)
    """The language this person reads the bot in."""
    speaks: list[str] = Field(default_factory=list, sa_type=Json)
    region: str = Field(default="", max_length=60)
    active: bool = True
    away_from: date | None = None
    """The first day of a leave of absence; None where none is known."""
    away_until: date | None = None
    """The last day of it; None: until they are back."""
    assigned_at: datetime | None = None
    """When this person was last given a ticket in turn."""
    added_at: datetime


class StaffInvitation(SQLModel, table=True):
    """A link that makes whoever follows it first a member of the staff."""

    __tablename__ = "staff_invitation"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    role: Role = Field(default=Role.AGENT, sa_type=text_enum(Role))
    language: str = Field(default="id", max_length=8)
    speaks: list[str] = Field(default_factory=list, sa_type=Json)
    region: str = Field(default="", max_length=60)
    invited_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    invited_at: datetime
    expires_at: datetime
    used_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class StaffGroup(SQLModel, table=True):
    """The group chat paired by /pasang; at most one row."""

    __tablename__ = "staff_group"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    chat_id: int = Field(sa_type=BigInteger)
    title: str = Field(default="", max_length=255)
    is_forum: bool = False
    language: str = Field(default="id", max_length=8)
    lacks: str = Field(default="", max_length=120, sa_column_kwargs={"server_default": text("''")})
    """What the bot was found to lack here, words apart by spaces; admins were told of each."""
    paired_by: int | None = Field(default=None, foreign_key="staff.id", sa_type=RowId)
    paired_at: datetime
