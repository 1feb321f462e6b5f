"""What a seller is asked and told about their product's description."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Payload
from crm.uploads.categories import Question
from crm.uploads.describing.rules import Objection
from crm.uploads.listing import Listing


@dataclass(frozen=True)
class DescriptionQuestion(Payload):
    """Ask what buyers wish to know."""

    template: ClassVar[str] = "uploads.description_question"
    category: str
    question: Question
    said: str = ""
    """What was answered before."""


@dataclass(frozen=True)
class DescriptionDraft(Payload):
    """Show the description as it is, and what it lacks."""

    template: ClassVar[str] = "uploads.description_draft"
    listing: Listing


@dataclass(frozen=True)
class DescriptionPrompt(Payload):
    """Ask for the whole description in the seller's own words."""

    template: ClassVar[str] = "uploads.description_prompt"


@dataclass(frozen=True)
class AnswerNotKept(Payload):
    """Tell why an answer cannot stand in a description."""

    template: ClassVar[str] = "uploads.answer_not_kept"
    why: Objection
    what: str = ""
