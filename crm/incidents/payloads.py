"""What is said about incidents, without its words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models.incidents import IncidentState
from models.tickets import Category


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """One of its reports, as it begins; `link` opens its topic, where it has one."""

    ticket_id: int
    text: str
    link: str = ""


@dataclass(frozen=True)
class IncidentCard(Payload):
    """An incident as staff see it; in place of `message_id`, where it was posted before."""

    template: ClassVar[str] = "incident_card"
    priority: ClassVar[Priority] = Priority.STAFF
    incident_id: int
    category: Category
    state: IncidentState
    title: str
    proposed_at: datetime
    sellers: int
    tickets: int
    unfinished: int
    reports: tuple[IncidentReport, ...] = ()
    decided_by: str = ""
    answers: int = 0
    """How often all were told something; `answer` is what they were told last."""
    answer: str = ""
    message_id: int | None = None


@dataclass(frozen=True)
class IncidentShown(IncidentCard):
    """The same, for whoever asks: it stays as it was then."""

    template: ClassVar[str] = "incident_shown"


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident in a list."""

    incident_id: int
    category: Category
    state: IncidentState
    title: str
    tickets: int
    since: datetime


@dataclass(frozen=True)
class IncidentList(Payload):
    """The incidents that are not over, the newest first; `total` counts all."""

    template: ClassVar[str] = "incident_list"
    priority: ClassVar[Priority] = Priority.STAFF
    total: int
    lines: tuple[IncidentLine, ...]


@dataclass(frozen=True)
class IncidentPrompt(Payload):
    """Ask `name` for what all sellers of an incident are to be told: a reply is taken as it."""

    template: ClassVar[str] = "incident_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    incident_id: int
    telegram_id: int
    name: str
    sellers: int


@dataclass(frozen=True)
class IncidentDraft(Payload):
    """Show what all would be told, before they are; it is the incident's answer `number`."""

    template: ClassVar[str] = "incident_draft"
    priority: ClassVar[Priority] = Priority.STAFF
    incident_id: int
    number: int
    text: str
    sellers: int
    reply_to: int | None = None


@dataclass(frozen=True)
class IncidentEnding(Payload):
    """Ask whether all reports of an incident are to be called resolved."""

    template: ClassVar[str] = "incident_ending"
    priority: ClassVar[Priority] = Priority.STAFF
    incident_id: int
    unfinished: int


@dataclass(frozen=True)
class IncidentAnswer(Payload):
    """To each seller of an incident: what staff say to all, about the seller's own report."""

    template: ClassVar[str] = "incident_answer"
    priority: ClassVar[Priority] = Priority.FOLLOW_UP
    ticket_id: int
    text: str


@dataclass(frozen=True, slots=True)
class IncidentChoice:
    """An incident that a ticket can be linked to."""

    incident_id: int
    title: str


@dataclass(frozen=True)
class TicketIncident(Payload):
    """Which incident a ticket is part of, and which it could be."""

    template: ClassVar[str] = "ticket_incident"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    linked: IncidentChoice | None
    choices: tuple[IncidentChoice, ...]
    message_id: int | None = None


class IncidentOutcome(StrEnum):
    """What pressing a button about an incident came to."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    DECIDED_BEFORE = "decided_before"
    ASKED = "asked"
    ANSWERED = "answered"
    ANSWERED_MEANWHILE = "answered_meanwhile"
    RESOLVED = "resolved"
    LINKED = "linked"
    UNLINKED = "unlinked"
    NOT_POSSIBLE = "not_possible"
    GONE = "gone"


@dataclass(frozen=True)
class IncidentPressed(Payload):
    """The short answer to a press; `count` sellers or reports are concerned."""

    template: ClassVar[str] = "incident_pressed"
    outcome: IncidentOutcome
    count: int = 0


class NoAnswer(StrEnum):
    """Why nothing comes of what was written for all sellers of an incident."""

    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    OVER = "over"


@dataclass(frozen=True)
class IncidentDeclined(Payload):
    """Say why nobody is told what was written, and what to do instead."""

    template: ClassVar[str] = "incident_declined"
    priority: ClassVar[Priority] = Priority.STAFF
    why: NoAnswer
    reply_to: int | None = None
    length: int = 0
    limit: int = 0
