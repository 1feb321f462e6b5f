"""Change many tickets at once, and tell their sellers: one statement for each thing that changes.

Cards are left as they are: a group takes 20 messages a minute.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.sql import in_slices, insert_into, json_of
from crm.outbox.payload import Priority
from crm.tickets.events import EventKind, all_by_staff
from crm.tickets.payloads import TicketResolved
from crm.tickets.resolving import ask_once
from crm.tickets.rules import TRANSITIONS, Move
from crm.tickets.sla.clocks import follow_all
from models import Outbox, Seller, Staff, Ticket
from models.interactions import Channel
from models.mail import OutboxState
from models.sellers import Reach
from models.tickets import TicketKind, TicketState, unfinished
from models.types import text_enum


async def inform_all(
    session: AsyncSession,
    which: ColumnElement[bool],
    *,
    staff: Staff,
    now: datetime,
    **data: object,
) -> list[Ticket]:
    """Note that the sellers were told how it stands; whoever had the word has it still."""
    first = func.coalesce(col(Ticket.first_response_at), literal(now, UTCDateTime()))
    informed = await _changed(
        session,
        which,
        state=_after(Move.INFORM),
        first_response_at=first,
        unanswered=0,
        updated_at=now,
    )
    await all_by_staff(session, _ids(informed), EventKind.ANSWERED, staff=staff, now=now, **data)
    await follow_all(session, informed, now=now)
    return informed


async def resolve_all(
    session: AsyncSession, which: ColumnElement[bool], *, staff: Staff, now: datetime
) -> list[Ticket]:
    """Call tickets resolved, claims excepted, which end by a decision; nobody is told yet."""
    resolved = await _changed(
        session,
        which & (col(Ticket.kind) != TicketKind.CLAIM),
        state=TicketState.RESOLVED,
        resolved_at=now,
        updated_at=now,
        waiting_since=None,
        reminded_at=None,
    )
    await all_by_staff(session, _ids(resolved), EventKind.RESOLVED, staff=staff, now=now)
    await follow_all(session, resolved, now=now)
    return resolved


async def tell_resolved(
    session: AsyncSession, tickets: Sequence[Ticket], *, now: datetime
) -> None:
    """Tell the sellers that their tickets are resolved, each once, and ask for stars once."""
    latest = {ticket.seller_id: ticket for ticket in sorted(tickets, key=lambda one: one.id or 0)}
    asked = {ticket.id or 0: ask_once(ticket) for ticket in latest.values()}
    await session.flush()
    for asks, word in ((True, "true"), (False, "false")):
        ones = [ticket_id for ticket_id, is_asked in asked.items() if is_asked is asks]
        params = json_of('{"ticket_id": ', cast(col(Ticket.id), String), f', "asks": {word}}}')
        await tell(session, ones, template=TicketResolved.template, params=params, now=now)


async def tell(
    session: AsyncSession,
    ticket_ids: Collection[int],
    *,
    template: str,
    params: ColumnElement[Any],
    now: datetime,
    key: str | None = None,
) -> int:
    """Write to the sellers of tickets where they can be reached; return to how many.

    `params` is an expression of the ticket; under `key` a ticket is written to once. They leave
    after what a single seller waits for.
    """
    values: dict[str, Any] = {
        "due": literal(now, UTCDateTime()),
        "priority": literal(int(Priority.FOLLOW_UP)),
        "channel": literal(Channel.TELEGRAM.value),
        "chat_id": col(Seller.chat_id),
        "seller_id": col(Seller.id),
        "ticket_id": col(Ticket.id),
        "template": literal(template),
        "params": params,
        "state": literal(OutboxState.WAITING.value),
        "attempts": literal(0),
        "created_at": literal(now, UTCDateTime()),
    }
    if key is not None:
        values["dedupe_key"] = literal(f"{key}:") + cast(col(Ticket.id), String)
    rows = (
        select(*values.values())
        .select_from(Ticket)
        .join(Seller, col(Seller.id) == col(Ticket.seller_id))
        .where(reachable())
        .order_by(col(Ticket.id))
    )
    count = 0
    for ids in in_slices(ticket_ids):
        told = await session.execute(
            insert_into(session, Outbox)
            .from_select(list(values), rows.where(col(Ticket.id).in_(ids)))
            .on_conflict_do_nothing(index_elements=["dedupe_key"])
            .returning(col(Outbox.id))
        )
        count += len(told.all())
    return count


def reachable() -> ColumnElement[bool]:
    """Return whether what is said to a seller in the chat arrives."""
    left = col(Seller.telegram).in_((Reach.BLOCKED, Reach.GONE))
    return col(Seller.chat_id).is_not(None) & ~left


async def _changed(
    session: AsyncSession, which: ColumnElement[bool], **values: object
) -> list[Ticket]:
    """Change the tickets that are not finished, and return them as they are now."""
    await session.flush()
    found = await session.scalars(
        update(Ticket)
        .where(which, unfinished())
        .values(**values)
        .returning(Ticket)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    return list(found)


def _after(step: Move) -> ColumnElement[Any]:
    """Return the state that `step` leads to, wherever a ticket stands."""
    kind: Any = text_enum(TicketState)
    moves = ((before, to) for (before, move), to in TRANSITIONS.items() if move is step)
    return case(*((col(Ticket.state) == before, literal(to, kind)) for before, to in moves))


def _ids(tickets: Sequence[Ticket]) -> list[int]:
    return [ticket.id or 0 for ticket in tickets]
