"""Words for the photos of a listing: how to take them, what was found, what was chosen."""

from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import Markup

from crm.uploads.photos.flaws import Flaw, Refusal
from crm.uploads.photos.payloads import (
    PhotoChosen,
    PhotoExample,
    PhotoGone,
    PhotoNotTaken,
    PhotoPrompt,
    PhotosFixed,
    PhotosLookedAt,
    PhotoTakenOut,
    ShownPhoto,
    Unusable,
)
from models.uploads import UploadStep
from views.layout import paragraphs, stacked
from views.message import Attached, Drawn, Text, Toast
from views.rendering import Reader, view
from views.upload_photo_rows import Rows, anyway_row, choices, examples, outs
from views.upload_photo_words import advice, instead, trade_tip
from views.upload_rows import next_button, wizard_rows
from views.words import Words

TOLD = 3
"""How many different flaws are told of at once; of one photo alone one less."""
REFUSED = 2
"""How many different refusals are."""


@view(PhotoPrompt)
def photo_prompt(payload: PhotoPrompt, words: Words, _reader: Reader) -> Text:
    """Ask for photos; with some there, say how many, and let them be taken out."""
    there = len(payload.photos)
    html = paragraphs(
        words(
            "📸 Please send photos of your product: 1 to {most}, at once or one by one.",
            most=payload.most,
        ),
        stacked(
            words("💡 Near a window by day, on plain cloth, nothing else around."),
            trade_tip(payload.category, words),
        ),
        _so_far(there, payload.most, words) if there else Markup(),
        words("⏳ I am still looking at the last ones.") if payload.waiting else Markup(),
    )
    return Text(html, buttons=_step_rows(payload.photos, words))


@view(PhotosLookedAt)
def photos_looked_at(payload: PhotosLookedAt, words: Words, _reader: Reader) -> Text | Attached:
    """Tell the worst in a sentence each, and never leave anybody without a way on."""
    has_sheet = payload.attachment_id is not None
    html = paragraphs(
        stacked(*_found(payload, words)),
        stacked(*_refusals(payload, words)),
        words(
            "✨ In the picture: yours on the left, improved on the right. Which one shall it be?"
        )
        if has_sheet
        else Markup(),
        _so_far(payload.total, payload.most, words),
    )
    rows = _rows(payload, words)
    if payload.attachment_id is None:
        return Text(html, buttons=rows)
    return Attached(payload.attachment_id, html, photo=True, buttons=rows)


@view(PhotoExample)
def photo_example(payload: PhotoExample, words: Words, _reader: Reader) -> Drawn:
    """Show what is meant beside what is better, and say it once more."""
    html = paragraphs(words("👎 Left · 👍 Right"), advice(payload.flaw, words))
    return Drawn(partial(_example, payload.flaw), html)


@view(PhotoNotTaken)
def photo_not_taken(payload: PhotoNotTaken, words: Words, _reader: Reader) -> Text:
    """Say how to go on; where photos are asked for, with all the ways on from there."""
    there = len(payload.photos)
    html = paragraphs(
        _not_taken(payload, words),
        _so_far(there, payload.most, words) if there and payload.asked else Markup(),
    )
    if payload.asked:
        return Text(html, buttons=_step_rows(payload.photos, words))
    return Text(html, buttons=outs(payload.photos, words) if payload.why is Unusable.FULL else ())


@view(PhotoChosen)
def photo_chosen(payload: PhotoChosen, words: Words, _reader: Reader) -> Toast:
    """Confirm it."""
    n = payload.number
    if not n:
        improved = words.pgettext("toast", "✨ The improved photos are used.")
        own = words.pgettext("toast", "📷 Your own photos are used.")
    else:
        improved = words.pgettext("toast", "✨ Photo {n}: the improved one is used.", n=n)
        own = words.pgettext("toast", "📷 Photo {n}: your own one is used.", n=n)
    return Toast(improved if payload.improved else own)


@view(PhotoTakenOut)
def photo_taken_out(payload: PhotoTakenOut, words: Words, _reader: Reader) -> Toast:
    """Confirm it."""
    return Toast(words.pgettext("toast", "🗑 Photo {n} is out.", n=payload.number))


