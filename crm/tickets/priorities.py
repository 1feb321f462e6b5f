"""What staff write and read about how urgent a ticket is, without its words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.payload import Payload, Priority
from crm.tickets.rules import LOW, NORMAL, URGENT
from models import Staff, Ticket

SPELLINGS = {
    URGENT: ("1", "urgent", "high", "mendesak", "darurat", "genting", "tinggi"),
    NORMAL: ("2", "normal", "biasa", "sedang"),
    LOW: ("3", "low", "rendah", "santai"),
}
"""How a priority may be written, in any letters."""
_LONGEST_NUMBER = 18


class PriorityOutcome(StrEnum):
    """What setting a priority came to."""

    SET = "set"
    ALREADY = "already"
    NOTHING_LEFT = "nothing_left"
    NO_SUCH = "no_such"
    """There is no such priority: the button is no longer ours."""


@dataclass(frozen=True, slots=True)
class PriorityWish:
    """The number of a ticket, where one is named, and how urgent it shall be; None: unsaid."""

    number: int | None = None
    level: int | None = None


@dataclass(frozen=True)
class PriorityPage(Payload):
    """How urgent is it? `set_by` names who of the staff said so; empty where a rule did."""

    template: ClassVar[str] = "priority_page"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    level: int
    set_by: str = ""
    message_id: int | None = None


@dataclass(frozen=True)
class PriorityPressed(Payload):
    """A toast: what setting it came to."""

    template: ClassVar[str] = "toast_priority"
    outcome: PriorityOutcome
    level: int


@dataclass(frozen=True)
class PriorityTold(Payload):
    """The same, in answer to the command."""

    template: ClassVar[str] = "priority_told"
    priority: ClassVar[Priority] = Priority.STAFF
    outcome: PriorityOutcome
    level: int
    ticket_id: int


@dataclass(frozen=True)
class WhosePriority(Payload):
    """Which ticket, or how urgent? How to say so; there is no ticket `number`, where it is set."""

    template: ClassVar[str] = "whose_priority"
    priority: ClassVar[Priority] = Priority.STAFF
    number: int | None = None


def read_wish(text: str) -> PriorityWish | None:
    """Read what follows the command, such as `1`, `mendesak` or `#12 1`; None: not understood.

    A lone number is a priority; only one with a sign before it, or followed by a priority, is a
    ticket's.
    """
    words = text.lower().split()
    number = None
    if words and (words[0].startswith("#") or len(words) > 1):
        digits = words.pop(0).removeprefix("#")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
            return None
        number = int(digits)
    if not words:
        return PriorityWish(number)
    level = next((level for level, known in SPELLINGS.items() if words[0] in known), None)
    return None if level is None or len(words) > 1 else PriorityWish(number, level)


async def page_of(
    session: AsyncSession, ticket: Ticket, *, message_id: int | None = None
) -> PriorityPage:
    """Return how urgent a ticket is, and who said so; in place of `message_id`, if it is given."""
    by = await session.get(Staff, ticket.priority_by) if ticket.priority_by else None
    return PriorityPage(
        ticket_id=ticket.id or 0,
        level=ticket.priority,
        set_by=by.name if by else "",
        message_id=message_id,
    )
