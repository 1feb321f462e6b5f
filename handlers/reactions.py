"""Reactions to messages: what one side sets is set on the other side's copy."""

from collections.abc import Iterable

from telegram import MessageReactionUpdated, ReactionType, ReactionTypeEmoji

from crm.tickets import queries, reactions
from handlers.turn import Turn
from models import Ticket


async def reacted(turn: Turn) -> None:
    """Carry a seller's or a staff member's reaction; those that a bot cannot set are passed over.

    Who reacts in the group's name is nobody that we know.
    """
    change = turn.update.message_reaction
    if change is None or change.user is None:
        return
    ticket = await queries.ticket_for_reply(
        turn.session, chat_id=turn.chat_id, message_id=change.message_id
    )
    if ticket is None or not _may(turn, ticket):
        return
    turn.ticket_id = ticket.id
    if emoji_of(change.old_reaction) != emoji_of(change.new_reaction):
        await _carry(turn, ticket, change)


def emoji_of(given: Iterable[ReactionType]) -> str:
    """Return the newest emoji that a bot may set too; empty where there is none."""
    found = [one.emoji for one in given if isinstance(one, ReactionTypeEmoji)]
    return found[-1] if found else ""


async def _carry(turn: Turn, ticket: Ticket, change: MessageReactionUpdated) -> None:
    emoji = emoji_of(change.new_reaction)
    if turn.private:
        await reactions.reacted_by_seller(
            turn.session,
            ticket=ticket,
            chat_id=turn.chat_id,
            message_id=change.message_id,
            emoji=emoji,
            now=turn.now,
        )
    elif turn.staff is not None:
        await reactions.reacted_by_staff(
            turn.session,
            ticket=ticket,
            staff=turn.staff,
            chat_id=turn.chat_id,
            message_id=change.message_id,
            emoji=emoji,
            now=turn.now,
        )


def _may(turn: Turn, ticket: Ticket) -> bool:
    """Tell whether whoever reacts is the ticket's seller, or staff at the desk."""
    if turn.private:
        return turn.seller is not None and turn.seller.id == ticket.seller_id
    is_desk = turn.group is not None and turn.group.chat_id == turn.chat_id
    return is_desk and turn.staff is not None
