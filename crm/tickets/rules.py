"""What may happen to a ticket, and when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from crm.tickets.messages import Said
from models import Ticket
from models.tickets import Category, TicketKind, TicketState

REOPEN_WITHIN = timedelta(days=7)
"""How long a seller may open a resolved ticket again; staff always may."""
CARD_TEXT = 2400
"""How much of a report a card shows, in UTF-16 units, which Telegram's limits count."""
COMMENT_TEXT = 500
"""How much of a seller's comment a card shows."""
TOPIC_NAME = 128
NOTE = "//"
BEST_RATING = 5
LOW_RATING = 2
"""So many stars or fewer mean that something is still wrong."""
CANDIDATES = 5
"""How many stores a claim offers to choose from."""
URGENT, NORMAL, LOW = PRIORITIES = (1, 2, 3)
PATIENCE = 3
"""With so many messages unanswered a seller has waited too patiently."""
BEGUN_BY = "begun_by"
"""Under this a ticket's data names the staff member who wrote to the seller first."""
TOLD_TO = "told_to"
"""Under this a ticket's data names whom the seller told it, where that was not in the chat."""

ICONS = {
    Category.LOGIN: "🔑",
    Category.PAYMENT: "💳",
    Category.ORDER: "🧾",
    Category.SHIPPING: "🚚",
    Category.PRODUCT: "📦",
    Category.STORE: "🏪",
    Category.SUGGESTION: "💡",
    Category.OTHER: "💬",
}


class Move(StrEnum):
    """What moves a ticket from state to state."""

    CLAIM = "claim"
    HEAR = "hear"
    """The seller says more."""
    ANSWER = "answer"
    INFORM = "inform"
    """Staff tell how it stands, and wait for no answer."""
    RESOLVE = "resolve"
    CLOSE = "close"
    """It was resolved for so long that the seller cannot open it again."""
    REOPEN = "reopen"


NEW, OPEN, WAITING, RESOLVED, CLOSED = TicketState

TRANSITIONS: dict[tuple[TicketState, Move], TicketState] = {
    (NEW, Move.CLAIM): OPEN,
    (NEW, Move.HEAR): NEW,
    (NEW, Move.ANSWER): WAITING,
    (NEW, Move.INFORM): OPEN,
    (NEW, Move.RESOLVE): RESOLVED,
    (OPEN, Move.CLAIM): OPEN,
    (OPEN, Move.HEAR): OPEN,
    (OPEN, Move.ANSWER): WAITING,
    (OPEN, Move.INFORM): OPEN,
    (OPEN, Move.RESOLVE): RESOLVED,
    (WAITING, Move.CLAIM): WAITING,
    (WAITING, Move.HEAR): OPEN,
    (WAITING, Move.ANSWER): WAITING,
    (WAITING, Move.INFORM): WAITING,
    (WAITING, Move.RESOLVE): RESOLVED,
    (RESOLVED, Move.CLOSE): CLOSED,
    (RESOLVED, Move.REOPEN): OPEN,
    (CLOSED, Move.REOPEN): OPEN,
}


def after(state: TicketState, move: Move) -> TicketState | None:
    """Return the state that `move` leads to; None where it is not possible in `state`."""
    return TRANSITIONS.get((state, move))


def reopen_until(resolved_at: datetime | None) -> datetime | None:
    """Return until when the seller may open again what was resolved at `resolved_at`."""
    return resolved_at + REOPEN_WITHIN if resolved_at else None


def may_reopen(resolved_at: datetime | None, now: datetime) -> bool:
    """Tell whether the seller may still open again what was resolved at `resolved_at`."""
    until = reopen_until(resolved_at)
    return until is not None and now <= until


def is_rating(stars: int) -> bool:
    """Tell whether `stars` is a rating."""
    return 1 <= stars <= BEST_RATING


def is_low(stars: int | None) -> bool:
    """Tell whether a seller was unhappy; one who gave no stars was not."""
    return stars is not None and stars <= LOW_RATING


def kind_of(category: Category) -> TicketKind:
    """Return the sort of work that a report of this category is."""
    return TicketKind.SUGGESTION if category is Category.SUGGESTION else TicketKind.ISSUE


def priority_of(category: Category) -> int:
    """Return how urgent a report of this category is: money and orders first, wishes last."""
    first = {Category.PAYMENT: URGENT, Category.ORDER: URGENT}
    return {**first, Category.SUGGESTION: LOW}.get(category, NORMAL)


def raised(ticket: Ticket) -> int | None:
    """Return the priority of a ticket that has just grown more urgent; None where it has not.

    It does once, with the third message that nobody answered, and never against somebody's word.
    """
    patient = ticket.unanswered != PATIENCE
    if patient or ticket.priority_by is not None or ticket.priority <= URGENT:
        return None
    return ticket.priority - 1


def begun_by(ticket: Ticket) -> str:
    """Return who of the staff began to talk; empty where the seller did."""
    return ticket.data.get(BEGUN_BY, "")


def told_to(ticket: Ticket) -> str:
    """Return who of the staff took it down on the phone; empty where the seller wrote it."""
    return ticket.data.get(TOLD_TO, "")


def report_text(messages: Sequence[Said]) -> str:
    """Return the report in the seller's own words, captions included."""
    return "\n".join(said.text for said in messages if said.text)


def beside_the_card(messages: Sequence[Said]) -> list[Said]:
    """Return the messages to copy: all that the card does not carry word for word itself."""
    if units(report_text(messages)) > CARD_TEXT:
        return list(messages)
    return [said for said in messages if said.kind != "text"]


def cut(text: str, limit: int) -> str:
    """Return `text` in at most `limit` UTF-16 units, with an ellipsis where it was longer."""
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore")
    return f"{kept.rstrip()}…"


def is_note(text: str) -> bool:
    """Tell whether a staff member's words are for staff only: they begin with `//`."""
    return text.lstrip().startswith(NOTE)


def note_text(text: str) -> str:
    """Return a note without the mark before it."""
    return text.lstrip().removeprefix(NOTE).strip()


def topic_name(ticket: Ticket, store: str) -> str:
    """Return what the ticket's forum topic is called, such as `#12 · Batik Ayu · 💳`.

    A person without a name or store is only a number and a sign.
    """
    front, icon = f"#{ticket.id} · ", f" · {ICONS[ticket.category]}"
    room = TOPIC_NAME - units(front) - units(icon)
    parts = (f"#{ticket.id}", cut(store, room), ICONS[ticket.category])
    return " · ".join(part for part in parts if part)


def topic_link(chat_id: int, topic_id: int | None) -> str:
    """Return the address of a topic in a supergroup; empty where there is none."""
    bare = str(chat_id).removeprefix("-100")
    return f"https://t.me/c/{bare}/{topic_id}" if topic_id and bare != str(chat_id) else ""


def units(text: str) -> int:
    """Return how long `text` is as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
