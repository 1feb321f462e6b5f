"""What is asked and told about leave of absence, without its words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority


@dataclass(frozen=True)
class LeaveQuestion(Payload):
    """When somebody is on leave, and a question for when they shall be."""

    template: ClassVar[str] = "leave_question"
    priority: ClassVar[Priority] = Priority.STAFF
    staff_id: int
    name: str
    own: bool
    first: date | None = None
    last: date | None = None
    away: bool = False
    listed: bool = False
    """Whether it is a page of the list of staff."""
    message_id: int | None = None


@dataclass(frozen=True)
class LeaveNoted(Payload):
    """A leave was noted, or ended where `first` is None; `own` where it is the reader's."""

    template: ClassVar[str] = "leave_noted"
    priority: ClassVar[Priority] = Priority.STAFF
    name: str
    own: bool
    first: date | None = None
    last: date | None = None
    begun: bool = False
    released: int = 0
    given: int = 0


@dataclass(frozen=True)
class LeaveSet(Payload):
    """To a staff member in private: a supervisor noted their leave, or ended it."""

    template: ClassVar[str] = "leave_set"
    priority: ClassVar[Priority] = Priority.STAFF
    by: str
    first: date | None = None
    last: date | None = None


class LeaveProblem(StrEnum):
    """Why a leave that was asked for in words was not noted."""

    NOT_UNDERSTOOD = "not_understood"
    NOT_YOURS = "not_yours"
    UNKNOWN = "unknown"
    NO_SUCH_LEAVE = "no_such_leave"


@dataclass(frozen=True)
class LeaveRefused(Payload):
    """A leave that was asked for in words was not noted."""

    template: ClassVar[str] = "leave_refused"
    priority: ClassVar[Priority] = Priority.STAFF
    problem: LeaveProblem
