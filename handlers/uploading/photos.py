"""The wizard's step for photos, and what is pressed about them, wherever the seller is by then."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from telegram import Document, Message

from crm.outbox.payload import Payload
from crm.sellers.menu import OldButton
from crm.uploads.photos import asking, choosing, receiving
from crm.uploads.photos.choosing import NoSuchPhoto, PhotosAreFixed
from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.payloads import (
    PhotoChosen,
    PhotoExample,
    PhotoGone,
    PhotosFixed,
    PhotoTakenOut,
    Unusable,
)
from crm.uploads.photos.receiving import PhotoTooBig, SamePhoto, SentPhoto, TooManyPhotos
from handlers.dialogs.engine import Answers, Said
from handlers.turn import Turn
from handlers.uploading.courses import Course
from models import Upload
from views.actions import Action, ChoosePhoto, ChoosePhotos, ShowPhotoExample, TakeOutPhoto

PRESSED: tuple[type[Action], ...] = ()
"""None of the step's own: what is pressed about photos is routed by PRESSES, at any step."""
PICTURES: Final = (
    ".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".avif", ".heic", ".heif", ".tif", ".tiff",
)  # fmt: skip
"""How the names of picture files end, for phones that do not say what they send."""


async def ask(turn: Turn, upload: Upload, _answers: Answers) -> Payload:
    """Ask for photos; show which are there."""
    return await asking.prompt(turn.session, upload=upload)


async def take(turn: Turn, upload: Upload, _answers: Answers, said: Said) -> Course:
    """Take a photo into the listing; what is found in it is told once it was looked at."""
    if said.message is not None and not await hear(turn, upload, said.message):
        why = Unusable.MOVING if _moves(said.message) else Unusable.NO_PHOTO
        await _decline(turn, upload, said.message, why)
    return Course.STAY


async def hear(turn: Turn, upload: Upload, message: Message) -> bool:
    """Take the picture that `message` brings, at whatever step; False where it brings none."""
    photo = sent_photo(message)
    if photo is None:
        return False
    try:
        await receiving.receive(turn.session, upload=upload, photo=photo, now=turn.now)
    except TooManyPhotos:
        await _decline(turn, upload, message, Unusable.FULL)
    except PhotoTooBig:
        await _decline(turn, upload, message, Unusable.TOO_BIG)
    except SamePhoto as same:
        await _decline(turn, upload, message, Unusable.SAME, number=same.number)
    return True


def sent_photo(message: Message) -> SentPhoto | None:
    """Return the picture in its largest size, sent as a photo or as a file."""
    if message.photo:
        file = max(message.photo, key=lambda size: size.width * size.height)
    elif message.document is not None and not _moves(message) and _is_picture(message.document):
        file = message.document
    else:
        return None
    return SentPhoto(
        chat_id=message.chat_id,
        message_id=message.message_id,
        file_id=file.file_id,
        unique_id=file.file_unique_id,
        size=file.file_size or 0,
    )


async def choose(turn: Turn, action: ChoosePhoto) -> None:
    """Use the improved version of a photo, or the seller's own."""
    improved = bool(action.improved)

    async def chosen() -> Payload:
        photo = await choosing.choose(
            turn.session,
            photo_id=action.photo_id,
            seller_id=_seller_id(turn),
            improved=improved,
            now=turn.now,
        )
        return PhotoChosen(photo.number, improved=improved)

    await _answer(turn, chosen)


async def choose_all(turn: Turn, action: ChoosePhotos) -> None:
    """Do so for all photos of a listing."""
    improved = bool(action.improved)

    async def chosen() -> Payload:
        await choosing.choose_all(
            turn.session,
            upload_id=action.upload_id,
            seller_id=_seller_id(turn),
            improved=improved,
            now=turn.now,
        )
        return PhotoChosen(0, improved=improved)

    await _answer(turn, chosen)


async def take_out(turn: Turn, action: TakeOutPhoto) -> None:
    """Take a photo out of the listing."""

    async def taken() -> Payload:
        photo = await choosing.take_out(
            turn.session, photo_id=action.photo_id, seller_id=_seller_id(turn), now=turn.now
        )
        return PhotoTakenOut(photo.number)

    await _answer(turn, taken)


async def show_example(turn: Turn, action: ShowPhotoExample) -> None:
    """Show what is meant by a flaw."""
    if action.flaw in set(Flaw):
        turn.reply(PhotoExample(Flaw(action.flaw)))
    else:
        turn.toast(OldButton())


async def _answer(turn: Turn, done: Callable[[], Awaitable[Payload]]) -> None:
    try:
        turn.toast(await done())
    except NoSuchPhoto:
        turn.toast(PhotoGone())
    except PhotosAreFixed:
        turn.toast(PhotosFixed())


async def _decline(
    turn: Turn, upload: Upload, message: Message, why: Unusable, *, number: int = 0
) -> None:
    """Say it once for all parts of an album."""
    told = await asking.not_taken(turn.session, upload=upload, why=why, number=number)
    sent = message.media_group_id or message.message_id
    await turn.reply_once(told, key=f"photo:{upload.id}:{turn.chat_id}:{sent}:{why}")


def _moves(message: Message) -> bool:
    return bool(message.animation or message.video or message.video_note)


def _is_picture(document: Document) -> bool:
    name = (document.file_name or "").lower()
    return (document.mime_type or "").startswith("image/") or name.endswith(PICTURES)


def _seller_id(turn: Turn) -> int:
    return turn.seller.id or 0 if turn.seller else 0


PRESSES: dict[type[Action], Callable[[Turn, Any], Awaitable[None]]] = {
    ChoosePhoto: choose,
    ChoosePhotos: choose_all,
    TakeOutPhoto: take_out,
    ShowPhotoExample: show_example,
}
