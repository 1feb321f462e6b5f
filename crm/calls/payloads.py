"""What staff read about a call: the card, how it ended, and the answers to its buttons."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.calls.rules import CallReason
from crm.outbox.payload import Payload, Priority
from crm.sellers.facts import SellerFacts
from models.calls import CallOutcome


@dataclass(frozen=True)
class CallCard(Payload):
    """Ask staff to call a seller, with what they need to know for it."""

    template: ClassVar[str] = "call_card"
    priority: ClassVar[Priority] = Priority.STAFF
    task_id: int
    reason: CallReason
    asked_at: datetime
    seller: SellerFacts


@dataclass(frozen=True)
class CallEnded(Payload):
    """Rewrite a call's card: who called, and how it ended."""

    template: ClassVar[str] = "call_ended"
    priority: ClassVar[Priority] = Priority.STAFF
    message_id: int
    card: CallCard
    caller: str
    outcome: CallOutcome
    at: datetime


@dataclass(frozen=True)
class CallNoted(Payload):
    """A toast: the outcome is kept."""

    template: ClassVar[str] = "toast_call_noted"
    outcome: CallOutcome


@dataclass(frozen=True)
class CallNotOpen(Payload):
    """A toast: a colleague noted an outcome before, or the call is unknown."""

    template: ClassVar[str] = "toast_call_not_open"
