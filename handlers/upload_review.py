"""What staff press and reply about a listing that was sent to them."""

from collections.abc import Awaitable, Callable
from typing import Any

from crm.outbox.payload import Payload
from crm.tickets.handling import SellerUnreachable
from crm.tickets.payloads import AnswerUndelivered, Undelivered
from crm.tickets.rules import is_note
from crm.uploads.review import changing, deciding, queries, rules
from crm.uploads.review.cards import card_of
from crm.uploads.review.changing import Suggestion
from crm.uploads.review.deciding import Told
from crm.uploads.review.payloads import (
    CategoryMenu,
    ChangeNotTaken,
    ChangePrompt,
    FieldMenu,
    LinkPrompt,
    ReviewOutcome,
    ReviewPressed,
    ReviewSaid,
    ReviewShown,
)
from crm.uploads.review.refusals import ChangeUnfit, ListingGone, NotInReview
from handlers.prompts import prompted
from handlers.turn import Turn
from models import Staff, Upload
from models.staff import Role
from models.uploads import UploadState, UploadStep
from views.actions import Action, ReviewStep, SuggestCategory, SuggestField

KIND = "upload_review_words"
"""How the log of messages names what is replied to a question about a listing."""
Move = Callable[[Turn, Staff, Upload], Awaitable[ReviewOutcome | None]]


async def step(turn: Turn, action: ReviewStep) -> None:
    """Do what a button under a listing says."""
    move = _MOVES.get(action.move)
    if move is None:
        turn.toast(ReviewPressed(ReviewOutcome.GONE))
    else:
        await _pressed(turn, action.upload_id, move)


async def ask_value(turn: Turn, action: SuggestField) -> None:
    """Ask for the new value of a field; a category is chosen."""

    async def move(turn: Turn, staff: Staff, upload: Upload) -> ReviewOutcome | None:
        if action.field not in rules.FIELDS:
            return ReviewOutcome.GONE
        if upload.state not in rules.UNDECIDED:
            return ReviewOutcome.NOT_NOW
        turn.reply(_question(upload, UploadStep(action.field), staff))
        return None

    await _pressed(turn, action.upload_id, move)


async def suggest_category(turn: Turn, action: SuggestCategory) -> None:
    """Suggest the category that was chosen."""

    async def move(turn: Turn, staff: Staff, upload: Upload) -> ReviewOutcome | None:
        suggestion = Suggestion(UploadStep.CATEGORY, action.key)
        try:
            await changing.suggest(
                turn.session, upload=upload, suggestion=suggestion, staff=staff, now=turn.now
            )
        except ChangeUnfit as refusal:
            turn.reply(ChangeNotTaken(refusal.why))
            return None
        return ReviewOutcome.SUGGESTED

    await _pressed(turn, action.upload_id, move)


async def take(turn: Turn) -> bool:
    """Take a reply to a question of ours about a listing; False where the message is none.

    A note stays among staff, and an album is answered by its first part, which has the words.
    """
    message = turn.message
    prompt = await prompted(turn, ChangePrompt, LinkPrompt)
    if turn.staff is None or prompt is None:
        return False
    text = message.text or message.caption or ""
    turn.kind = "note" if is_note(text) else KIND
    if turn.kind == KIND and (text or not message.media_group_id):
        answer = await _taken(turn, turn.staff, prompt, text)
        if answer is not None:
            turn.reply(answer)
    return True


async def _taken(
    turn: Turn, staff: Staff, prompt: ChangePrompt | LinkPrompt, text: str
) -> Payload | None:
    here = turn.message.message_id
    try:
        upload = await queries.in_review(turn.session, prompt.upload_id)
        turn.ticket_id = upload.ticket_id
        if isinstance(prompt, LinkPrompt):
            return await _linked(turn, staff, upload, text)
        suggestion = Suggestion(UploadStep(prompt.field), text)
        await changing.suggest(
            turn.session, upload=upload, suggestion=suggestion, staff=staff, now=turn.now
        )
    except ListingGone:
        return ReviewSaid(ReviewOutcome.GONE, reply_to=here)
    except NotInReview:
        return ReviewSaid(ReviewOutcome.NOT_NOW, reply_to=here)
    except ChangeUnfit as unfit:
        return ChangeNotTaken(unfit.why, reply_to=here, what=unfit.what, bound=unfit.bound)
    except SellerUnreachable as refusal:
        return AnswerUndelivered(Undelivered.UNREACHABLE, phone=refusal.phone)
    return ReviewSaid(ReviewOutcome.SUGGESTED, reply_to=here)


