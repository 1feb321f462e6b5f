"""What a cadence is: who enters, which steps it takes, what ends it."""

from collections.abc import Container
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from crm.declared.spans import Span
from crm.followups.letters import Answer, Letter
from models.followups import TouchSource
from models.interactions import Channel
from models.segments import Lifecycle


class Stop(StrEnum):
    """What ends a cadence before its time; that the seller wants silence always does."""

    LOGGED_IN = "logged_in"
    PRODUCT_ADDED = "product_added"
    SALE = "sale"
    LISTING = "listing"
    """A listing of the store went on here: begun, answered, sent, thrown away."""
    LINKED = "linked"
    """The store has a Telegram chat now."""
    ANSWERED = "answered"
    OPEN_TICKET = "open_ticket"


class Anchor(StrEnum):
    """From which day a cadence's steps are counted."""

    ENTRY = "entry"
    """The day on which the first step is due."""
    JOINED = "joined"
    """The day on which the store joined; steps whose day is past are left out."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Something that was said to the seller unasked, and got no answer for `days`."""

    source: TouchSource
    days: Span


@dataclass(frozen=True, slots=True)
class Entrance:
    """Who enters: stores for which all of it holds; what is empty or None does not matter."""

    segments: tuple[Lifecycle, ...] = ()
    joined_days: Span | None = None
    """Days since the store joined, by the seller's calendar."""
    silent_days: Span | None = None
    """Days since the last login; a store that never logged in has none and does not enter."""
    products: Span | None = None
    transactions: Span | None = None
    resolved_days: Span | None = None
    """Days since a ticket of theirs was resolved."""
    draft_days: Span | None = None
    """Days for which a listing that the seller began here has rested."""
    unanswered: Unanswered | None = None
    linked: bool | None = None
    """Whether the store has a Telegram chat."""
    provinces: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step: what is said, how many days after the anchor, by which channels in turn."""

    name: str
    after_days: int
    letter: Letter
    channels: tuple[Channel, ...]
    answers: tuple[Answer, ...] = ()
    """The buttons."""


@dataclass(frozen=True, slots=True)
class CadencePlan:
    """A cadence as its file declares it."""

    name: str
    priority: int
    """Where a store may enter several, the lowest number goes first."""
    enter: Entrance
    steps: tuple[StepPlan, ...]
    stops: frozenset[Stop] = frozenset()
    anchor: Anchor = Anchor.ENTRY
    control: float = 0.1
    """The share of stores that are watched and get nothing."""
    cap: int | None = None
    """How many stores may enter in a day; None for any number."""
    rest_days: int = 60
    """How long after leaving it a store does not enter it again."""
    wait_days: int = 7
    """How long after the last step a store stays in the cadence, to answer."""

    def step(self, name: str) -> StepPlan | None:
        """Return the step called `name`, if there is one."""
        return next((step for step in self.steps if step.name == name), None)

    def after(self, name: str) -> StepPlan | None:
        """Return the step after the one called `name`."""
        names = [step.name for step in self.steps]
        at = names.index(name) + 1 if name in names else len(names)
        return self.steps[at] if at < len(names) else None

    def by(self, channels: Container[Channel]) -> "CadencePlan":
        """Return it as it goes where there are only these channels."""
        return replace(
            self,
            steps=tuple(
                replace(step, channels=tuple(way for way in step.channels if way in channels))
                for step in self.steps
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as the column stores it."""
        return _PLAN.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "CadencePlan":
        """Read it from the column."""
        return _PLAN.validate_python(stored)


_PLAN = TypeAdapter(CadencePlan)
