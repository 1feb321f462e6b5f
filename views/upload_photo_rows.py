"""The buttons about photos: which version, an example, out with one."""

from collections.abc import Iterator, Sequence

from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.payloads import SeenPhoto, ShownPhoto
from models.uploads import UploadStep
from views.actions import (
    ChoosePhoto,
    ChoosePhotos,
    ShowPhotoExample,
    TakeOutPhoto,
    UploadMove,
    encode,
)
from views.message import Button
from views.upload_photo_words import example_label
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]

EXAMPLES = 2
IN_ROW = 4


def choices(photos: Sequence[SeenPhoto], upload_id: int, words: Words) -> Rows:
    """Offer the improved version of each photo that has one, and of all at once."""
    better = [photo for photo in photos if photo.improvable]
    if len(better) == 1:
        (photo,) = better
        use = words.pgettext("button", "✨ Use the improved")
        keep = words.pgettext("button", "📷 Keep mine")
        return ((_choice(use, photo, 1), _choice(keep, photo, 0)),)
    return (*_all(upload_id, words), *_each(better, words)) if better else ()


def examples(flaws: Sequence[Flaw], words: Words) -> Rows:
    """Offer to see what is meant."""
    return tuple(
        (Button(example_label(flaw, words), encode(ShowPhotoExample(flaw.value))),)
        for flaw in flaws[:EXAMPLES]
    )


def outs(photos: Sequence[ShownPhoto | SeenPhoto], words: Words) -> Rows:
    """Offer to take one out."""
    if len(photos) == 1:
        label = words.pgettext("button", "🗑 Take it out")
        return ((Button(label, encode(TakeOutPhoto(photos[0].photo_id))),),)
    buttons = [
        Button(f"🗑 {photo.number}", encode(TakeOutPhoto(photo.photo_id))) for photo in photos
    ]
    return tuple(tuple(buttons[at : at + IN_ROW]) for at in range(0, len(buttons), IN_ROW))


def anyway_row(words: Words) -> tuple[Button, ...]:
    """Offer to go on with photos that could be better."""
    label = words.pgettext("button", "👍 Use anyway, go on")
    return (Button(label, encode(UploadMove(UploadStep.PHOTOS, "next"))),)


def _all(upload_id: int, words: Words) -> Iterator[tuple[Button, ...]]:
    use = words.pgettext("button", "✨ All improved")
    keep = words.pgettext("button", "📷 Keep all mine")
    yield (
        Button(use, encode(ChoosePhotos(upload_id, 1))),
        Button(keep, encode(ChoosePhotos(upload_id, 0))),
    )


def _each(photos: Sequence[SeenPhoto], words: Words) -> Iterator[tuple[Button, ...]]:
    for photo in photos:
        use = words.pgettext("button", "✨ Improved {n}", n=photo.number)
        keep = words.pgettext("button", "📷 Mine {n}", n=photo.number)
        yield _choice(use, photo, 1), _choice(keep, photo, 0)


def _choice(label: str, photo: SeenPhoto, improved: int) -> Button:
    return Button(label, encode(ChoosePhoto(photo.photo_id, improved)))
