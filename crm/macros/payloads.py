"""What is said by and about macros, without its words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crm.macros.starters import Starter
from crm.outbox.payload import Payload, Priority
from models.tickets import Category


@dataclass(frozen=True, slots=True)
class MacroText:
    """The text of a macro in one language: what staff wrote, or else a starter's own words."""

    language: str
    starter: Starter | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fillings:
    """What fills the placeholders; the marketplace's name is the reader's."""

    owner: str
    store: str
    number: int
    staff: str


@dataclass(frozen=True)
class MacroAnswer(Payload):
    """To the seller: a canned answer, in the name of the staff member who chose it."""

    template: ClassVar[str] = "macro_answer"
    said: MacroText
    fillings: Fillings
    chosen_in: int = 0
    chosen_as: int = 0
    """The chat, and the message in it, in which staff chose it and see it."""
    indonesian: MacroText | None = None
    """The same in Indonesian, for whoever would rather read that; None of an older version's."""
    others: tuple[MacroText, ...] = ()
    """What staff wrote for other languages, for a seller who speaks one of them later."""


@dataclass(frozen=True, slots=True)
class MacroLine:
    """A macro in a list; a starter is named in the reader's language."""

    macro_id: int
    name: str
    starter: Starter | None
    uses: int
    active: bool = True


@dataclass(frozen=True)
class MacroOffer(Payload):
    """The macros that suit a ticket, in place of `message_id` where one was looked at."""

    template: ClassVar[str] = "macro_offer"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    category: Category
    lines: tuple[MacroLine, ...]
    message_id: int | None = None


@dataclass(frozen=True)
class MacroPreview(Payload):
    """What the seller will read, beside the Indonesian; in place of the offer.

    `language` is what the seller speaks, which `said` need not be in.
    """

    template: ClassVar[str] = "macro_preview"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    line: MacroLine
    language: str
    indonesian: MacroText
    said: MacroText
    fillings: Fillings
    message_id: int


@dataclass(frozen=True)
class MacroSent(Payload):
    """What the seller was sent, in place of its preview."""

    template: ClassVar[str] = "macro_sent"
    priority: ClassVar[Priority] = Priority.STAFF
    line: MacroLine
    said: MacroText
    fillings: Fillings
    message_id: int


@dataclass(frozen=True, slots=True)
class MacroCount:
    """How many macros a category has; None is for those that suit any ticket."""

    category: Category | None
    macros: int
    off: int = 0
    """Of them: switched off, or not finished."""


@dataclass(frozen=True)
class MacroShelf(Payload):
    """All macros by category; supervisors are offered to write one."""

    template: ClassVar[str] = "macro_shelf"
    priority: ClassVar[Priority] = Priority.STAFF
    counts: tuple[MacroCount, ...]
    supervisor: bool
    message_id: int | None = None


@dataclass(frozen=True)
class MacroList(Payload):
    """The macros of one category, in place of the shelf."""

    template: ClassVar[str] = "macro_list"
    priority: ClassVar[Priority] = Priority.STAFF
    category: Category | None
    lines: tuple[MacroLine, ...]
    message_id: int


@dataclass(frozen=True)
class MacroCard(Payload):
    """One macro with its text in one language, and what can be done about it."""

    template: ClassVar[str] = "macro_card"
    priority: ClassVar[Priority] = Priority.STAFF
    line: MacroLine
    category: Category | None
    language: str
    said: MacroText | None
    """None where nothing is written in it."""
    written: tuple[str, ...]
    """The languages that staff wrote it in."""
    supervisor: bool
    message_id: int | None = None


@dataclass(frozen=True)
class MacroCategories(Payload):
    """Ask with which tickets a new macro shall be offered."""

    template: ClassVar[str] = "macro_categories"
    priority: ClassVar[Priority] = Priority.STAFF
    line: MacroLine


@dataclass(frozen=True)
class MacroNamePrompt(Payload):
    """Ask `name` what the new macro is called: a reply to this message is taken as that."""

    template: ClassVar[str] = "macro_name_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    telegram_id: int
    name: str


@dataclass(frozen=True)
class MacroTextPrompt(Payload):
    """Ask `name` for a macro's text: a reply to this message is taken as that."""

    template: ClassVar[str] = "macro_text_prompt"
    priority: ClassVar[Priority] = Priority.STAFF
    line: MacroLine
    language: str
    telegram_id: int
    name: str


class Declined(StrEnum):
    """Why a reply was not taken."""

    NOT_SUPERVISOR = "not_supervisor"
    GONE = "gone"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    UNKNOWN_BLANK = "unknown_blank"
    UNBALANCED = "unbalanced"


@dataclass(frozen=True)
class MacroDeclined(Payload):
    """Say why, and how it can be put right: by one more reply to the same message."""

    template: ClassVar[str] = "macro_declined"
    priority: ClassVar[Priority] = Priority.STAFF
    why: Declined
    reply_to: int
    blank: str = ""
    limit: int = 0


class Pressed(StrEnum):
    """What a press came to."""

    DONE = "done"
    SENT = "sent"
    SENT_ALREADY = "sent_already"
    UNREACHABLE = "unreachable"
    NOT_SUPERVISOR = "not_supervisor"
    NO_WORDS = "no_words"
    TOO_MANY = "too_many"
    GONE = "gone"


@dataclass(frozen=True)
class MacroPressed(Payload):
    """A toast: what a press came to."""

    template: ClassVar[str] = "toast_macro_pressed"
    outcome: Pressed
    limit: int = 0
