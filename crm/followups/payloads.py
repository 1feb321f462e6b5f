"""What follow-ups say, and what their buttons are answered with."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.followups.letters import Answer, Letter
from crm.outbox.payload import Delivery, Payload, Priority


@dataclass(frozen=True)
class FollowUpMessage(Payload):
    """A word to a seller that they did not ask for, in a message or a letter.

    At most once: a second one an instant later would annoy more than a missing one.
    """

    template: ClassVar[str] = "followup"
    priority: ClassVar[Priority] = Priority.FOLLOW_UP
    delivery: ClassVar[Delivery] = Delivery.AT_MOST_ONCE
    touch_id: int
    letter: Letter
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class GladYouAreFine(Payload):
    """Thank a seller who is fine."""

    template: ClassVar[str] = "followup_fine"


@dataclass(frozen=True)
class CallPromised(Payload):
    """Tell a seller who asked for a call when it will come, and to which number."""

    template: ClassVar[str] = "followup_call"
    phone: str | None
    at: datetime
    """When staff are next at work; not later than the message's own moment if they are now."""


@dataclass(frozen=True)
class AnswerKnown(Payload):
    """A toast: the same answer was given before."""

    template: ClassVar[str] = "toast_followup_known"


@dataclass(frozen=True)
class NotYourFollowUp(Payload):
    """A toast: the button belongs to a question that was not put to this person."""

    template: ClassVar[str] = "toast_followup_not_yours"
