"""What sellers do with their tickets, and what delivery learns about them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.incidents import linking as incidents
from crm.interpreting import orders as interpreting
from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.suggestions import operations as suggestions
from crm.tickets import cards, doors, explaining, losses, relay, rules, scores
from crm.tickets.events import EventKind, by_sapa, by_seller, by_staff
from crm.tickets.holding import hold, move
from crm.tickets.messages import Said
from crm.tickets.payloads import SellerCommented, TicketReopened
from crm.tickets.prioritizing import raise_unanswered
from crm.tickets.resolving import forget_unanswered
from crm.tickets.rules import Move
from crm.tickets.sla import clocks
from crm.uploads.review import posting as reviews
from models import Seller, Staff, StaffGroup, Ticket, TicketEvent
from models.tickets import FINISHED, Category, TicketKind


class TicketNotResolved(CrmError):
    """The ticket is still in work, so it can be neither opened again nor rated."""

    code: ClassVar[str] = "ticket_not_resolved"


class TooLateToReopen(CrmError):
    """It was resolved more than 7 days ago: a new report is the way."""

    code: ClassVar[str] = "too_late_to_reopen"


class NotARating(CrmError):
    """A rating is 1 to 5 stars."""

    code: ClassVar[str] = "not_a_rating"


async def report(
    session: AsyncSession,
    *,
    seller: Seller,
    category: Category,
    messages: Sequence[Said],
    now: datetime,
    kind: TicketKind | None = None,
    data: dict[str, Any] | None = None,
) -> Ticket:
    """Make a ticket of what the seller said, and show it to staff where a group is paired.

    Texts that fit are on the card; everything else is copied below it, in its order. A report of
    an incident that staff know of is counted there, and its card waits until somebody needs it.
    """
    ticket = Ticket(
        kind=kind or rules.kind_of(category),
        category=category,
        priority=rules.priority_of(category),
        seller_id=_stored(seller),
        text=rules.report_text(messages),
        language=seller.language or "id",
        created_at=now,
        updated_at=now,
        data={**(data or {}), "messages": [asdict(said) for said in messages]},
    )
    session.add(ticket)
    await session.flush()
    await interpreting.belong(session, ticket=ticket, messages=messages, now=now)
    await clocks.follow(session, ticket, now=now)
    by_seller(session, ticket, EventKind.REPORTED, now=now, messages=len(messages))
    if ticket.kind is TicketKind.SUGGESTION:
        await suggestions.gather(session, ticket=ticket, now=now)
    if not await incidents.join(session, ticket=ticket, now=now):
        await cards.post_new(session, ticket=ticket, now=now)
    losses.tell_seller(session, ticket=ticket, messages=messages, now=now)
    return ticket


async def add_message(
    session: AsyncSession, *, ticket: Ticket, said: Said, now: datetime, waits: bool = True
) -> None:
    """Take a further message of the seller into the ticket; a resolved one is opened again.

    Where it `waits` for no answer, as thanks do, staff read it, and whose turn it is stays.

    Raises:
        TooLateToReopen: it was resolved too long ago.
    """
    await hold(session, ticket)
    if ticket.state in FINISHED:
        await reopen(session, ticket=ticket, now=now)
    newly_explained = explaining.hear(ticket, said.text)
    group = await session.get(StaffGroup, 1)
    if group is not None:
        await cards.post_first(session, group=group, ticket=ticket, now=now)
        await relay.to_staff(session, group=group, ticket=ticket, said=said, now=now)
    losses.tell_seller(session, ticket=ticket, messages=[said], now=now)
    await interpreting.belong(session, ticket=ticket, messages=[said], now=now)
    if waits and not await _goes_on(session, ticket, said):
        await move(session, ticket, Move.HEAR, now=now)
        await raise_unanswered(session, ticket=ticket, now=now)
    if newly_explained:
        await cards.renew(session, tickets=[ticket], now=now)
    by_seller(session, ticket, EventKind.MESSAGE, now=now, **asdict(said))


async def reopen(
    session: AsyncSession, *, ticket: Ticket, now: datetime, by: Staff | None = None
) -> None:
    """Open a resolved ticket again; where the seller does, staff are told in its topic.

    Its stars stay: they are asked for once, and the seller may still change them.

    Raises:
        TicketNotResolved: it is open.
        TooLateToReopen: the seller comes too late; staff never do.
    """
    await hold(session, ticket)
    if ticket.state not in FINISHED:
        raise TicketNotResolved(ticket_id=ticket.id)
    if by is None and not rules.may_reopen(ticket.resolved_at, now):
        raise TooLateToReopen(ticket_id=ticket.id)
    await move(session, ticket, Move.REOPEN, now=now)
    seller = await session.get_one(Seller, ticket.seller_id)
    ticket.language = seller.language or ticket.language
    group = await session.get(StaffGroup, 1)
    if group is not None:
        doors.unlock(session, group=group, ticket=ticket, now=now)
    ticket.resolved_at = ticket.closed_at = None
    incidents.leave(session, ticket=ticket, now=now)
    ticket.data = {**ticket.data, "reopened": ticket.data.get("reopened", 0) + 1}
    if by is None:
        forget_unanswered(ticket)
        by_seller(session, ticket, EventKind.REOPENED, now=now)
    else:
        by_staff(session, ticket, EventKind.REOPENED, staff=by, now=now)
    await cards.show(session, ticket=ticket, now=now)
    if group is not None and by is None:
        assignee = await session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
        told = TicketReopened(
            ticket_id=ticket.id or 0,
            assignee=assignee.name if assignee else "",
            telegram_id=assignee.telegram_id if assignee else 0,
        )
        _tell_staff(session, group, ticket, told, now)


async def rate(session: AsyncSession, *, ticket: Ticket, stars: int, now: datetime) -> None:
    """Keep what the seller thinks of the answer, 1 to 5; the last rating counts.

    Raises:
        NotARating: `stars` is something else.
        TicketNotResolved: there is no answer to rate yet.
    """
    if not rules.is_rating(stars):
        raise NotARating(stars=stars)
    await hold(session, ticket)
    if ticket.state not in FINISHED:
        raise TicketNotResolved(ticket_id=ticket.id)
    before = ticket.rating
    ticket.rating, ticket.updated_at = stars, now
    by_seller(session, ticket, EventKind.RATED, now=now, stars=stars)
    await cards.show(session, ticket=ticket, now=now)
    if not rules.is_low(before):
        await scores.show_if_low(session, ticket=ticket, now=now)


async def comment(session: AsyncSession, *, ticket: Ticket, text: str, now: datetime) -> None:
    """Keep the seller's word on the answer, and pass it to staff."""
    await hold(session, ticket)
    ticket.rating_comment, ticket.updated_at = text, now
    by_seller(session, ticket, EventKind.COMMENTED, now=now, text=text)
    await cards.show(session, ticket=ticket, now=now)
    group = await session.get(StaffGroup, 1)
    if group is not None:
        told = SellerCommented(text=rules.cut(text, rules.CARD_TEXT), stars=ticket.rating)
        _tell_staff(session, group, ticket, told, now)
    await scores.show_word_if_low(session, ticket=ticket, now=now)


