"""The wizard: a dialog whose steps are parts, and whose answers are all in the listing's row."""

from telegram import Message

from crm.outbox.payload import Payload
from crm.tickets import operations, queries
from crm.tickets.reporting import MessageJoined
from crm.uploads import helping, steps
from crm.uploads.payloads import ListingGone, PassedToStaff
from handlers import relay
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.home import home
from handlers.turn import Turn
from handlers.uploading import (
    asides,
    category,
    describing,
    moves,
    naming,
    numbers,
    photos,
    preview,
    variants,
)
from handlers.uploading.courses import Course
from handlers.uploading.parts import UPLOAD, Part
from handlers.uploading.preview import JUMPED
from models import Seller, Upload
from models.tickets import FINISHED
from models.uploads import Passing, UploadStep
from views.actions import UploadMove

PARTS = {
    UploadStep.CATEGORY: Part(category.PRESSED, category.ask, category.take),
    UploadStep.PHOTOS: Part(photos.PRESSED, photos.ask, photos.take),
    UploadStep.NAME: Part(naming.PRESSED, naming.ask, naming.take),
    UploadStep.PRICE: numbers.part(UploadStep.PRICE),
    UploadStep.STOCK: numbers.part(UploadStep.STOCK),
    UploadStep.WEIGHT: numbers.part(UploadStep.WEIGHT),
    UploadStep.VARIANTS: Part(variants.PRESSED, variants.ask, variants.take),
    UploadStep.DESCRIPTION: Part(describing.PRESSED, describing.ask, describing.take),
    UploadStep.PREVIEW: Part(preview.PRESSED, preview.ask, preview.take),
}
ACKNOWLEDGE_EVERY = 60
"""Seconds in which several voice messages at one step are acknowledged once."""


async def open_at(turn: Turn, upload: Upload, answers: Answers | None = None) -> None:
    """Put the question of the step where the listing is."""
    known = {UPLOAD: upload.id, **(answers or {})}
    await turn.dialogs.start(turn, UPLOAD, known, step=upload.step)


async def noted(turn: Turn, upload: Upload) -> Answers:
    """Return what a dialog about a draft has to know that was begun before."""
    seen = await steps.was_at(turn.session, upload=upload, step=UploadStep.PREVIEW)
    return {JUMPED: True} if seen and upload.step is not UploadStep.PREVIEW else {}


async def hear(turn: Turn, upload: Upload, answers: Answers, said: Said) -> str | None:
    """Take a message, or a press of the step's own; return the next step, as the engine has it.

    What replies to staff goes to them, and so does what is spoken; pictures join the photos at
    any step; the rest is the step's.
    """
    if said.message is not None and await _heard_beside(turn, upload, said.message):
        return STAY
    course = await PARTS[upload.step].take(turn, upload, answers, said)
    return await _follow(turn, upload, answers, course)


async def _follow(turn: Turn, upload: Upload, answers: Answers, course: Course) -> str | None:
    match course:
        case Course.ON:
            return await moves.on(turn, upload, answers, Passing.ANSWERED)
        case Course.AGAIN:
            return upload.step
        case Course.STAY:
            return STAY
        case Course.OUT:
            return DONE


async def _ask(turn: Turn, answers: Answers) -> Payload:
    upload = await moves.at_hand(turn, answers)
    if upload is None:
        await turn.dialogs.leave(turn)
        return home(turn)
    return await PARTS[upload.step].ask(turn, upload, answers)


async def _take(turn: Turn, answers: Answers, said: Said) -> str | None:
    upload, seller = await moves.at_hand(turn, answers), turn.seller
    if upload is None or seller is None:
        turn.toast(ListingGone())
        turn.reply(home(turn))
        return DONE
    await steps.begin(turn.session, upload=upload, now=turn.now)
    if isinstance(said.action, UploadMove):
        return await moves.move(turn, seller, upload, answers, said.action)
    course = await asides.taken(turn, seller, upload, said.message) if said.message else None
    if course is not None:
        return await _follow(turn, upload, answers, course)
    return await hear(turn, upload, answers, said)


async def _heard_beside(turn: Turn, upload: Upload, message: Message) -> bool:
    """Tell whether a message is for others than the step: staff, or the photos."""
    seller, said = turn.seller, relay.said(message)
    if seller is None:
        return False
    if said.reply_to is not None and await _answered_staff(turn, seller, message):
        return True
    if said.is_spoken:
        ticket = await helping.talk(
            turn.session, upload=upload, seller=seller, said=said, now=turn.now
        )
        turn.ticket_id = ticket.id
        moment = int(turn.now.timestamp()) // ACKNOWLEDGE_EVERY
        key = f"spoken:{upload.id}:{upload.step}:{moment}"
        await turn.reply_once(PassedToStaff(upload.step), key=key)
        return True
    return upload.step is not UploadStep.PHOTOS and await photos.hear(turn, upload, message)


async def _answered_staff(turn: Turn, seller: Seller, message: Message) -> bool:
    """Pass on what replies to a word of staff in an open ticket."""
    said = relay.said(message)
    ticket = await queries.ticket_for_reply(
        turn.session, chat_id=said.chat_id, message_id=said.reply_to or 0
    )
    if ticket is None or ticket.seller_id != seller.id or ticket.state in FINISHED:
        return False
    await operations.add_message(turn.session, ticket=ticket, said=said, now=turn.now)
    turn.ticket_id = ticket.id
    turn.reply(MessageJoined(ticket_id=ticket.id or 0, talk=True))
    return True


PLAN = DialogPlan(
    name=UPLOAD,
    first=UploadStep.CATEGORY,
    steps={
        step.value: Step(_ask, _take, presses=(*part.pressed, UploadMove), messages=True)
        for step, part in PARTS.items()
    },
    left=moves.left,
)
PRESSED = tuple(dict.fromkeys(kind for part in PARTS.values() for kind in part.pressed))
DIALOGS = (PLAN,)
