"""What staff press to answer by a macro, and to write one."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class OfferMacros(Action):
    """Offer the macros that suit a ticket: in place of this message (1) or below (0)."""

    code: ClassVar[str] = "mcoffer"
    ticket_id: int
    here: int


@dataclass(frozen=True, slots=True)
class PreviewMacro(Action):
    """Show what the ticket's seller would read."""

    code: ClassVar[str] = "mclook"
    ticket_id: int
    macro_id: int


@dataclass(frozen=True, slots=True)
class SendMacro(Action):
    """Send the ticket's seller what was looked at."""

    code: ClassVar[str] = "mcsend"
    ticket_id: int
    macro_id: int


@dataclass(frozen=True, slots=True)
class ListMacros(Action):
    """Show the macros of a category in place of this message: `any` ticket's, or `all` shelves."""

    code: ClassVar[str] = "mclist"
    category: str


@dataclass(frozen=True, slots=True)
class ShowMacro(Action):
    """Show a macro's text in a language, in place of this message."""

    code: ClassVar[str] = "mc"
    macro_id: int
    language: str


@dataclass(frozen=True, slots=True)
class NewMacro(Action):
    """Ask what a new macro is called."""

    code: ClassVar[str] = "mcnew"


@dataclass(frozen=True, slots=True)
class FileMacro(Action):
    """Offer a macro with the tickets of a category, or `any`."""

    code: ClassVar[str] = "mcfile"
    macro_id: int
    category: str


@dataclass(frozen=True, slots=True)
class ChangeMacro(Action):
    """Change a macro: `write` or `drop` its words in a language, switch it `on` or `off`."""

    code: ClassVar[str] = "mcdo"
    macro_id: int
    language: str
    move: str
