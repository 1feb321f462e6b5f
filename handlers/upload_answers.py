"""What a seller presses and writes about a listing that staff have looked at."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from crm.outbox.payload import Payload
from crm.tickets.messages import Said as Word
from crm.uploads import drafts, helping
from crm.uploads.review import changing, deciding, rules
from crm.uploads.review.refusals import ChangeDecided, NotInReview
from crm.uploads.review.seller_payloads import (
    ChangeSettled,
    LinkAwaited,
    LinkQuestion,
    ListingInStore,
    ListingPressed,
    ListingTalk,
    ListingToast,
    PhotosWanted,
)
from handlers import relay
from handlers.dialogs.engine import DONE, STAY, Answers, DialogPlan, Said, Step
from handlers.turn import Turn
from models import Seller, Upload, UploadChange
from models.uploads import ChangeState, UploadState, UploadStep
from views.actions import Action, AnswerChange, ShowAgain, TalkAboutListing, TellUploaded

DIALOG = "listing_link"
UPLOAD = "upload"
"""Under this the dialog's answers hold the listing's id."""
ACKNOWLEDGE_EVERY = 60
"""Seconds in which what comes instead of a link, such as an album, is acknowledged once."""


async def answer_change(turn: Turn, action: AnswerChange) -> None:
    """Take the seller's word on a suggested change, in the place of the question."""
    seller = turn.seller
    found = await _change(turn, action.change_id)
    if seller is None or found is None:
        turn.toast(ListingToast(ListingPressed.GONE))
        return
    change, upload = found
    try:
        await changing.answer(
            turn.session,
            change=change,
            upload=upload,
            seller=seller,
            yes=bool(action.yes),
            now=turn.now,
        )
    except ChangeDecided:
        turn.toast(ListingToast(ListingPressed.DECIDED))
    turn.ticket_id = upload.ticket_id
    turn.reply(_settled(change, upload, turn.message.message_id))
    is_wish = change.field == UploadStep.PHOTOS and change.state is ChangeState.ACCEPTED
    if is_wish and upload.state is UploadState.DRAFT:
        turn.reply(PhotosWanted(upload.id or 0, wish=change.after))


async def tell_uploaded(turn: Turn, action: TellUploaded) -> None:
    """Ask where the product is in the store, or note that it is."""
    upload = await _own(turn, action.upload_id)
    if upload is None:
        turn.toast(ListingToast(ListingPressed.GONE))
    elif upload.state is UploadState.UPLOADED and (upload.link or action.sure):
        turn.toast(ListingToast(ListingPressed.IN_STORE))
    elif upload.state not in {UploadState.APPROVED, UploadState.UPLOADED}:
        turn.toast(ListingToast(ListingPressed.NOT_YET))
    elif action.sure:
        await _note(turn, upload, "")
    else:
        await turn.dialogs.start(turn, DIALOG, {UPLOAD: upload.id})


async def talk(turn: Turn, action: TalkAboutListing) -> None:
    """Let staff know that the seller wants to talk about a listing."""
    upload = await _own(turn, action.upload_id)
    if upload is None or turn.seller is None:
        turn.toast(ListingToast(ListingPressed.GONE))
        return
    ticket = await helping.ask_for_help(
        turn.session, upload=upload, seller=turn.seller, now=turn.now
    )
    turn.ticket_id = ticket.id
    turn.reply(ListingTalk(upload.id or 0, upload.name))


async def show_again(turn: Turn, action: ShowAgain) -> None:
    """Ask again what the seller has not answered, or bring again what they copy."""
    upload = await _own(turn, action.upload_id)
    if upload is None:
        turn.toast(ListingToast(ListingPressed.GONE))
        return
    turn.ticket_id = upload.ticket_id
    payloads: Sequence[Payload] = ()
    if upload.state is UploadState.CHANGES:
        payloads = await changing.questions(turn.session, upload=upload)
    elif upload.state in {UploadState.APPROVED, UploadState.UPLOADED}:
        payloads = await deciding.ready_for_store(turn.session, upload=upload)
    if not payloads:
        turn.toast(ListingToast(ListingPressed.NOT_YET))
    for payload in payloads:
        turn.reply(payload)


async def _ask(turn: Turn, answers: Answers) -> Payload:
    upload = await _own(turn, answers[UPLOAD])
    return LinkQuestion(answers[UPLOAD], upload.name if upload else "")


async def _take(turn: Turn, answers: Answers, said: Said) -> str | None:
    if isinstance(said.action, TellUploaded):
        await tell_uploaded(turn, said.action)
        return DONE if said.action.sure else STAY
    upload, seller = await _own(turn, answers[UPLOAD]), turn.seller
    if upload is None or seller is None:
        return DONE
    word = relay.said(turn.message)
    link = "" if word.is_spoken else rules.address_in(word.text)
    if link:
        await _note(turn, upload, link)
        return DONE
    if word.kind == "text" and rules.is_nearly_address(word.text):
        turn.reply(LinkQuestion(upload.id or 0, upload.name, again=True))
    else:
        await _pass_on(turn, seller, upload, word)
    return STAY


async def _pass_on(turn: Turn, seller: Seller, upload: Upload, word: Word) -> None:
    """Let staff have what is said or shown instead of a link, which is still waited for."""
    ticket = await helping.talk(
        turn.session, upload=upload, seller=seller, said=word, now=turn.now
    )
    turn.ticket_id = ticket.id
    moment = int(turn.now.timestamp()) // ACKNOWLEDGE_EVERY
    await turn.reply_once(
        LinkAwaited(upload.id or 0, upload.name), key=f"link:{upload.id}:{moment}"
    )


async def _note(turn: Turn, upload: Upload, link: str) -> None:
    seller = turn.seller
    if seller is None:
        return
    turn.ticket_id = upload.ticket_id
    try:
        await deciding.in_store(turn.session, upload=upload, by=seller, link=link, now=turn.now)
    except NotInReview:
        turn.toast(ListingToast(ListingPressed.IN_STORE))
    turn.reply(ListingInStore(upload.id or 0, upload.name, upload.link))


async def _change(turn: Turn, change_id: int) -> tuple[UploadChange, Upload] | None:
    seller_id = _id(turn.seller)
    return await changing.change_of(turn.session, change_id=change_id, seller_id=seller_id)


async def _own(turn: Turn, upload_id: int) -> Upload | None:
    """Return a listing of whoever speaks; nobody reaches another one's."""
    return await drafts.of_seller(turn.session, upload_id=upload_id, seller_id=_id(turn.seller))


def _id(seller: Seller | None) -> int:
    return (seller.id or 0) if seller is not None else 0


def _settled(change: UploadChange, upload: Upload, message_id: int) -> ChangeSettled:
    return ChangeSettled(
        upload_id=upload.id or 0,
        change_id=change.id or 0,
        name=upload.name,
        field=change.field,
        before=change.before,
        after=change.after,
        state=change.state,
        message_id=message_id,
        drafted=rules.drafted(upload, UploadStep(change.field), change.before),
    )


PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    AnswerChange: answer_change,
    TellUploaded: tell_uploaded,
    TalkAboutListing: talk,
    ShowAgain: show_again,
}
DIALOGS: tuple[DialogPlan, ...] = (
    DialogPlan(
        name=DIALOG,
        first="link",
        steps={"link": Step(_ask, _take, presses=(TellUploaded,), messages=True)},
    ),
)
