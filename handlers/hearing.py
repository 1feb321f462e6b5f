"""What a seller writes outside of any dialog: it joins a report, or is asked about; never lost."""

from telegram import Message
from telegram.ext import filters

from crm.followups import hearing
from crm.outbox.payload import Payload
from crm.sellers.menu import MenuNote, OldButton
from crm.sellers.payloads import ConsentNeeded
from crm.sellers.rules import is_visitor
from crm.tickets import operations, queries
from crm.tickets.reporting import (
    DialogExpired,
    DialogName,
    MessageJoined,
    OfferReport,
)
from crm.tickets.rules import begun_by, cut, may_reopen, report_text
from crm.understanding.intents import Intent
from crm.understanding.offering import likely
from handlers import languages, linking, meanings, onboarding, relay, reopening, silence
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.home import home
from handlers.keeping import MESSAGES, add, count, keep, kept, wait
from handlers.turn import Turn
from handlers.tying import TOUCH, tie_of
from handlers.uploading import late
from models import Seller, Ticket
from models.sellers import Consent
from models.tickets import FINISHED
from views.actions import ChooseIntent, MakeReport, Reopen

REPORT = "report"
OFFER = linking.OFFER
CONFIRM = "confirm"
"""The step of a report at which all is there and it can be sent."""
SHOWN_TEXT = 200
"""How much of a message is repeated when we ask what it shall become."""
ACKNOWLEDGE_EVERY = 600
"""Seconds in which several messages to one ticket are acknowledged once."""


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
    elif seller.consent is Consent.DECLINED:
        await _lead_to_consent(turn, message)
    elif await languages.asked_for(turn, seller, message):
        return
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
    said = relay.said(message)
    answered = await _replied_to(turn, seller, said.reply_to)
    if answered is not None and answered.state in FINISHED:
        if may_reopen(answered.resolved_at, turn.now):
            await _offer(turn, message, answered)
            return
        answered = None
    ticket = answered or await queries.open_ticket_of(turn.session, seller_id=seller.id or 0)
    if ticket is None:
        touch = await hearing.hear(turn.session, seller=seller, now=turn.now)
        turn.touch_id = touch.id if touch else None
        if not await meanings.answered(turn, seller, message):
            await _offer(turn, message)
        return
    turn.ticket_id = ticket.id
    await operations.add_message(turn.session, ticket=ticket, said=said, now=turn.now)
    moment = int(turn.now.timestamp()) // ACKNOWLEDGE_EVERY
    await turn.reply_once(
        MessageJoined(ticket_id=ticket.id or 0, talk=bool(begun_by(ticket))),
        key=f"joined:{ticket.id}:{moment}",
    )


async def _replied_to(turn: Turn, seller: Seller, message_id: int | None) -> Ticket | None:
    if message_id is None:
        return None
    ticket = await queries.ticket_for_reply(
        turn.session, chat_id=turn.chat_id, message_id=message_id
    )
    return ticket if ticket is not None and ticket.seller_id == seller.id else None


async def _offer(turn: Turn, message: Message, ticket: Ticket | None = None) -> None:
    answers: Answers = {"ticket": ticket.id} if ticket else {}
    if turn.touch_id is not None:
        answers[TOUCH] = turn.touch_id
    keep(answers, message)
    await turn.dialogs.start(turn, OFFER, answers)


async def _ask(turn: Turn, answers: Answers) -> Payload:
    messages = kept(answers)
    text = report_text(messages)
    return OfferReport(
        message_id=messages[0].message_id,
        count=count(answers),
        text=cut(text, SHOWN_TEXT),
        ticket_id=answers.get("ticket"),
        likely=likely(turn.reading(text)),
    )


async def _take(turn: Turn, answers: Answers, said: Said) -> str | None:
    if said.message is not None:
        return await _more(turn, answers, said.message)
    match said.action:
        case MakeReport(yes=1):
            await _to_report(turn, answers)
            return DONE
        case ChooseIntent(intent=intent) if turn.seller is not None:
            return await _meant(turn, turn.seller, answers, intent)
        case MakeReport():
            turn.reply(home(turn, MenuNote.NO_REPORT))
            return DONE
        case Reopen() as action:
            return await _reopen(turn, answers, action)
        case _:
            turn.toast(OldButton())
            return STAY


async def _more(turn: Turn, answers: Answers, message: Message) -> str | None:
    """Keep a further message, and ask again by all that is there."""
    if turn.seller is not None and await silence.heard(turn, turn.seller, message):
        return STAY
    await languages.heard(turn, message)
    return wait(turn, answers, message)


async def _reopen(turn: Turn, answers: Answers, action: Reopen) -> str | None:
    """Open the report that was answered; what comes too late for it becomes a new one."""
    if action.ticket_id != answers.get("ticket"):
        await reopening.reopen(turn, action)
        return STAY
    if not await reopening.reopen_with(turn, action, kept(answers)):
        await _to_report(turn, answers)
    return DONE


async def _meant(turn: Turn, seller: Seller, answers: Answers, intent: str) -> str | None:
    """Do what a message was meant for; most of it is a report, whose subject is known now."""
    match intent:
        case Intent.STOP:
            await silence.wish(turn)
        case Intent.HUMAN:
            await meanings.to_staff(turn, seller, answers)
        case _ if intent in meanings.SUBJECTS:
            await _to_report(turn, answers, **meanings.SUBJECTS[Intent(intent)])
        case _:
            turn.toast(OldButton())
            return STAY
    return DONE


async def _to_report(turn: Turn, answers: Answers, **subject: str) -> None:
    """Begin a report of what was written; where its subject is known, show it at once."""
    begun = {MESSAGES: answers[MESSAGES], **tie_of(answers), **subject}
    await turn.dialogs.start(turn, REPORT, begun, step=CONFIRM if subject else None)


PLAN = DialogPlan(
    name=OFFER,
    first=OFFER,
    steps={OFFER: Step(_ask, _take, presses=(MakeReport, ChooseIntent, Reopen), messages=True)},
)
