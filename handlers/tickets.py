"""What staff press on a ticket's card, and the commands that list tickets."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.sellers.linking import AlreadyLinked, StoreNotFound
from crm.staff.payloads import StaffHelp
from crm.staff.rules import allowed
from crm.tickets import assigning, handling, operations, queries, worklists
from crm.tickets.assigning import OnLeave
from crm.tickets.handling import AlreadyClaimed, AlreadyResolved, ClaimUndecided
from crm.tickets.handover import HandOverOutcome, HandOverPressed
from crm.tickets.operations import TicketNotResolved
from crm.tickets.payloads import PressAnswered, PressOutcome, TicketList
from handlers.relay import stay_in_topic, ticket_here
from handlers.turn import Turn
from models import Staff, Ticket
from models.staff import Role
from views.actions import Action, ApproveLink, Claim, HowToNote, ListTickets, ReopenTicket, Resolve


async def claim(turn: Turn, action: Claim) -> None:
    """Take a ticket, unless a colleague was faster."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    try:
        await assigning.take(
            turn.session, ticket=ticket, staff=staff, day=turn.shift.day, now=turn.now
        )
    except OnLeave:
        turn.toast(HandOverPressed(HandOverOutcome.ON_LEAVE))
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


async def reopen(turn: Turn, action: ReopenTicket) -> None:
    """Open a resolved ticket again."""
    ticket, staff = await at_hand(turn, action.ticket_id)
    if ticket is None or staff is None:
        return
    try:
        await operations.reopen(turn.session, ticket=ticket, by=staff, now=turn.now)
    except TicketNotResolved:
        turn.toast(PressAnswered(PressOutcome.STILL_OPEN))
    else:
        turn.toast(PressAnswered(PressOutcome.REOPENED))


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
    if turn.staff is not None:
        number = turn.staff.id or 0
        await _answer_here(turn, await worklists.mine(turn.session, staff_id=number, now=turn.now))


async def queue(turn: Turn) -> None:
    """List the tickets that nobody has claimed."""
    await _answer_here(turn, await worklists.queue(turn.session, now=turn.now))


async def turn_page(turn: Turn, action: ListTickets) -> None:
    """Show another page of a list in its place."""
    await stay_in_topic(turn)
    listed = await worklists.page_of(
        turn.session,
        staff_id=action.staff_id,
        page=action.page,
        now=turn.now,
        message_id=turn.message.message_id,
    )
    turn.reply(listed)


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


STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    Claim: (Role.AGENT, claim),
    Resolve: (Role.AGENT, resolve),
    ReopenTicket: (Role.AGENT, reopen),
    HowToNote: (Role.AGENT, how_to_note),
    ApproveLink: (Role.AGENT, decide_claim),
    ListTickets: (Role.AGENT, turn_page),
}
STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "tugas": (Role.AGENT, mine),
    "antrean": (Role.AGENT, queue),
    "bantuan": (Role.AGENT, staff_help),
}
