"""What staff press about cadences."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ListCadences(Action):
    """Show all cadences in the place of this message."""

    code: ClassVar[str] = "cads"


@dataclass(frozen=True, slots=True)
class ShowCadence(Action):
    """Show a cadence's card in the place of this message."""

    code: ClassVar[str] = "cad"
    cadence: str


@dataclass(frozen=True, slots=True)
class DecideCadence(Action):
    """Let this edition of a cadence run, or stand still: `approve`, `pause`, `resume`."""

    code: ClassVar[str] = "cado"
    cadence: str
    edition: int
    move: str


@dataclass(frozen=True, slots=True)
class PreviewCadence(Action):
    """Count who would enter a cadence."""

    code: ClassVar[str] = "cadpre"
    cadence: str


@dataclass(frozen=True, slots=True)
class ReadCadence(Action):
    """Show what a cadence says in a language."""

    code: ClassVar[str] = "cadread"
    cadence: str
    language: str


@dataclass(frozen=True, slots=True)
class ShowEffect(Action):
    """Show what a cadence brought about."""

    code: ClassVar[str] = "cadeff"
    cadence: str