@view(PhotoGone)
def photo_gone(_payload: PhotoGone, words: Words, _reader: Reader) -> Toast:
    """Say so."""
    return Toast(words.pgettext("toast", "This photo is not in the listing any more."))


@view(PhotosFixed)
def photos_fixed(_payload: PhotosFixed, words: Words, _reader: Reader) -> Toast:
    """Say who has them."""
    return Toast(words.pgettext("toast", "Our team has this listing now, with its photos."))


def _not_taken(payload: PhotoNotTaken, words: Words) -> Markup:
    return {
        Unusable.FULL: words(
            "📸 {most} photos are there, and that is all the shop shows. "
            "Take one out to make room for another.",
            most=payload.most,
        ),
        Unusable.SAME: words("👯 This one is there already: it is photo {n}.", n=payload.number),
        Unusable.TOO_BIG: instead(Refusal.TOO_BIG, words),
        Unusable.MOVING: words(
            "🎬 The shop shows photos here, no videos. Please send a photo of your product."
        ),
        Unusable.NO_PHOTO: words("📸 Please send a photo of your product here."),
    }[payload.why]


def _found(payload: PhotosLookedAt, words: Words) -> Iterator[Markup]:
    """Yield what was found, sentence by sentence, each after the photos that it is about."""
    for flaw in _told(payload):
        numbers = [photo.number for photo in payload.photos if flaw in photo.flaws]
        yield _about(numbers, advice(flaw, words), payload)
    good = [photo.number for photo in payload.photos if not photo.flaws]
    if good:
        yield _about(good, words("✅ Sharp and clear: buyers will like it."), payload)


def _told(payload: PhotosLookedAt) -> list[Flaw]:
    """Return the flaws that are told of: the worst, but every photo's own worst before others."""
    worst = {photo.flaws[0] for photo in payload.photos if photo.flaws}
    others = {flaw for photo in payload.photos for flaw in photo.flaws} - worst
    most = TOLD if len(payload.photos) > 1 else TOLD - 1
    chosen = [flaw for group in (worst, others) for flaw in Flaw if flaw in group][:most]
    return [flaw for flaw in Flaw if flaw in chosen]


def _refusals(payload: PhotosLookedAt, words: Words) -> Iterator[Markup]:
    kinds = [why for why in Refusal if any(one.why is why for one in payload.refused)]
    for why in kinds[:REFUSED]:
        numbers = [one.number for one in payload.refused if one.why is why]
        yield _about(numbers, instead(why, words), payload)


def _about(numbers: Sequence[int], sentence: Markup, payload: PhotosLookedAt) -> Markup:
    """Put the photos' numbers before a sentence, where there is more than one photo."""
    if len(payload.photos) + len(payload.refused) == 1 and payload.total <= 1:
        return sentence
    return Markup("<b>{}</b> {}").format(", ".join(map(str, numbers)), sentence)


def _so_far(total: int, most: int, words: Words) -> Markup:
    if not total:
        return words("📸 No photo yet. Please send one.")
    return words("📸 Photos so far: {n} of {most}.", n=total, most=most)


def _step_rows(photos: Sequence[ShownPhoto], words: Words) -> Rows:
    """Return all that can be done at the step: one out, on with those there, or over it."""
    on = ((next_button(words, UploadStep.PHOTOS),),) if photos else ()
    extra = (*outs(photos, words), *on)
    return wizard_rows(words, UploadStep.PHOTOS, skip=not photos, extra=extra)


def _rows(payload: PhotosLookedAt, words: Words) -> Rows:
    told = _told(payload)
    rows = examples(told, words)
    if payload.changeable:
        rows = (*choices(payload.photos, payload.upload_id, words), *rows)
        rows = (*rows, *outs(payload.photos, words))
    if not payload.asked:
        return rows
    on = anyway_row(words) if told else (next_button(words, UploadStep.PHOTOS),)
    extra = (*rows, *((on,) if payload.total else ()))
    return wizard_rows(words, UploadStep.PHOTOS, skip=not payload.total, extra=extra)


def _example(flaw: Flaw) -> bytes:
    from crm.uploads.photos.checking import example  # noqa: PLC0415 - an idle bot needs no Pillow

    return example(flaw)
