"""Words between sellers and staff: what is said on one side reaches the other."""

from dataclasses import asdict
from typing import Any

from telegram import Message

from crm.sellers.card.payloads import SellerCard
from crm.staff.operations import noticed
from crm.staff.payloads import NotStaffYet
from crm.tickets import edits, handling, queries
from crm.tickets.handling import NotCopyable, SellerUnreachable
from crm.tickets.messages import Said
from crm.tickets.payloads import AnswerUndelivered, NewReports, Undelivered
from crm.tickets.rules import is_note
from handlers.speech import message_kind
from handlers.turn import Turn
from models import Staff, Ticket


def said(message: Message) -> Said:
    """Return what a message says, by the ids under which it can be copied on."""
    return Said(
        chat_id=message.chat.id,
        message_id=message.message_id,
        kind=message_kind(message),
        text=message.text or message.caption or "",
        album=message.media_group_id,
        reply_to=replied_to(message),
    )


async def staff_said(turn: Turn) -> None:
    """Pass on to the seller what was said about their ticket; a note stays among staff."""
    message = turn.message
    if turn.group is not None:
        noticed(turn.group, title=message.chat.title or "", is_forum=bool(message.chat.is_forum))
    ticket = await _ticket_at_hand(turn)
    if ticket is None:
        await _ask_whose(turn)
        return
    turn.ticket_id = ticket.id
    if turn.staff is None:
        await _stranger(turn)
    elif is_note(said(message).text):
        turn.kind = "note"
        handling.note(
            turn.session, ticket=ticket, staff=turn.staff, said=said(message), now=turn.now
        )
    else:
        await _answer(turn, ticket, turn.staff)


async def staff_edited(turn: Turn) -> None:
    """Carry a staff member's edit to the copy that the seller has."""
    words = said(turn.message)
    ticket = await queries.ticket_for_reply(
        turn.session, chat_id=words.chat_id, message_id=words.message_id
    )
    if ticket is None or turn.staff is None:
        return
    turn.ticket_id = ticket.id
    if is_note(words.text):
        turn.kind = "note"
        return
    await edits.edited_by_staff(
        turn.session, ticket=ticket, staff=turn.staff, said=words, now=turn.now
    )


async def seller_edited(turn: Turn) -> None:
    """Carry a seller's edit to where the message is: a report being written, or a ticket."""
    words = said(turn.message)
    _edit_draft(turn, words)
    ticket = await queries.ticket_for_reply(
        turn.session, chat_id=words.chat_id, message_id=words.message_id
    )
    if ticket is None:
        return
    turn.ticket_id = ticket.id
    await edits.edited_by_seller(turn.session, ticket=ticket, said=words, now=turn.now)


async def ticket_here(turn: Turn) -> Ticket | None:
    """Return the ticket of the topic that was written in, or of the message replied to."""
    message = turn.message
    thread = message.message_thread_id if message.is_topic_message else None
    ticket = await queries.in_topic(turn.session, topic_id=thread) if thread else None
    reply_to = replied_to(message)
    if ticket is None and reply_to is not None:
        ticket = await queries.ticket_for_reply(
            turn.session, chat_id=turn.chat_id, message_id=reply_to
        )
    return ticket


async def stay_in_topic(turn: Turn) -> None:
    """Let answers go to the topic that was written or pressed in, if it is a ticket's."""
    message = turn.update.effective_message
    thread = None
    if isinstance(message, Message) and message.is_topic_message:
        thread = message.message_thread_id
    ticket = await queries.in_topic(turn.session, topic_id=thread) if thread else None
    turn.ticket_id = ticket.id if ticket else None


async def _ticket_at_hand(turn: Turn) -> Ticket | None:
    user = turn.update.effective_user
    is_person = user is not None and (not user.is_bot or turn.message.sender_chat is not None)
    if not is_person or turn.message.is_automatic_forward:
        return None
    return await ticket_here(turn)


async def _answer(turn: Turn, ticket: Ticket, staff: Staff) -> None:
    try:
        await handling.answer(
            turn.session, ticket=ticket, staff=staff, said=said(turn.message), now=turn.now
        )
    except SellerUnreachable as refusal:
        turn.reply(AnswerUndelivered(Undelivered.UNREACHABLE, phone=refusal.phone))
    except NotCopyable:
        turn.reply(AnswerUndelivered(Undelivered.NOT_COPYABLE))


async def _ask_whose(turn: Turn) -> None:
    """Tell staff that a reply to a stray message of ours, or a seller's card, reached nobody."""
    reply = turn.message.reply_to_message
    is_ours = reply is not None and reply.from_user == turn.message.get_bot().bot
    stray = replied_to(turn.message)
    if turn.staff is None or stray is None or not is_ours:
        return
    known = await queries.logged_as(turn.session, chat_id=turn.chat_id, message_id=stray)
    if known in _SILENT:
        turn.reply(AnswerUndelivered(_SILENT[known]))


_SILENT = {
    None: Undelivered.WHOSE,
    NewReports.template: Undelivered.WHOSE,
    SellerCard.template: Undelivered.CARD,
}
"""Why a reply to such a message reaches nobody, by what the log has for it."""


async def _stranger(turn: Turn) -> None:
    today = turn.now.astimezone(turn.services.settings.timezone).date()
    await turn.reply_once(
        NotStaffYet(name=turn.user.first_name, anonymous=turn.message.sender_chat is not None),
        key=f"not-staff:{turn.chat_id}:{turn.user.id}:{today}",
    )


def _edit_draft(turn: Turn, words: Said) -> None:
    dialog = turn.dialog
    messages: list[dict[str, Any]] = dialog.answers.get("messages", []) if dialog else []
    if dialog is None or not any(one["message_id"] == words.message_id for one in messages):
        return
    edited = [asdict(words) if one["message_id"] == words.message_id else one for one in messages]
    dialog.answers = {**dialog.answers, "messages": edited}


def replied_to(message: Message) -> int | None:
    """Return the message that a person replied to.

    In a topic every message "replies" to the service message that opened it.
    """
    reply = message.reply_to_message
    if reply is None or reply.forum_topic_created is not None:
        return None
    if message.is_topic_message and reply.message_id == message.message_thread_id:
        return None
    return reply.message_id
