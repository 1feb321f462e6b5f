"""Look a seller up, and put their card together."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from crm.sellers.card import finding, queries, rules
from crm.sellers.card.followups import followed_up
from crm.sellers.card.payloads import (
    NoteLine,
    PartnerFacts,
    Sales,
    Scores,
    SellerCard,
    SellersFound,
    SellerUnknown,
    TalkLine,
)
from crm.sellers.facts import facts_of
from crm.sellers.rules import hurdle
from crm.staff.queries import group
from crm.tickets.payloads import TicketLine
from crm.tickets.rules import cut, topic_link
from models import Interaction, Partner, Seller, SellerSnapshot, Ticket
from models.calls import CallOutcome

TICKETS = 5
NOTES = 3
TALK = 5
TOUCHES = 5
"""How many of each a card shows."""


async def look_up(
    session: AsyncSession, text: str, *, now: datetime, zone: ZoneInfo
) -> SellerCard | SellersFound | SellerUnknown:
    """Return the card of the seller that `text` means, or who it may mean."""
    typed = text.strip()
    found = await finding.find(session, typed) if typed else []
    if not found:
        return SellerUnknown(typed=cut(typed, finding.LONGEST))
    if len(found) == 1:
        return await card_of(session, seller=found[0], now=now, zone=zone)
    return SellersFound(
        typed=cut(typed, finding.LONGEST),
        stores=finding.choices(found[: finding.SHOWN]),
        more=len(found) > finding.SHOWN,
    )


async def card_of(
    session: AsyncSession, *, seller: Seller, now: datetime, zone: ZoneInfo
) -> SellerCard:
    """Return the card of `seller` as they stand at `now`; `zone` is the staff's."""
    seller_id = seller.id or 0
    weeks = rules.weeks(now, zone)
    weekly, orders = await queries.weekly_sales(
        session, seller_id=seller_id, weeks=weeks, until=now
    )
    snapshots = await queries.snapshots(session, seller_id=seller_id, weeks=weeks)
    followup, touches = await followed_up(session, seller_id=seller_id, limit=TOUCHES)
    return SellerCard(
        seller_id=seller_id,
        portal_id=seller.portal_id or "",
        zone=zone.key,
        seller=await facts_of(session, seller=seller, now=now),
        email=seller.email,
        revenue=seller.revenue,
        gone_at=seller.gone_at,
        linked_at=seller.linked_at,
        hurdle=hurdle(seller),
        partner=await _partner(session, seller),
        sales=Sales(weekly=weekly, orders=orders, trend=rules.trend(weekly)),
        scores=_scores(snapshots[-1]) if snapshots else None,
        history=rules.spells(week.lifecycle for week in snapshots),
        tickets=await _tickets(session, seller),
        notes=await _notes(session, seller_id),
        talk=tuple(
            map(_talk, await queries.talk(session, seller_id=seller_id, limit=TALK)),
        ),
        followup=followup,
        touches=touches,
    )


async def _partner(session: AsyncSession, seller: Seller) -> PartnerFacts | None:
    """Return the partner that was found for the seller, else the one that the portal names."""
    partner = await session.get(Partner, seller.partner_id) if seller.partner_id else None
    if partner is not None:
        return PartnerFacts(name=partner.name, contact=partner.contact, phone=partner.phone)
    return PartnerFacts(seller.partner, contact="", phone=None) if seller.partner else None


async def _tickets(session: AsyncSession, seller: Seller) -> tuple[TicketLine, ...]:
    desk = await group(session)
    chat_id = desk.chat_id if desk else 0
    found = await queries.open_tickets(session, seller_id=seller.id or 0, limit=TICKETS)
    return tuple(_ticket(ticket, seller, chat_id) for ticket in found)


def _ticket(ticket: Ticket, seller: Seller, chat_id: int) -> TicketLine:
    return TicketLine(
        ticket_id=ticket.id or 0,
        store=seller.store_name,
        category=ticket.category,
        state=ticket.state,
        created_at=ticket.created_at,
        link=topic_link(chat_id, ticket.topic_id),
    )


async def _notes(session: AsyncSession, seller_id: int) -> tuple[NoteLine, ...]:
    found = await queries.notes(session, seller_id=seller_id, limit=NOTES)
    return tuple(
        NoteLine(at=note.at, by=by, text=_short(note.text, rules.NOTED)) for note, by in found
    )


def _talk(row: Interaction) -> TalkLine:
    outcome = row.data.get("outcome")
    return TalkLine(
        at=row.at,
        incoming=row.direction == "in",
        kind=rules.talk_kind(row),
        text=_short(rules.talk_text(row), rules.QUOTED),
        outcome=CallOutcome(outcome) if outcome else None,
    )


def _scores(snapshot: SellerSnapshot) -> Scores | None:
    if snapshot.r is None or snapshot.f is None or snapshot.m is None:
        return None
    return Scores(recency=snapshot.r, frequency=snapshot.f, monetary=snapshot.m)


def _short(text: str, limit: int) -> str:
    return cut(" ".join(text.split()), limit)