async def _linked(turn: Turn, staff: Staff, upload: Upload, text: str) -> Payload:
    here, link = turn.message.message_id, rules.address_in(text)
    if not link:
        return ReviewSaid(ReviewOutcome.NO_LINK, reply_to=here)
    told = await deciding.in_store(turn.session, upload=upload, by=staff, link=link, now=turn.now)
    _tell_of_loss(turn, told)
    return ReviewSaid(ReviewOutcome.IN_STORE, reply_to=here)


async def _pressed(turn: Turn, upload_id: int, move: Move) -> None:
    """Let a press take effect, and say what it came to."""
    if turn.staff is None:
        return
    outcome, by = None, ""
    try:
        upload = await queries.in_review(turn.session, upload_id)
        turn.ticket_id = upload.ticket_id
        outcome = await move(turn, turn.staff, upload)
    except ListingGone:
        outcome = ReviewOutcome.GONE
    except NotInReview as refusal:
        outcome, by = _late(refusal), refusal.by
    except SellerUnreachable as refusal:
        turn.reply(AnswerUndelivered(Undelivered.UNREACHABLE, phone=refusal.phone))
    if outcome is not None:
        turn.toast(ReviewPressed(outcome, by=by))


def _late(refusal: NotInReview) -> ReviewOutcome:
    is_done = refusal.state in {UploadState.APPROVED, UploadState.UPLOADED}
    return ReviewOutcome.ALREADY if is_done else ReviewOutcome.NOT_NOW


async def _approve(turn: Turn, staff: Staff, upload: Upload) -> ReviewOutcome:
    told = await deciding.approve(turn.session, upload=upload, staff=staff, now=turn.now)
    _tell_of_loss(turn, told)
    await _redraw(turn, upload)
    return ReviewOutcome.APPROVED


async def _suggest(turn: Turn, _staff: Staff, upload: Upload) -> ReviewOutcome | None:
    if upload.state not in rules.UNDECIDED:
        return ReviewOutcome.NOT_NOW
    turn.reply(FieldMenu(upload.id or 0))
    return None


async def _uploaded(turn: Turn, staff: Staff, upload: Upload) -> ReviewOutcome | None:
    if upload.state is UploadState.UPLOADED and upload.link:
        return ReviewOutcome.ALREADY
    if upload.state not in {UploadState.APPROVED, UploadState.UPLOADED}:
        return ReviewOutcome.NOT_NOW
    turn.reply(LinkPrompt(upload.id or 0, telegram_id=staff.telegram_id, name=staff.name))
    return None


async def _without_link(turn: Turn, staff: Staff, upload: Upload) -> ReviewOutcome:
    told = await deciding.in_store(turn.session, upload=upload, by=staff, link="", now=turn.now)
    _tell_of_loss(turn, told)
    return ReviewOutcome.IN_STORE


async def _show(turn: Turn, _staff: Staff, upload: Upload) -> None:
    here = turn.message.message_id
    turn.reply(await card_of(turn.session, ReviewShown, upload=upload, message_id=here))


async def _redraw(turn: Turn, upload: Upload) -> None:
    """Show the listing as it is now where it was pressed, if that is not its own card."""
    here = turn.message.message_id
    if here != upload.card_message_id:
        turn.reply(await card_of(turn.session, ReviewShown, upload=upload, message_id=here))


def _question(upload: Upload, field: UploadStep, staff: Staff) -> Payload:
    if field is UploadStep.CATEGORY:
        return CategoryMenu(upload.id or 0)
    present = rules.value_of(upload, field)
    return ChangePrompt(
        upload_id=upload.id or 0,
        field=field,
        present=present,
        telegram_id=staff.telegram_id,
        name=staff.name,
        drafted=rules.drafted(upload, field, present),
    )


def _tell_of_loss(turn: Turn, told: Told) -> None:
    if not told.reached:
        turn.reply(AnswerUndelivered(Undelivered.UNREACHABLE, phone=told.phone))


_MOVES: dict[str, Move] = {
    "approve": _approve,
    "suggest": _suggest,
    "uploaded": _uploaded,
    "nolink": _without_link,
    "show": _show,
}
STAFF_PRESSES: dict[type[Action], tuple[Role, Callable[[Turn, Any], Awaitable[None]]]] = {
    ReviewStep: (Role.AGENT, step),
    SuggestField: (Role.AGENT, ask_value),
    SuggestCategory: (Role.AGENT, suggest_category),
}