async def claim_store(
    session: AsyncSession,
    *,
    seller: Seller,
    typed_name: str,
    candidates: Sequence[Seller],
    now: datetime,
) -> Ticket:
    """Let staff decide which store, if any, the visitor `seller` owns; at most 5 candidates."""
    stores = [
        {"seller_id": one.id, "store": one.store_name, "place": one.regency or one.province}
        for one in candidates[: rules.CANDIDATES]
    ]
    return await report(
        session,
        seller=seller,
        category=Category.STORE,
        messages=[],
        kind=TicketKind.CLAIM,
        data={"typed_name": rules.cut(typed_name, rules.COMMENT_TEXT), "candidates": stores},
        now=now,
    )


async def card_posted(
    session: AsyncSession, *, ticket_id: int, message_id: int, now: datetime
) -> None:
    """Remember which message in the staff group is the ticket's card."""
    ticket = await session.get_one(Ticket, ticket_id)
    ticket.card_message_id = message_id
    by_sapa(session, ticket, EventKind.CARD_POSTED, now=now, message_id=message_id)


async def topic_opened(
    session: AsyncSession, *, ticket_id: int, topic_id: int, now: datetime
) -> None:
    """Remember the ticket's topic; in place of one that was deleted, the card is posted again."""
    ticket = await session.get_one(Ticket, ticket_id)
    replaced, ticket.topic_id = ticket.topic_id is not None, topic_id
    by_sapa(session, ticket, EventKind.TOPIC_OPENED, now=now, topic_id=topic_id)
    if replaced:
        ticket.card_message_id = None
        await reviews.forget_cards(session, ticket_id=ticket_id)
        await cards.post_again(session, ticket=ticket, now=now)


async def _goes_on(session: AsyncSession, ticket: Ticket, said: Said) -> bool:
    """Tell whether it is a further part of the album that came just before: many make one word."""
    if not said.album:
        return False
    latest = await session.scalar(
        select(TicketEvent)
        .where(col(TicketEvent.ticket_id) == ticket.id)
        .order_by(col(TicketEvent.id).desc())
        .limit(1)
    )
    if latest is None or latest.kind != EventKind.MESSAGE:
        return False
    return latest.data.get("album") == said.album


def _tell_staff(
    session: AsyncSession, group: StaffGroup, ticket: Ticket, payload: Payload, now: datetime
) -> None:
    post(
        session,
        payload,
        chat_id=group.chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        now=now,
    )


def _stored(seller: Seller) -> int:
    if seller.id is None:
        message = "only stored sellers report"
        raise ValueError(message)
    return seller.id
