"""Search: reports, stores and messages by what was typed."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.search.matching import matching
from crm.search.payloads import MessageHit, NothingFound, Rest, SearchFound, TicketHit
from crm.search.rules import LONGEST, SHOWN, Wanted, excerpt, wanted
from crm.sellers.card import finding
from crm.staff.queries import group
from crm.tickets.payloads import TicketLine
from crm.tickets.rules import topic_link
from models import Interaction, Seller, Staff, Ticket
from models.search import Found

CANDIDATES = 100
"""So many of the newest are looked at to show the likeliest of them."""
_NUMBER = re.compile(r"#?\s?(\d{1,15})", re.ASCII)

T = TypeVar("T")


async def search(
    session: AsyncSession, text: str, *, zone: ZoneInfo
) -> SearchFound | NothingFound:
    """Return what has all the words of `text`; `zone` is the staff's.

    The likeliest come first: where the words follow one another as they were typed, then the
    newest. A number, a phone and an e-mail address find what has exactly this, before all else.
    """
    typed = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:LONGEST]
    words = wanted(typed)
    if words is None:
        return NothingFound(typed=typed)
    desk = await group(session)
    chat_id = desk.chat_id if desk else 0
    tickets, more_tickets = await _tickets(session, typed, words, chat_id)
    sellers, more_sellers = await _sellers(session, typed, words)
    messages, more_messages = await _messages(session, words, chat_id, beside=tickets)
    if not (tickets or sellers or messages):
        return NothingFound(typed=typed)
    return SearchFound(
        typed=typed,
        zone=zone.key,
        tickets=tuple(tickets),
        sellers=finding.choices(sellers),
        messages=tuple(messages),
        more_tickets=more_tickets,
        more_sellers=more_sellers,
        more_messages=more_messages,
    )


async def _tickets(
    session: AsyncSession, typed: str, words: Wanted, chat_id: int
) -> tuple[list[TicketHit], Rest]:
    ids = await matching(session, Found.TICKET, wanted=words, limit=CANDIDATES)
    number = _NUMBER.fullmatch(typed)
    named = int(number[1]) if number else 0
    rows = await session.execute(
        select(Ticket, col(Seller.store_name))
        .join(Seller, col(Seller.id) == col(Ticket.seller_id))
        .where(col(Ticket.id).in_({named, *ids}))
        .order_by(col(Ticket.id).desc())
    )
    found = [(ticket, store) for ticket, store in rows]
    best = _likeliest(found, words, lambda one: one[0].text)
    best.sort(key=lambda one: one[0].id != named)
    hits = [_ticket_hit(ticket, store, words, chat_id) for ticket, store in best[:SHOWN]]
    return hits, _rest(best, ids)


def _ticket_hit(ticket: Ticket, store: str, words: Wanted, chat_id: int) -> TicketHit:
    line = TicketLine(
        ticket_id=ticket.id or 0,
        store=store,
        category=ticket.category,
        state=ticket.state,
        created_at=ticket.created_at,
        link=topic_link(chat_id, ticket.topic_id),
    )
    return TicketHit(line=line, parts=excerpt(ticket.text, words))


async def _sellers(session: AsyncSession, typed: str, words: Wanted) -> tuple[list[Seller], Rest]:
    ids = await matching(session, Found.SELLER, wanted=words, limit=CANDIDATES)
    rows = await session.scalars(
        select(Seller)
        .where(col(Seller.id).in_(ids), col(Seller.merged_into).is_(None))
        .order_by(col(Seller.id).desc())
    )
    named = await finding.exactly(session, typed)
    likely = _likeliest(list(rows), words, lambda one: one.store_name)
    best = list({one.id: one for one in (*named, *likely)}.values())
    return best[:SHOWN], _rest(best, ids)


async def _messages(
    session: AsyncSession, words: Wanted, chat_id: int, *, beside: Sequence[TicketHit]
) -> tuple[list[MessageHit], Rest]:
    """Leave out what the reports above say already, and what a message said before its edit."""
    ids = await matching(session, Found.MESSAGE, wanted=words, limit=CANDIDATES)
    rows = await session.execute(
        select(Interaction, col(Staff.name), col(Seller.store_name), col(Ticket.topic_id))
        .outerjoin(Staff, col(Staff.id) == col(Interaction.staff_id))
        .outerjoin(Seller, col(Seller.id) == col(Interaction.seller_id))
        .outerjoin(Ticket, col(Ticket.id) == col(Interaction.ticket_id))
        .where(col(Interaction.id).in_(ids))
        .order_by(col(Interaction.id).desc())
    )
    shown = {(hit.line.ticket_id, hit.parts) for hit in beside}
    hits: dict[Any, tuple[str, MessageHit]] = {}
    for said, staff, store, topic_id in rows:
        hit = MessageHit(
            at=said.at,
            by=(staff if said.staff_id else store) or "",
            is_staff=said.staff_id is not None,
            ticket_id=said.ticket_id,
            link=topic_link(chat_id, topic_id),
            parts=excerpt(said.text, words),
        )
        if (hit.ticket_id, hit.parts) not in shown:
            hits.setdefault((said.chat_id, said.message_id or f"row {said.id}"), (said.text, hit))
    best = _likeliest(list(hits.values()), words, lambda one: one[0])
    return [hit for _, hit in best[:SHOWN]], _rest(best, ids)


def _likeliest(newest: Sequence[T], words: Wanted, text: Callable[[T], str]) -> list[T]:
    return sorted(newest, key=lambda one: not words.stands_in(text(one)))


def _rest(found: Sequence[object], candidates: Sequence[int]) -> Rest:
    return Rest(max(len(found) - SHOWN, 0), is_more=len(candidates) == CANDIDATES)
