"""What staff are told when a ticket passes from hand to hand, without its words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models.tickets import Category


@dataclass(frozen=True, slots=True)
class ColleagueLine:
    """Somebody whom a ticket may be given to, and how many they have."""

    staff_id: int
    name: str
    load: int
    speaks: bool
    """Whether they speak the seller's language."""
    near: bool
    """Whether the seller's province is theirs."""


@dataclass(frozen=True)
class HandOverPage(Payload):
    """Whom a ticket may be given to: the best first, then a page of the others each."""

    template: ClassVar[str] = "hand_over_page"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    holder_id: int
    """Who has it; 0 where nobody does."""
    holder: str
    lines: tuple[ColleagueLine, ...]
    page: int = 0
    pages: int = 1
    message_id: int | None = None


@dataclass(frozen=True)
class TicketGiven(Payload):
    """To a staff member in private: a ticket is theirs; `by` is empty where Sapa gave it."""

    template: ClassVar[str] = "ticket_given"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    category: Category
    store: str
    by: str = ""
    link: str = ""


@dataclass(frozen=True)
class TicketsGiven(Payload):
    """To a staff member in private: several tickets are theirs at once.

    `of` names who had them before; it is empty where they are new.
    """

    template: ClassVar[str] = "tickets_given"
    priority: ClassVar[Priority] = Priority.STAFF
    count: int
    of: str = ""


@dataclass(frozen=True)
class TicketTaken(Payload):
    """To a staff member in private: a supervisor gave their ticket to another, or took it."""

    template: ClassVar[str] = "ticket_taken"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    category: Category
    store: str
    by: str
    to: str = ""
    """Who has it now; empty where nobody does."""
    link: str = ""


@dataclass(frozen=True)
class GivenHere(Payload):
    """In the ticket's topic: call the person who has it now."""

    template: ClassVar[str] = "given_here"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    name: str
    telegram_id: int
    by: str


class Absence(StrEnum):
    """Why somebody's tickets move on."""

    LEAVE = "leave"
    LEFT = "left"


@dataclass(frozen=True)
class TicketsMovedOn(Payload):
    """In the desk: somebody is absent, and their tickets wait for others or were given to them."""

    template: ClassVar[str] = "tickets_moved_on"
    priority: ClassVar[Priority] = Priority.STAFF
    name: str
    why: Absence
    until: date | None
    """The last day of their leave, where it is known."""
    released: int
    given: int


class HandOverOutcome(StrEnum):
    """What pressing a button of a hand-over came to."""

    GIVEN = "given"
    TAKEN = "taken"
    RELEASED = "released"
    CHANGED = "changed"
    """Somebody else has the ticket meanwhile."""
    NOT_YOURS = "not_yours"
    AWAY = "away"
    ON_LEAVE = "on_leave"
    """Whoever pressed is on leave themselves."""


@dataclass(frozen=True)
class HandOverPressed(Payload):
    """A toast: what came of it; `name` is of whom it was given to, or who has it."""

    template: ClassVar[str] = "toast_hand_over"
    outcome: HandOverOutcome
    name: str = ""
