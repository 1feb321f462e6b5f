"""What staff press about incidents."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class IncidentStep(Action):
    """Do something with an incident: `show`, `confirm`, `dismiss`, `answer`, `end`, `resolve`."""

    code: ClassVar[str] = "inc"
    incident_id: int
    move: str


@dataclass(frozen=True, slots=True)
class SendIncidentAnswer(Action):
    """Tell all sellers of an incident what the message shows, as its answer `number`."""

    code: ClassVar[str] = "incsend"
    incident_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ShowTicketIncident(Action):
    """Show which incident a ticket is part of, or could be."""

    code: ClassVar[str] = "tinc"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class LinkIncident(Action):
    """Link a ticket to an incident; to 0: to none."""

    code: ClassVar[str] = "inclink"
    ticket_id: int
    incident_id: int
