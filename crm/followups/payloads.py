"""What follow-ups say, and what their buttons are answered with."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.followups.letters import Answer, Letter
from crm.outbox.payload import Delivery, Payload, Priority
from models.uploads import UploadStep


@dataclass(frozen=True, slots=True)
class DraftWaiting:
    """The listing that a word is about: where it stopped, and what it is called, if it is."""

    step: UploadStep
    name: str = ""


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
    draft: DraftWaiting | None = None
    """Of the letter about a listing that rests."""


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
class LaterIsFine(Payload):
    """To a seller who has no time just now: that is all right, and we wait."""

    template: ClassVar[str] = "followup_later"


@dataclass(frozen=True)
class ObstacleHeard(Payload):
    """Thank for saying what makes selling hard, with one small step that helps.

    `helped` offers that staff help; `question` is the touch that was answered.
    """

    template: ClassVar[str] = "followup_obstacle"
    question: int
    obstacle: Answer
    helped: bool


@dataclass(frozen=True)
class RestQuestion(Payload):
    """Ask whether a store that rests does so for good; `question` is the touch answered."""

    template: ClassVar[str] = "followup_rest_question"
    question: int


@dataclass(frozen=True)
class RestNoted(Payload):
    """A store that rests is left in peace: for good, or for now."""

    template: ClassVar[str] = "followup_rest_noted"
    for_good: bool


@dataclass(frozen=True)
class OtherQuestion(Payload):
    """Ask for the seller's own words about what makes selling hard."""

    template: ClassVar[str] = "followup_other_question"


@dataclass(frozen=True)
class StopQuestion(Payload):
    """Ask, once, whether we shall really stop writing unasked.

    A message that only seems to wish it is kept, and may be about something else.
    """

    template: ClassVar[str] = "stop_question"
    message_id: int | None = None
    """Of the message that seems to wish it."""


@dataclass(frozen=True)
class WritingGoesOn(Payload):
    """The seller did not mean that we shall stop."""

    template: ClassVar[str] = "writing_goes_on"


@dataclass(frozen=True)
class HelpKnown(Payload):
    """A toast: staff have the ticket already that another press asked for."""

    template: ClassVar[str] = "toast_followup_help_known"
    ticket_id: int


@dataclass(frozen=True)
class AnswerKnown(Payload):
    """A toast: the same answer was given before."""

    template: ClassVar[str] = "toast_followup_known"


@dataclass(frozen=True)
class NotYourFollowUp(Payload):
    """A toast: the button belongs to a question that was not put to this person."""

    template: ClassVar[str] = "toast_followup_not_yours"
