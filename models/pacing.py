"""What replicas agree on through the database: the sending rate, and who runs a job."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Bucket(SQLModel, table=True):
    """A rate limiter's state.

    `tat` is GCRA's theoretical arrival time, in seconds since the epoch on the database's clock.
    """

    __tablename__ = "bucket"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    name: str = Field(primary_key=True, max_length=64)
    tat: float = 0.0


class Tick(SQLModel, table=True):
    """The last time a job of the timetable ran; the replica that moves it runs the job."""

    __tablename__ = "tick"  # pyright: ignore[reportAssignmentType] - SQLModel declares it as a method

    name: str = Field(primary_key=True, max_length=64)
    last: datetime
    held_until: datetime | None = None
    """Until then a replica is at a job that does not fit into one transaction."""
