"""What Telegram itself says in the desk: topics that people close and open, a group that grows."""

from collections.abc import Awaitable, Callable

from telegram import Message

from crm.tickets import doors, handling, operations, queries
from crm.tickets.handling import AlreadyResolved, ClaimUndecided
from crm.tickets.operations import TicketNotResolved
from handlers import pairing
from handlers.turn import Turn
from models import Ticket


def is_service(message: Message) -> bool:
    """Tell whether nobody wrote this: Telegram reports what happened to the group or a topic."""
    return any(getattr(message, name, None) for name in (*_SERVICES, *_IGNORED))


async def service(turn: Turn) -> None:
    """Act on a service message; most need nothing."""
    for name, act in _SERVICES.items():
        if getattr(turn.message, name, None):
            await act(turn)


async def closed(turn: Turn) -> None:
    """Take a topic that a staff member closed by hand for a resolved ticket."""
    ticket = await _ticket(turn)
    if ticket is None or turn.staff is None:
        return
    await doors.noticed(turn.session, ticket=ticket, shut=True)
    try:
        await handling.resolve(turn.session, ticket=ticket, staff=turn.staff, now=turn.now)
    except (AlreadyResolved, ClaimUndecided):
        return  # a topic that is only being tidied away


async def reopened(turn: Turn) -> None:
    """Take a topic that a staff member opened by hand for a reopened ticket."""
    ticket = await _ticket(turn)
    if ticket is None or turn.staff is None:
        return
    await doors.noticed(turn.session, ticket=ticket, shut=False)
    try:
        await operations.reopen(turn.session, ticket=ticket, by=turn.staff, now=turn.now)
    except TicketNotResolved:
        return  # the topic was closed while the work went on


async def _renamed(turn: Turn) -> None:
    await _ticket(turn)


async def _ticket(turn: Turn) -> Ticket | None:
    thread = turn.message.message_thread_id
    ticket = await queries.in_topic(turn.session, topic_id=thread) if thread else None
    turn.ticket_id = ticket.id if ticket else None
    return ticket


_SERVICES: dict[str, Callable[[Turn], Awaitable[None]]] = {
    "forum_topic_closed": closed,
    "forum_topic_reopened": reopened,
    "forum_topic_edited": _renamed,
    "forum_topic_created": _renamed,
    "migrate_to_chat_id": pairing.migrated,
    "migrate_from_chat_id": pairing.migrated,
}
_IGNORED = (
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "pinned_message",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
    "boost_added",
    "chat_background_set",
    "write_access_allowed",
    "users_shared",
    "chat_shared",
    "giveaway_created",
    "giveaway",
    "giveaway_winners",
    "giveaway_completed",
    "successful_payment",
    "proximity_alert_triggered",
)
"""Service messages that change nothing for Sapa, in the words of the Bot API."""
