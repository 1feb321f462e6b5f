"""What sellers press at the name and the description of a listing.

A press belongs to a place of the talk; for one that was left already it does nothing.
"""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class MoveName(Action):
    """Move in the talk about the name: drop, done, write, parts, use, better."""

    code: ClassVar[str] = "upnam"
    place: str
    move: str


@dataclass(frozen=True, slots=True)
class ChangePart(Action):
    """Say one part of the name again."""

    code: ClassVar[str] = "uppart"
    part: str


@dataclass(frozen=True, slots=True)
class MoveDescription(Action):
    """Move in the talk about the description: drop, done, write, redraft, english, use."""

    code: ClassVar[str] = "updes"
    place: str
    move: str


@dataclass(frozen=True, slots=True)
class ChooseAnswer(Action):
    """Answer a question with the choice of this number."""

    code: ClassVar[str] = "upans"
    place: str
    choice: int


@dataclass(frozen=True, slots=True)
class AskAgain(Action):
    """Answer one question of the description, for the first time or again."""

    code: ClassVar[str] = "upques"
    question: str
