"""What staff press about suggestions."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ListSuggestions(Action):
    """Show a page of the suggestions of a state, or of `all`, in the place of the message."""

    code: ClassVar[str] = "sugs"
    state: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowSuggestion(Action):
    """Show one suggestion."""

    code: ClassVar[str] = "sug"
    suggestion_id: int


@dataclass(frozen=True, slots=True)
class SetSuggestion(Action):
    """Say what becomes of a suggestion."""

    code: ClassVar[str] = "sugset"
    suggestion_id: int
    state: str


@dataclass(frozen=True, slots=True)
class MergeSuggestions(Action):
    """Unite two suggestions; the words are the kept one's."""

    code: ClassVar[str] = "sugone"
    kept_id: int
    merged_id: int


@dataclass(frozen=True, slots=True)
class ExportSuggestions(Action):
    """Make a workbook of all suggestions."""

    code: ClassVar[str] = "sugxls"
