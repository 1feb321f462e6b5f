"""What is said to a seller who has the word and stays silent, and about it to staff."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Delivery, Payload, Priority


@dataclass(frozen=True)
class StillWaiting(Payload):
    """To the seller: we asked you something so many days ago; is it solved?"""

    template: ClassVar[str] = "still_waiting"
    priority: ClassVar[Priority] = Priority.FOLLOW_UP
    delivery: ClassVar[Delivery] = Delivery.AT_MOST_ONCE
    ticket_id: int
    days: int


@dataclass(frozen=True)
class SolvedQuestion(Payload):
    """To the seller who thanked for our answer, or says that it works: is it solved, then?"""

    template: ClassVar[str] = "solved_question"
    ticket_id: int
    thanked: bool


@dataclass(frozen=True)
class SilenceResolved(Payload):
    """To the seller: we take it for solved; how was it, where that `asks`? It can be opened."""

    template: ClassVar[str] = "silence_resolved"
    priority: ClassVar[Priority] = Priority.FOLLOW_UP
    ticket_id: int
    days: int
    asks: bool


@dataclass(frozen=True)
class NotYetHeard(Payload):
    """To the seller who says that it is not solved: what is missing?"""

    template: ClassVar[str] = "not_yet_heard"
    ticket_id: int


@dataclass(frozen=True)
class SellerSaysNotYet(Payload):
    """To staff: their answer did not solve it."""

    template: ClassVar[str] = "seller_says_not_yet"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    assignee: str = ""
    telegram_id: int = 0
    """The assignee's, who is mentioned."""


@dataclass(frozen=True)
class DoneAlready(Payload):
    """A toast: the report is done, which was said before."""

    template: ClassVar[str] = "toast_done_already"
