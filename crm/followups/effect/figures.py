"""What is counted about one cadence."""

from dataclasses import dataclass
from datetime import datetime

from crm.followups.effect.rules import Tally
from models.interactions import Channel

SOON, LATER = 7, 14
"""Days after entering within which a login counts."""
WITHIN = 28
"""Days after entering within which a first product and a first sale count."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What stores did; of each only those count who had the days for it, and who could."""

    back_soon: Tally
    back_later: Tally
    product: Tally
    """Of those that had none."""
    sale: Tally


@dataclass(frozen=True, slots=True)
class Arm:
    """The stores that are followed up, or those that are only watched."""

    entered: int
    outcomes: Outcomes


@dataclass(frozen=True, slots=True)
class Sent:
    """How many words went out by a channel."""

    channel: Channel
    words: int


@dataclass(frozen=True, slots=True)
class Sendings:
    """What became of the words that were to be said."""

    sent: tuple[Sent, ...]
    failed: int
    dropped: int
    waiting: int


@dataclass(frozen=True, slots=True)
class StepEffect:
    """One step. It has nobody to be compared with: who comes so far did not return before."""

    name: str
    sendings: Sendings
    answered: Tally
    """Of the stores that were told something."""
    outcomes: Outcomes
    """Of those, counted from the day on which it was said."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One edition of a cadence, from the day it was published."""

    cadence: str
    edition: int
    since: datetime
    seen: datetime | None
    """The last pull of the sellers: nothing is known of what they did later."""
    told: Arm
    """All that were to be followed up, whether or not anything reached them."""
    control: Arm
    sendings: Sendings
    reached: Tally
    """Of the stores of `told`, those to whom something was said."""
    answered: Tally
    """Of the stores that were reached."""
    steps: tuple[StepEffect, ...]
