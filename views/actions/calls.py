"""What staff press about calls."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class CloseCall(Action):
    """Record how a call ended: reached, no_answer, wrong_number, solved."""

    code: ClassVar[str] = "call"
    task_id: int
    outcome: str


@dataclass(frozen=True, slots=True)
class ListCalls(Action):
    """Show a page of the calls to make, below where it is negative, else in the list's place.

    The province (its code) and the language filter unless they are empty.
    """

    code: ClassVar[str] = "calls"
    province: str
    language: str
    page: int


@dataclass(frozen=True, slots=True)
class OpenCall(Action):
    """Take a call from the list, and show its card."""

    code: ClassVar[str] = "copen"
    task_id: int


@dataclass(frozen=True, slots=True)
class MoveCall(Action):
    """Work on a call from its card: `take`, `release`, `later`, `problem`, `back`."""

    code: ClassVar[str] = "cmove"
    task_id: int
    move: str


@dataclass(frozen=True, slots=True)
class CallLater(Action):
    """Call a seller back at one of `crm.calls.rules.Later`."""

    code: ClassVar[str] = "clater"
    task_id: int
    when: str


@dataclass(frozen=True, slots=True)
class CallProblem(Action):
    """Say what the problem is about that a seller told on the phone."""

    code: ClassVar[str] = "cprob"
    task_id: int
    category: str


@dataclass(frozen=True, slots=True)
class CallHinder(Action):
    """Note, or take back, what hinders a seller who was reached: a follow-up's answer."""

    code: ClassVar[str] = "chind"
    task_id: int
    answer: str
