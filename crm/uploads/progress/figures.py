"""What is counted about the listings that sellers make."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.uploads import UploadStep

GIVEN_UP = timedelta(days=7)
"""A draft that nobody touched for so long counts as given up, until somebody goes on with it."""


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took, in seconds; both values were really measured (nearest rank)."""

    median: int
    slow: int
    """Nine of ten took no longer."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many listings came so far, and how long after they were begun; None where none did."""

    listings: int
    took: Took | None = None


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One step of the wizard: how visits to it ended, and which drafts stand there."""

    step: UploadStep
    visits: int = 0
    answered: int = 0
    skipped: int = 0
    back: int = 0
    helped: int = 0
    """A human was asked to join."""
    left: int = 0
    """The seller put it off, or threw the draft away."""
    took: Took | None = None
    """Visits that ended with an answer."""
    standing: int = 0
    """Drafts that are here and were touched lately."""
    given_up: int = 0
    """Drafts that were left here for good, as it seems, or thrown away here."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The listings that were begun in a time, and all that became of them since."""

    since: datetime | None
    """None where all listings ever begun are meant."""
    begun: int
    sent: Reached
    approved: Reached
    uploaded: Reached
    given_up: int
    steps: tuple[StepProgress, ...]
