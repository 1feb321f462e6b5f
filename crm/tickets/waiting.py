"""Tickets in which the seller has the word: they are reminded once, and then let be.

What is said here is about the seller's own report. So it is no unasked message: it counts for no
limit, and whoever wants silence gets it too, but it keeps to the hours of the seller's day.

Claims are left alone: staff decide them. A talk that staff began was nothing that its seller asked
for: nobody is reminded of it, and it ends without a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.settings import Settings
from crm.followups.channels import leads
from crm.followups.hours import ZONES, Hours
from crm.followups.zones import seller_zone
from crm.outbox.operations import post
from crm.sellers.rules import may_write
from crm.tickets.events import EventKind, all_by_sapa
from crm.tickets.reminding import SilenceResolved, StillWaiting
from crm.tickets.resolving import ask_once, settle
from crm.tickets.rules import BEGUN_BY, begun_by
from models import Seller, Ticket
from models.interactions import Channel
from models.tickets import FINISHED, TicketKind, TicketState
from models.types import stated

REMINDED_AT_ONCE = 200
"""Sellers reminded in one run."""
RESOLVED_AT_ONCE = 5
"""Tickets resolved in one run: each changes a card, and a group takes 20 messages a minute."""


async def remind(
    session: AsyncSession, *, settings: Settings, now: datetime, limit: int = REMINDED_AT_ONCE
) -> int:
    """Remind sellers who have had the word for days, each once an answer; tell how many."""
    days = settings.waiting_remind_days
    if not days:
        return 0
    due = _silent(now - timedelta(days=days)).where(
        col(Ticket.reminded_at).is_(None),
        not_(_is_talk()),
        leads(Channel.TELEGRAM),
        _is_awake(Hours.of(settings), now),
    )
    rows = (await session.execute(due.limit(limit))).all()
    ids = [ticket.id or 0 for ticket, _ in rows]
    await session.execute(
        update(Ticket)
        .where(col(Ticket.id).in_(ids))
        .values(reminded_at=now)
        .execution_options(synchronize_session=False)
    )
    await all_by_sapa(session, ids, EventKind.REMINDED, now=now)
    for ticket, seller in rows:
        _tell(session, StillWaiting(ticket_id=ticket.id or 0, days=days), ticket, seller, now)
    return len(rows)


async def let_be(
    session: AsyncSession, *, settings: Settings, now: datetime, limit: int = RESOLVED_AT_ONCE
) -> int:
    """Resolve tickets whose sellers have been silent for days; tell how many.

    Whoever can be told is told by day, and was reminded as long before as the settings promise,
    also where Sapa was away meanwhile.
    """
    days = settings.waiting_resolve_days
    if not days:
        return 0
    in_time = now - timedelta(days=days - settings.waiting_remind_days)
    reminded = [col(Ticket.reminded_at) <= in_time] if settings.waiting_remind_days else []
    may_be_told = and_(_is_awake(Hours.of(settings), now), *reminded)
    due = _silent(now - timedelta(days=days)).where(
        or_(not_(leads(Channel.TELEGRAM)), _is_talk(), may_be_told)
    )
    rows = (await session.execute(due.limit(limit))).all()
    for ticket, seller in rows:
        await settle(session, ticket, by=None, now=now, silent_days=days)
        if may_write(seller) and not begun_by(ticket):
            told = SilenceResolved(ticket_id=ticket.id or 0, days=days, asks=ask_once(ticket))
            _tell(session, told, ticket, seller, now)
    return len(rows)


@dataclass(frozen=True, slots=True)
class Screened:
    """What becomes of words that are about to leave: by the ids of their outbox rows."""

    moved: Mapping[int, datetime]
    dropped: frozenset[int]


TIMED = frozenset({StillWaiting.template, SilenceResolved.template})
"""Templates to look at once more just before they leave."""


async def screen(
    session: AsyncSession,
    messages: Mapping[int, tuple[int | None, str]],
    *,
    hours: Hours,
    now: datetime,
) -> Screened:
    """Drop the words (outbox id → ticket, template) whose reason is gone; move those of the night.

    A seller who answered meanwhile is not reminded, and what was opened again is not done.
    """
    ids = {ticket_id for ticket_id, _ in messages.values()} - {None}
    rows = await session.execute(
        select(Ticket, Seller)
        .join(Seller, col(Seller.id) == col(Ticket.seller_id))
        .where(col(Ticket.id).in_(ids))
        .execution_options(populate_existing=True)
    )
    about: dict[int | None, tuple[Ticket, Seller]] = {row[0].id: (row[0], row[1]) for row in rows}
    moved: dict[int, datetime] = {}
    dropped: set[int] = set()
    for row_id, (ticket_id, template) in messages.items():
        ticket, seller = about.get(ticket_id, (None, None))
        if ticket is None or seller is None or not _is_wanted(ticket, template):
            dropped.add(row_id)
        elif (better := _better(seller, hours, now)) is not None:
            moved[row_id] = better
    return Screened(moved, frozenset(dropped))


def _is_wanted(ticket: Ticket, template: str) -> bool:
    if template == StillWaiting.template:
        return ticket.state is TicketState.WAITING and ticket.reminded_at is not None
    return ticket.state in FINISHED


def _better(seller: Seller, hours: Hours, now: datetime) -> datetime | None:
    minute = hours.minute_of(seller.id or 0, seller.usual_minute)
    return hours.better(now, seller.zone, minute=minute)


def _silent(since: datetime) -> Select[Ticket, Seller]:
    """Return the tickets, with their sellers, that have waited for the seller since then."""
    return (
        select(Ticket, Seller)
        .join(Seller, col(Seller.id) == col(Ticket.seller_id))
        .where(
            stated(col(Ticket.state), TicketState.WAITING),
            col(Ticket.waiting_since) <= since,
            col(Ticket.kind) != TicketKind.CLAIM,
        )
        .order_by(col(Ticket.waiting_since))
        .with_for_update(of=Ticket, key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _is_talk() -> ColumnElement[bool]:
    """Tell in SQL whether staff began it."""
    named: ColumnElement[str] = col(Ticket.data)[BEGUN_BY].as_string()
    return func.coalesce(named, "") != ""


def _is_awake(hours: Hours, now: datetime) -> ColumnElement[bool]:
    """Tell in SQL whether it is an hour to write to the seller, by the day of their zone."""
    return seller_zone().in_([zone for zone in ZONES if hours.is_open(now, zone)])


def _tell(
    session: AsyncSession,
    payload: StillWaiting | SilenceResolved,
    ticket: Ticket,
    seller: Seller,
    now: datetime,
) -> None:
    if seller.chat_id is None:
        message = "a seller without a chat cannot be told there"
        raise ValueError(message)
    post(
        session,
        payload,
        chat_id=seller.chat_id,
        seller_id=seller.id,
        ticket_id=ticket.id,
        now=now,
    )
