"""What was found, without its words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from crm.search.rules import Part
from crm.sellers.payloads import StoreChoice
from crm.tickets.payloads import TicketLine


@dataclass(frozen=True, slots=True)
class TicketHit:
    """A report, and where it says what was looked for; no parts where it was named by number."""

    line: TicketLine
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class MessageHit:
    """A message of a person: who wrote it, and in which report; `link` opens its topic."""

    at: datetime
    by: str
    is_staff: bool
    ticket_id: int | None
    link: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """How many there are that are not shown; `is_more` where nobody counted them all."""

    count: int = 0
    is_more: bool = False


@dataclass(frozen=True)
class SearchFound(Payload):
    """What has all the words that were typed; at least one of the three is not empty."""

    template: ClassVar[str] = "search_found"
    priority: ClassVar[Priority] = Priority.STAFF
    typed: str
    zone: str
    tickets: tuple[TicketHit, ...]
    sellers: tuple[StoreChoice, ...]
    messages: tuple[MessageHit, ...]
    more_tickets: Rest = Rest()
    more_sellers: Rest = Rest()
    more_messages: Rest = Rest()


@dataclass(frozen=True)
class NothingFound(Payload):
    """Nothing has all the words, or nothing was typed: how to search."""

    template: ClassVar[str] = "nothing_found"
    priority: ClassVar[Priority] = Priority.STAFF
    typed: str
