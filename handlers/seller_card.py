"""`/seller`, and what staff press on a seller's card."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.followups import leaving
from crm.followups.asking import FollowUpInTheWay, ask_how_they_are
from crm.sellers.card import looking, operations
from crm.sellers.card.operations import CallWaits
from crm.sellers.card.payloads import (
    CallListed,
    ConversationBegun,
    FollowUpNotPlanned,
    FollowUpPlanned,
    NoDesk,
    NotePrompt,
    NotePrompted,
    SellerCard,
    SellerGone,
    SellerOutOfReach,
    SellerTakenOut,
)
from crm.sellers.reach import OutOfReach
from crm.tickets import conversing
from handlers.relay import stay_in_topic, ticket_here
from handlers.turn import Turn
from models import Seller
from models.staff import Role
from views.actions import (
    Action,
    AskForCall,
    FollowUpSeller,
    NoteSeller,
    ShowSeller,
    TakeOut,
    WriteToSeller,
)


async def look_up(turn: Turn) -> None:
    """Show the seller that is named, or without a name the one whose report is at hand."""
    typed = (turn.message.text or turn.message.caption or "").split(maxsplit=1)[1:]
    ticket = None if typed or turn.private else await ticket_here(turn)
    await stay_in_topic(turn)
    answer = await looking.look_up(
        turn.session,
        f"#{ticket.seller_id}" if ticket else "".join(typed),
        now=turn.now,
        zone=turn.services.settings.timezone,
    )
    turn.about_id = answer.seller_id if isinstance(answer, SellerCard) else None
    turn.reply(answer)


async def show(turn: Turn, action: ShowSeller) -> None:
    """Show the seller who was chosen."""
    seller = await _at_hand(turn, action.seller_id)
    if seller is not None:
        zone = turn.services.settings.timezone
        turn.reply(await looking.card_of(turn.session, seller=seller, now=turn.now, zone=zone))


async def ask_for_call(turn: Turn, action: AskForCall) -> None:
    """Put a call on the team's list."""
    seller = await _at_hand(turn, action.seller_id)
    if seller is None:
        return
    try:
        await operations.ask_for_call(turn.session, seller=seller, now=turn.now)
    except CallWaits:
        turn.toast(CallListed(waiting=True))
    else:
        turn.toast(CallListed())


async def write(turn: Turn, action: WriteToSeller) -> None:
    """Open a ticket in which staff can write to the seller."""
    seller = await _at_hand(turn, action.seller_id)
    if seller is None or turn.staff is None:
        return
    try:
        ticket = await conversing.begin(
            turn.session, seller=seller, staff=turn.staff, now=turn.now
        )
    except conversing.NoDesk:
        turn.toast(NoDesk())
    except conversing.TalkedAlready as refusal:
        turn.toast(ConversationBegun(ticket_id=refusal.ticket.id or 0, open_before=True))
    except OutOfReach as refusal:
        turn.toast(_out_of_reach(refusal))
    else:
        turn.toast(ConversationBegun(ticket_id=ticket.id or 0))


async def follow_up(turn: Turn, action: FollowUpSeller) -> None:
    """Plan a follow-up for the seller's next decent hour."""
    seller = await _at_hand(turn, action.seller_id)
    if seller is None:
        return
    try:
        due = await ask_how_they_are(
            turn.session, seller=seller, settings=turn.services.settings, now=turn.now
        )
    except OutOfReach as refusal:
        turn.toast(_out_of_reach(refusal))
    except FollowUpInTheWay as refusal:
        turn.toast(FollowUpNotPlanned(refusal.obstacle, at=refusal.at, zone=seller.zone))
    else:
        turn.toast(FollowUpPlanned(due, zone=seller.zone))


async def ask_for_note(turn: Turn, action: NoteSeller) -> None:
    """Post the message that a note is a reply to."""
    seller = await _at_hand(turn, action.seller_id)
    if seller is None or turn.staff is None:
        return
    turn.reply(
        NotePrompt(
            telegram_id=turn.staff.telegram_id, name=turn.staff.name, store=seller.store_name
        )
    )
    turn.toast(NotePrompted())


async def take_out(turn: Turn, action: TakeOut) -> None:
    """Let the seller leave the cadence that the card shows."""
    if await _at_hand(turn, action.seller_id) is None:
        return
    try:
        await leaving.take_out(turn.session, followup_id=action.followup_id, now=turn.now)
    except leaving.NotFollowedUp:
        turn.toast(SellerTakenOut(before=True))
    else:
        turn.toast(SellerTakenOut())


async def _at_hand(turn: Turn, seller_id: int) -> Seller | None:
    seller = await operations.hold(turn.session, seller_id)
    if seller is None:
        turn.toast(SellerGone())
        return None
    await stay_in_topic(turn)
    turn.about_id = seller.id
    return seller


def _out_of_reach(refusal: OutOfReach) -> SellerOutOfReach:
    return SellerOutOfReach(refusal.hurdle, phone=refusal.phone, email=refusal.email)


STAFF_COMMANDS: dict[str, tuple[Role, Callable[[Turn], Awaitable[None]]]] = {
    "seller": (Role.AGENT, look_up)
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ShowSeller: (Role.AGENT, show),
    AskForCall: (Role.AGENT, ask_for_call),
    WriteToSeller: (Role.AGENT, write),
    FollowUpSeller: (Role.AGENT, follow_up),
    NoteSeller: (Role.AGENT, ask_for_note),
    TakeOut: (Role.AGENT, take_out),
}
