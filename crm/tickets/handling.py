"""What staff do with tickets: claim, answer, note, resolve, decide claims."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.outbox.operations import post
from crm.sellers.linking import StoreNotFound, approve_claim, refuse_claim
from crm.tickets import cards, queries, relay, rules
from crm.tickets.events import EventKind, by_staff
from crm.tickets.holding import hold, move
from crm.tickets.messages import Said
from crm.tickets.operations import reopen
from crm.tickets.payloads import TicketResolved
from crm.tickets.resolving import ask_once, settle
from crm.tickets.rules import Move
from models import Seller, Staff, Ticket
from models.sellers import Reach
from models.tickets import FINISHED, TicketKind, unfinished


class AlreadyClaimed(CrmError):
    """Somebody has the ticket; `by` names them, and `own` says that it is the same person."""

    code: ClassVar[str] = "ticket_already_claimed"

    def __init__(self, *, by: str, own: bool) -> None:
        """Name who has it."""
        super().__init__(f"{by} has this ticket")
        self.by, self.own = by, own


class AlreadyResolved(CrmError):
    """The ticket was resolved before; `by` names who of the staff did, or is empty."""

    code: ClassVar[str] = "ticket_already_resolved"

    def __init__(self, *, by: str) -> None:
        """Name who resolved it."""
        super().__init__(f"{by} resolved this ticket")
        self.by = by


class ClaimUndecided(CrmError):
    """A claim ends by linking or refusing, not by being called resolved."""

    code: ClassVar[str] = "claim_undecided"


class SellerUnreachable(CrmError):
    """The seller has left the chat; `phone` is another way to them, or empty."""

    code: ClassVar[str] = "seller_unreachable"

    def __init__(self, *, phone: str) -> None:
        """Name the other way."""
        super().__init__("the seller has left the chat")
        self.phone = phone


class NotCopyable(CrmError):
    """Telegram lets nobody copy a message of this kind."""

    code: ClassVar[str] = "not_copyable"


async def claim(session: AsyncSession, *, ticket: Ticket, staff: Staff, now: datetime) -> None:
    """Give the ticket to `staff`; of two who ask at once the first has it.

    Raises:
        AlreadyClaimed: somebody was first.
        AlreadyResolved: there is nothing left to do.
    """
    won = await session.scalar(
        update(Ticket)
        .where(
            col(Ticket.id) == ticket.id,
            col(Ticket.assignee_id).is_(None),
            unfinished(),
        )
        .values(assignee_id=staff.id)
        .returning(col(Ticket.id))
        .execution_options(synchronize_session=False)
    )
    await hold(session, ticket)
    if won is None:
        await _refuse_claim(session, ticket, staff)
    await move(session, ticket, Move.CLAIM, now=now)
    by_staff(session, ticket, EventKind.CLAIMED, staff=staff, now=now)
    await cards.show(session, ticket=ticket, now=now)


async def answer(
    session: AsyncSession, *, ticket: Ticket, staff: Staff, said: Said, now: datetime
) -> None:
    """Pass what a staff member said on to the seller; a resolved ticket is opened again.

    Raises:
        SellerUnreachable: the seller has left the chat.
        NotCopyable: it cannot be passed on.
    """
    if not said.copyable:
        raise NotCopyable(kind=said.kind)
    seller = await listener(session, ticket=ticket)
    await count_answer(session, ticket=ticket, staff=staff, now=now, message_id=said.message_id)
    await relay.to_seller(session, seller=seller, ticket=ticket, said=said, now=now)


async def listener(session: AsyncSession, *, ticket: Ticket) -> Seller:
    """Return the ticket's seller, who has a chat in which they can be answered.

    Raises:
        SellerUnreachable: they have left it.
    """
    seller = await session.get_one(Seller, ticket.seller_id)
    if seller.chat_id is None or seller.telegram in {Reach.BLOCKED, Reach.GONE}:
        raise SellerUnreachable(phone=seller.phone or "")
    return seller


async def count_answer(
    session: AsyncSession,
    *,
    ticket: Ticket,
    staff: Staff,
    now: datetime,
    kind: EventKind = EventKind.ANSWERED,
    **said: object,
) -> None:
    """Count what `staff` say to the seller now as an answer; a resolved ticket is opened again.

    In the ticket's history it stands as `kind`.
    """
    await hold(session, ticket)
    if ticket.state in FINISHED:
        await reopen(session, ticket=ticket, by=staff, now=now)
    await move(session, ticket, Move.ANSWER, now=now)
    ticket.first_response_at = ticket.first_response_at or now
    by_staff(session, ticket, kind, staff=staff, now=now, **said)


def note(
    session: AsyncSession, *, ticket: Ticket, staff: Staff, said: Said, now: datetime
) -> None:
    """Keep what a staff member said among staff."""
    by_staff(
        session,
        ticket,
        EventKind.NOTED,
        staff=staff,
        now=now,
        message_id=said.message_id,
        text=rules.note_text(said.text),
    )


async def resolve(session: AsyncSession, *, ticket: Ticket, staff: Staff, now: datetime) -> bool:
    """Call the ticket resolved, and tell whether the seller is asked how it was.

    They are not where staff began to talk, where they have left the chat, or were asked before.

    Raises:
        AlreadyResolved: somebody did before.
        ClaimUndecided: it asks whose store it is, which linking or refusing answers.
    """
    await hold(session, ticket)
    await _refuse_resolved(session, ticket)
    if ticket.kind is TicketKind.CLAIM:
        raise ClaimUndecided(ticket_id=ticket.id)
    await settle(session, ticket, by=staff, now=now)
    seller = await session.get_one(Seller, ticket.seller_id)
    left = seller.telegram in {Reach.BLOCKED, Reach.GONE}
    if seller.chat_id is None or left or rules.begun_by(ticket):
        return False
    asks = ask_once(ticket)
    post(
        session,
        TicketResolved(ticket_id=ticket.id or 0, asks=asks),
        chat_id=seller.chat_id,
        seller_id=seller.id,
        ticket_id=ticket.id,
        now=now,
    )
    return asks


async def decide_claim(
    session: AsyncSession, *, ticket: Ticket, seller_id: int, staff: Staff, now: datetime
) -> Seller | None:
    """Link the claimant to one of the stores that the claim offers, and return it; 0 refuses.

    Raises:
        AlreadyResolved: somebody decided before.
        StoreNotFound: the claim offers no such store, or it is gone.
        AlreadyLinked: the store was linked to another chat meanwhile.
    """
    await hold(session, ticket)
    await _refuse_resolved(session, ticket)
    if not seller_id:
        await refuse_claim(session, ticket=ticket, staff=staff, now=now)
        await settle(session, ticket, by=staff, now=now, kind=EventKind.REFUSED)
        return None
    if seller_id not in {one["seller_id"] for one in ticket.data.get("candidates", [])}:
        raise StoreNotFound(seller_id=seller_id)
    store = await approve_claim(session, ticket=ticket, seller_id=seller_id, staff=staff, now=now)
    await settle(session, ticket, by=staff, now=now, kind=EventKind.LINKED)
    return store


async def _refuse_resolved(session: AsyncSession, ticket: Ticket) -> None:
    if ticket.state in FINISHED:
        resolver = await queries.resolver(session, ticket_id=ticket.id or 0)
        raise AlreadyResolved(by=resolver.name)


async def _refuse_claim(session: AsyncSession, ticket: Ticket, staff: Staff) -> None:
    await _refuse_resolved(session, ticket)
    holder = await session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
    raise AlreadyClaimed(by=holder.name if holder else "", own=ticket.assignee_id == staff.id)
