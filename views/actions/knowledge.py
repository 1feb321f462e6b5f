"""What sellers press about the answers to common problems."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ReadTip(Action):
    """Show the answer to a common problem."""

    code: ClassVar[str] = "tip"
    article: str


@dataclass(frozen=True, slots=True)
class AnswerTip(Action):
    """Say that an answer solved the problem (1), or that the team shall help (0)."""

    code: ClassVar[str] = "tipsay"
    reading_id: int
    solved: int


@dataclass(frozen=True, slots=True)
class ListTips(Action):
    """Show the common problems of a category; `all` shows the categories."""

    code: ClassVar[str] = "tips"
    category: str
