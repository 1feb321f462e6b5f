"""What sellers press under words that they did not ask for, and about them."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class AnswerFollowUp(Action):
    """Answer a follow-up by one of `crm.followups.letters.Answer`."""

    code: ClassVar[str] = "fu"
    touch_id: int
    answer: str


@dataclass(frozen=True, slots=True)
class HelpFollowUp(Action):
    """Let staff help with what a follow-up was answered with."""

    code: ClassVar[str] = "fuhelp"
    touch_id: int
    obstacle: str


@dataclass(frozen=True, slots=True)
class RestStore(Action):
    """Say that a store rests for good (1), or for now (0)."""

    code: ClassVar[str] = "furest"
    touch_id: int
    for_good: int


@dataclass(frozen=True, slots=True)
class Proactive(Action):
    """Stop (0) or resume (1) messages that the seller did not ask for."""

    code: ClassVar[str] = "pro"
    on: int


@dataclass(frozen=True, slots=True)
class KeepWriting(Action):
    """Say that messages that the seller did not ask for may go on."""

    code: ClassVar[str] = "goon"
