"""What the menu and the commands say."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload
from crm.sellers.payloads import InvitationTrouble
from models.tickets import Category, TicketKind, TicketState


class MenuNote(StrEnum):
    """Why the menu comes up, where the person did not ask for it plainly."""

    LEFT = "left"
    """What they were doing was left."""
    LISTING_KEPT = "listing_kept"
    """The listing that they were making is kept as a draft."""
    NOTHING_TO_LEAVE = "nothing_to_leave"
    NO_REPORT = "no_report"
    """They do not want what they wrote to become a report."""
    LANGUAGE = "language"
    """The language was changed."""
    GREETING = "greeting"
    """They greeted us."""
    THANKS = "thanks"
    """They thanked us."""
    ASSENT = "assent"
    """They said "all right" or "never mind", and nothing else."""


@dataclass(frozen=True)
class Menu(Payload):
    """The menu; `linked` says whether the chat has a store."""

    template: ClassVar[str] = "menu"
    linked: bool
    note: MenuNote | None = None
    trouble: InvitationTrouble | None = None


@dataclass(frozen=True)
class Help(Payload):
    """How to use the bot."""

    template: ClassVar[str] = "help"


@dataclass(frozen=True)
class Privacy(Payload):
    """What is kept and how to stop messages; `unasked` says whether any come unasked."""

    template: ClassVar[str] = "privacy"
    agreed: bool
    unasked: bool


@dataclass(frozen=True)
class ProactiveStopped(Payload):
    """Nothing unasked will come."""

    template: ClassVar[str] = "proactive_stopped"


@dataclass(frozen=True)
class ProactiveResumed(Payload):
    """Follow-ups come again."""

    template: ClassVar[str] = "proactive_resumed"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in the seller's list."""

    ticket_id: int
    kind: TicketKind
    category: Category
    state: TicketState
    at: datetime
    reopenable: bool


@dataclass(frozen=True)
class MyReports(Payload):
    """The seller's latest reports, those in work first."""

    template: ClassVar[str] = "my_reports"
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True)
class OldButton(Payload):
    """A toast: this button is of another day."""

    template: ClassVar[str] = "toast_old_button"


@dataclass(frozen=True)
class ButtonForStaff(Payload):
    """A toast: this button is for staff."""

    template: ClassVar[str] = "toast_button_for_staff"
