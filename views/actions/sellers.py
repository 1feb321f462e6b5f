"""What sellers press: menu, language, consent, their store, reports, ratings."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class OpenMenu(Action):
    """Show the menu."""

    code: ClassVar[str] = "menu"


@dataclass(frozen=True, slots=True)
class Open(Action):
    """Open one entry of the menu: report, reports, tips, language, help, link, privacy."""

    code: ClassVar[str] = "open"
    entry: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Action):
    """Speak this language from now on."""

    code: ClassVar[str] = "lang"
    tag: str


@dataclass(frozen=True, slots=True)
class MoreLanguages(Action):
    """Turn to another page of the languages."""

    code: ClassVar[str] = "langs"
    page: int


@dataclass(frozen=True, slots=True)
class ReadInIndonesian(Action):
    """Read this message in Indonesian (1), or again in one's own language (0)."""

    code: ClassVar[str] = "inid"
    yes: int


@dataclass(frozen=True, slots=True)
class AnswerLanguage(Action):
    """Speak the language that the person writes (1), or go on as before (0)."""

    code: ClassVar[str] = "tongue"
    tag: str
    yes: int


@dataclass(frozen=True, slots=True)
class AnswerConsent(Action):
    """Agree (1) or not (0) that messages are kept."""

    code: ClassVar[str] = "agree"
    yes: int


@dataclass(frozen=True, slots=True)
class LinkBy(Action):
    """How to find one's store: `contact`, `name` or `later`."""

    code: ClassVar[str] = "link"
    how: str


@dataclass(frozen=True, slots=True)
class ChooseStore(Action):
    """Link this one of several stores that have the person's number."""

    code: ClassVar[str] = "store"
    seller_id: int


@dataclass(frozen=True, slots=True)
class ChooseCategory(Action):
    """What the report is about."""

    code: ClassVar[str] = "cat"
    category: str


@dataclass(frozen=True, slots=True)
class DialogStep(Action):
    """Move in the dialog at hand: `done`, `send`, `back`, `skip`, `cancel`, `resume`."""

    code: ClassVar[str] = "step"
    move: str


@dataclass(frozen=True, slots=True)
class MakeReport(Action):
    """Make the message with this id a report (1), or leave it (0)."""

    code: ClassVar[str] = "mkrep"
    message_id: int
    yes: int


@dataclass(frozen=True, slots=True)
class ChooseIntent(Action):
    """Say what a message was meant for, of what seemed likely."""

    code: ClassVar[str] = "meant"
    intent: str


@dataclass(frozen=True, slots=True)
class Rate(Action):
    """Rate the answer to a ticket, 1 to 5."""

    code: ClassVar[str] = "rate"
    ticket_id: int
    stars: int


@dataclass(frozen=True, slots=True)
class Reopen(Action):
    """Open a resolved ticket again."""

    code: ClassVar[str] = "reopen"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class SayIfSolved(Action):
    """Say that a report which waits for the seller is solved (1), or not yet (0)."""

    code: ClassVar[str] = "solved"
    ticket_id: int
    yes: int
