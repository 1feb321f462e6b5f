"""The card by which staff know a ticket: posted once, then kept true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.letters import Answer, Letter
from crm.incidents import queries as incidents
from crm.outbox.operations import post
from crm.outbox.payload import Priority
from crm.segments.queries import last_sales
from crm.sellers.facts import facts_with
from crm.suggestions import queries as suggestions
from crm.tickets import crowds, explaining, queries, relay, rules
from crm.tickets.events import EventKind, Party
from crm.tickets.messages import Said
from crm.tickets.payloads import Candidate, CardUpdate, TicketCard
from crm.tickets.sla.queries import Times, times_of
from models import Outbox, Seller, Staff, StaffGroup, Ticket, TicketEvent
from models.mail import OutboxState
from models.tickets import FINISHED

Known = TypeVar("Known", Answer, Letter)
CARDS = (TicketCard.template, CardUpdate.template)


async def post_new(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Post a new ticket's card, and below it the messages that the card does not carry."""
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    await _post(session, group, ticket, now)
    relay.report_to_staff(
        session,
        group=group,
        ticket=ticket,
        messages=rules.beside_the_card(reported(ticket)),
        now=now,
    )


async def post_again(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Post the card, where its topic and with it the old card were deleted."""
    group = await session.get(StaffGroup, 1)
    if group is not None:
        await _post(session, group, ticket, now)


async def show(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Let staff see the ticket as it is now; without a paired group there is nobody to show it.

    A card that still waits is changed on its way, which spares the group a message; one that was
    never posted is, with all that the seller said.
    """
    await show_all(session, tickets=[ticket], now=now)


async def show_all(
    session: AsyncSession,
    *,
    tickets: Sequence[Ticket],
    now: datetime,
    priority: Priority | None = None,
) -> None:
    """Let staff see many tickets as they are now; what all need is asked for together.

    Cards that are posted already are changed at `priority`, where it is not their own.
    """
    group = await session.get(StaffGroup, 1)
    if group is None or not tickets:
        return
    waiting = {
        row.ticket_id: row
        for row in await session.scalars(
            _underway(group, *tickets)
            .where(col(Outbox.state) == OutboxState.WAITING)
            .order_by(col(Outbox.id))
            .with_for_update(skip_locked=True)  # never wait for the dispatcher, who may for us
        )
    }
    hidden = [one for one in tickets if one.card_message_id is None and one.id not in waiting]
    absent = await _not_underway(session, group, hidden)
    about = await _about(session, tickets, now=now)
    for ticket in tickets:
        row = waiting.get(ticket.id)
        if row is not None:
            row.params = (await _card(session, TicketCard, ticket, about)).params()
            if ticket.assignee_id is not None:
                await crowds.lift(session, ticket=ticket, chat_id=group.chat_id, now=now)
        elif ticket.id in absent:
            await _post_whole(session, group, ticket, now)
        else:
            card = await _card(session, CardUpdate, ticket, about)
            _post_card(session, card, group, ticket, now, priority=priority)


async def renew(session: AsyncSession, *, tickets: Sequence[Ticket], now: datetime) -> None:
    """Let staff see as they are now those tickets whose card is there or on its way already."""
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    hidden = [ticket for ticket in tickets if ticket.card_message_id is None]
    absent = await _not_underway(session, group, hidden)
    known = [ticket for ticket in tickets if ticket.id not in absent]
    await show_all(session, tickets=known, now=now)


async def post_first(
    session: AsyncSession, *, group: StaffGroup, ticket: Ticket, now: datetime
) -> bool:
    """Post the card, and all that the seller said, unless it is there or on its way."""
    if ticket.card_message_id is not None or await session.scalar(_underway(group, ticket)):
        return False
    await _post_whole(session, group, ticket, now)
    return True


def reported(ticket: Ticket) -> list[Said]:
    """Return the messages that the report was made of."""
    return [Said.from_json(said) for said in ticket.data.get("messages", [])]


def _underway(group: StaffGroup, *tickets: Ticket) -> Select[Outbox]:
    return select(Outbox).where(
        col(Outbox.ticket_id).in_([ticket.id for ticket in tickets]),
        col(Outbox.chat_id) == group.chat_id,
        col(Outbox.template).in_(CARDS),
        col(Outbox.state).in_((OutboxState.WAITING, OutboxState.SENDING)),
    )


async def _post_whole(
    session: AsyncSession, group: StaffGroup, ticket: Ticket, now: datetime
) -> None:
    await post_new(session, ticket=ticket, now=now)
    later = await _said_later(session, ticket)
    relay.report_to_staff(session, group=group, ticket=ticket, messages=later, now=now)


async def _said_later(session: AsyncSession, ticket: Ticket) -> list[Said]:
    events = await session.scalars(
        select(TicketEvent)
        .where(
            col(TicketEvent.ticket_id) == ticket.id,
            col(TicketEvent.kind) == EventKind.MESSAGE,
        )
        .order_by(col(TicketEvent.id))
    )
    return [Said.from_json(event.data) for event in events]


async def _not_underway(
    session: AsyncSession, group: StaffGroup, tickets: Sequence[Ticket]
) -> set[int | None]:
    """Return the ids of those tickets of which no card is on its way."""
    if not tickets:
        return set()
    leaving = {row.ticket_id for row in await session.scalars(_underway(group, *tickets))}
    return {ticket.id for ticket in tickets} - leaving


async def _post(session: AsyncSession, group: StaffGroup, ticket: Ticket, now: datetime) -> None:
    card = await _card(session, TicketCard, ticket, await _about(session, [ticket], now=now))
    _post_card(session, card, group, ticket, now)


def _post_card(
    session: AsyncSession,
    card: TicketCard,
    group: StaffGroup,
    ticket: Ticket,
    now: datetime,
    *,
    priority: Priority | None = None,
) -> None:
    post(
        session,
        card,
        chat_id=group.chat_id,
        seller_id=ticket.seller_id,
        ticket_id=ticket.id,
        priority=priority,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _About:
    """What cards show beside their tickets, asked for together; sellers by their ids."""

    sellers: Mapping[int, Seller]
    times: Mapping[int, Times]
    sold: Mapping[int, datetime]


async def _about(session: AsyncSession, tickets: Sequence[Ticket], *, now: datetime) -> _About:
    ids = {ticket.seller_id for ticket in tickets}
    sellers = await session.scalars(select(Seller).where(col(Seller.id).in_(ids)))
    return _About(
        sellers={seller.id or 0: seller for seller in sellers},
        times=await times_of(session, [ticket.id or 0 for ticket in tickets], now=now),
        sold=await last_sales(session, seller_ids=ids, now=now),
    )


async def _card(
    session: AsyncSession, kind: type[TicketCard], ticket: Ticket, about: _About
) -> TicketCard:
    seller = about.sellers[ticket.seller_id]
    assignee = await session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
    resolver = await _resolver(session, ticket)
    times = about.times.get(ticket.id or 0)
    written = explaining.written(ticket)
    return kind(
        ticket_id=ticket.id or 0,
        kind=ticket.kind,
        category=ticket.category,
        state=ticket.state,
        urgent=ticket.priority == rules.URGENT,
        low=ticket.priority == rules.LOW,
        goal=times.goal if times else None,
        due_at=times.due_at if times else None,
        language=ticket.language,
        text=rules.cut(ticket.text, rules.CARD_TEXT),
        attached=len(rules.beside_the_card(reported(ticket))),
        created_at=ticket.created_at,
        seller=facts_with(seller, last_sale=about.sold.get(ticket.seller_id)),
        begun_by=rules.begun_by(ticket),
        told_to=rules.told_to(ticket),
        claimed_by=assignee.name if assignee else "",
        resolved_by=resolver.name,
        resolved_as=resolver.party,
        reopen_until=rules.reopen_until(ticket.resolved_at),
        reopened=ticket.data.get("reopened", 0),
        rating=ticket.rating,
        comment=rules.cut(ticket.rating_comment or "", rules.COMMENT_TEXT),
        typed_name=ticket.data.get("typed_name", ""),
        candidates=tuple(Candidate(**one) for one in ticket.data.get("candidates", [])),
        letter=_known(Letter, ticket.data.get("letter")),
        answers_to=ticket.data.get("said", ""),
        pressed=_known(Answer, ticket.data.get("pressed")),
        incident=await incidents.known_of(session, ticket.incident_id),
        suggestion=ticket.suggestion_id,
        explained=explaining.is_explained(ticket.language, written),
        written=written,
        others=await suggestions.others_who_wish(session, ticket),
    )


def _known(kind: type[Known], value: str | None) -> Known | None:
    """Return what `value` names; None for what another version of Sapa knows."""
    return kind(value) if value in set(kind) else None


async def _resolver(session: AsyncSession, ticket: Ticket) -> queries.Resolver:
    if ticket.state not in FINISHED or ticket.id is None:
        return queries.Resolver(Party.STAFF)
    return await queries.resolver(session, ticket_id=ticket.id)
