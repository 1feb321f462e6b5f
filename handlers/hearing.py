"""What a seller writes outside of any dialog: it joins a report, or is asked about; never lost."""

from datetime import timedelta

from telegram import Message
from telegram.ext import filters

from crm.followups import hearing
from crm.sellers.payloads import ConsentNeeded
from crm.sellers.rules import is_visitor
from crm.tickets import queries
from crm.tickets.reporting import (
    DialogExpired,
    DialogName,
)
from crm.tickets.rules import may_reopen
from crm.understanding.courtesies import Courtesy
from crm.understanding.intents import Intent
from handlers import joining, languages, linking, meanings, offering, onboarding, relay, silence
from handlers.dialogs.engine import Answers
from handlers.keeping import add, count, keep
from handlers.own_words import own_words
from handlers.turn import Turn
from handlers.tying import TOUCH
from handlers.uploading import late
from models import Seller, Ticket
from models.sellers import Consent
from models.tickets import FINISHED

LATELY = timedelta(days=1)
"""How long whoever writes may mean the report that was resolved last."""


async def free_message(turn: Turn) -> None:
    """Find the place of a message that no dialog waits for."""
    message = turn.message
    if filters.StatusUpdate.ALL.check_update(turn.update):
        return
    seller = turn.seller
    if seller is None or seller.consent is Consent.UNASKED:
        await onboarding.begin(turn, message=message)
    elif await silence.heard(turn, seller, message):
        return
    elif await languages.asked_for(turn, seller, message):
        await joining.let_read(turn, seller, message)
    elif seller.consent is Consent.DECLINED:
        await _lead_to_consent(turn, message)
    elif message.contact and is_visitor(seller) and message.contact.user_id == turn.user.id:
        await linking.contact_at_last(turn)
    else:
        hear = _hear_late if turn.dialogs.expired(turn) else _hear
        await hear(turn, seller, message)
        await languages.heard(turn, message)


async def _lead_to_consent(turn: Turn, message: Message) -> None:
    album = message.media_group_id or message.message_id
    await turn.reply_once(ConsentNeeded(said=True), key=f"consent:{turn.chat_id}:{album}")


async def _hear_late(turn: Turn, seller: Seller, message: Message) -> None:
    """Add to what the person was doing before they fell silent, and offer to go on with it."""
    dialog = turn.dialog
    if late.is_waiting(turn) and await late.hear(turn, message):
        return
    if dialog is None or dialog.name not in {linking.DIALOG, *DialogName}:
        await turn.dialogs.leave(turn)
        await _hear(turn, seller, message)
    elif dialog.name == linking.DIALOG:
        await onboarding.begin(turn, message=message)
    else:
        answers = dict(dialog.answers)
        done = add(turn, answers, message)
        dialog.answers = answers
        if not done.is_answered:
            turn.reply(DialogExpired(dialog=DialogName(dialog.name), kept=count(answers)))


async def _hear(turn: Turn, seller: Seller, message: Message) -> None:
    answered = await _replied_to(turn, seller, relay.replied_to(message))
    if answered is not None and answered.state in FINISHED:
        if meanings.returned(turn, message, but={Courtesy.GREETING}):
            return
        if may_reopen(answered.resolved_at, turn.now):
            await _offer(turn, message, answered)
            return
        answered = None
    ticket = answered or await queries.open_ticket_of(turn.session, seller_id=seller.id or 0)
    if ticket is None:
        await _begin(turn, seller, message)
    else:
        await joining.join(turn, seller, ticket, message)


async def _begin(turn: Turn, seller: Seller, message: Message) -> None:
    """Return a courtesy, bring a wish for a person to one, and ask about all else."""
    touch = await hearing.hear(turn.session, seller=seller, now=turn.now)
    turn.touch_id = touch.id if touch else None
    if meanings.returned(turn, message):
        return
    meant = meanings.meant_at_once(turn, message)
    answers: Answers = {TOUCH: turn.touch_id} if turn.touch_id else {}
    keep(answers, message)
    if meant is Intent.HUMAN:
        await meanings.to_staff(turn, seller, answers)
        return
    if meant is Intent.STOP and seller.proactive:
        answers[offering.STOP] = True
    done = await _done_lately(turn, seller, message) if meant is None and touch is None else None
    if done is not None:
        answers[offering.TICKET] = done.id
    await turn.dialogs.start(turn, offering.OFFER, answers)


async def _done_lately(turn: Turn, seller: Seller, message: Message) -> Ticket | None:
    """Return the report that was resolved just now, where the message may be about it still."""
    reading = turn.reading(own_words(message))
    done = await queries.lately_resolved(
        turn.session, seller_id=seller.id or 0, since=turn.now - LATELY
    )
    if done is None or reading is None or reading.is_unsure or reading.intent is Intent.OTHER:
        return done
    return done if reading.intent.value == done.category.value else None


async def _replied_to(turn: Turn, seller: Seller, message_id: int | None) -> Ticket | None:
    if message_id is None:
        return None
    ticket = await queries.ticket_for_reply(
        turn.session, chat_id=turn.chat_id, message_id=message_id
    )
    return ticket if ticket is not None and ticket.seller_id == seller.id else None


async def _offer(turn: Turn, message: Message, ticket: Ticket) -> None:
    answers: Answers = {offering.TICKET: ticket.id}
    keep(answers, message)
    await turn.dialogs.start(turn, offering.OFFER, answers)
