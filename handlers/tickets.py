"""What staff press on a ticket's card, and the commands that list tickets."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.sellers.linking import AlreadyLinked, StoreNotFound
from crm.staff.payloads import StaffHelp
from crm.staff.rules import allowed
from crm.tickets import handling, queries
from crm.tickets.handling import AlreadyClaimed, AlreadyResolved, ClaimUndecided
from crm.tickets.payloads import PressAnswered, PressOutcome, TicketLine, TicketList
from crm.tickets.queries import Listing
from crm.tickets.rules import topic_link
from handlers.relay import ticket_here
from handlers.turn import Turn
from models import Staff, Ticket
from models.staff import Role
from views.actions import Action, ApproveLink, Claim, HowToNote, Resolve

SHOWN = 15
"""How many tickets a list shows before it only counts."""


async def claim(turn: Turn, action: Claim) -> None:
    """Take a ticket, unless a colleague was faster."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    try:
        await handling.claim(turn.session, ticket=ticket, staff=staff, now=turn.now)
    except AlreadyClaimed as refusal:
        outcome = PressOutcome.ALREADY_YOURS if refusal.own else PressOutcome.ALREADY_CLAIMED
        turn.toast(PressAnswered(outcome, by=refusal.by))
    except AlreadyResolved as refusal:
        turn.toast(PressAnswered(PressOutcome.ALREADY_RESOLVED, by=refusal.by))
    else:
        turn.toast(PressAnswered(PressOutcome.CLAIMED))


async def resolve(turn: Turn, action: Resolve) -> None:
    """Call a ticket resolved."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    try:
        asks = await handling.resolve(turn.session, ticket=ticket, staff=staff, now=turn.now)
    except AlreadyResolved as refusal:
        turn.toast(PressAnswered(PressOutcome.ALREADY_RESOLVED, by=refusal.by))
    except ClaimUndecided:
        turn.toast(PressAnswered(PressOutcome.GONE))
    else:
        turn.toast(PressAnswered(PressOutcome.RESOLVED if asks else PressOutcome.RESOLVED_QUIETLY))


async def how_to_note(turn: Turn, action: HowToNote) -> None:
    """Say how a note is written."""
    ticket, _ = await at_hand(turn, action.ticket_id)
    if ticket is not None:
        turn.toast(PressAnswered(PressOutcome.HOW_TO_NOTE))


async def decide_claim(turn: Turn, action: ApproveLink) -> None:
    """Link the claimant to a store, or refuse."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    try:
        store = await handling.decide_claim(
            turn.session, ticket=ticket, seller_id=action.seller_id, staff=staff, now=turn.now
        )
    except AlreadyResolved as refusal:
        turn.toast(PressAnswered(PressOutcome.ALREADY_RESOLVED, by=refusal.by))
    except AlreadyLinked:
        turn.toast(PressAnswered(PressOutcome.STORE_TAKEN))
    except StoreNotFound:
        turn.toast(PressAnswered(PressOutcome.GONE))
    else:
        turn.toast(PressAnswered(PressOutcome.LINKED if store else PressOutcome.REFUSED))
        await turn.roster.follow_chats(turn.session)


async def mine(turn: Turn) -> None:
    """List the tickets of whoever asks."""
    if turn.staff is None or turn.staff.id is None:
        return
    listing = await queries.claimed_by(turn.session, staff_id=turn.staff.id, limit=SHOWN)
    await _answer_here(turn, _listed(turn, listing, mine=True))


async def queue(turn: Turn) -> None:
    """List the tickets that nobody has claimed."""
    listing = await queries.waiting_for_somebody(turn.session, limit=SHOWN)
    await _answer_here(turn, _listed(turn, listing, mine=False))


async def staff_help(turn: Turn) -> None:
    """Say how staff work with Sapa."""
    role = turn.staff.role if turn.staff else Role.AGENT
    answer = StaffHelp(
        is_admin=allowed(role, Role.ADMIN), is_supervisor=allowed(role, Role.SUPERVISOR)
    )
    await _answer_here(turn, answer)


async def at_hand(turn: Turn, ticket_id: int) -> tuple[Ticket | None, Staff | None]:
    """Return the ticket that a button is about and who pressed it; tell where it is gone."""
    ticket = await queries.get(turn.session, ticket_id)
    if ticket is None:
        turn.toast(PressAnswered(PressOutcome.GONE))
    else:
        turn.ticket_id = ticket.id
    return ticket, turn.staff


async def _answer_here(turn: Turn, payload: TicketList | StaffHelp) -> None:
    """Answer in the topic that was asked in, if it is a ticket's."""
    ticket = None if turn.private else await ticket_here(turn)
    turn.ticket_id = ticket.id if ticket else None
    turn.reply(payload)


def _listed(turn: Turn, listing: Listing, *, mine: bool) -> TicketList:
    chat_id = turn.group.chat_id if turn.group else 0
    lines = (
        TicketLine(
            ticket_id=ticket.id or 0,
            store=seller.store_name,
            category=ticket.category,
            state=ticket.state,
            created_at=ticket.created_at,
            link=topic_link(chat_id, ticket.topic_id),
        )
        for ticket, seller in listing.tickets
    )
    return TicketList(mine=mine, total=listing.total, lines=tuple(lines))


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    Claim: (Role.AGENT, claim),
    Resolve: (Role.AGENT, resolve),
    HowToNote: (Role.AGENT, how_to_note),
    ApproveLink: (Role.AGENT, decide_claim),
}
STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "tugas": (Role.AGENT, mine),
    "antrean": (Role.AGENT, queue),
    "bantuan": (Role.AGENT, staff_help),
}
