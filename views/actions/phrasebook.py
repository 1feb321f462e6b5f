"""What staff press to read phrases in a seller's language, or what a seller's words mean."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ChoosePhrasebook(Action):
    """Ask for a language, in place of what was shown."""

    code: ClassVar[str] = "book"


@dataclass(frozen=True, slots=True)
class ShowPhrases(Action):
    """Show a page of a section of a language, in place of what was shown."""

    code: ClassVar[str] = "phrase"
    language: str
    section: str
    page: int


@dataclass(frozen=True, slots=True)
class GlossTicket(Action):
    """Explain what the seller wrote last, word by word."""

    code: ClassVar[str] = "gloss"
    ticket_id: int
