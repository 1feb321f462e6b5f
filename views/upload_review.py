"""Words for a listing that staff review: what it says, what was found, what was suggested."""

from collections.abc import Iterator

from markupsafe import Markup

from crm.tickets.rules import cut
from crm.uploads.photos.flaws import Flaw
from crm.uploads.review.payloads import (
    ChangeLine,
    PhotoFlaws,
    ReviewAlbum,
    ReviewCard,
    ReviewReplaced,
    ReviewShown,
)
from models.uploads import ChangeState, UploadState
from views.actions import ListUploads, ReviewStep, encode
from views.layout import paragraphs, stacked
from views.listing import listing_block, missing
from views.message import Album, Button, EditText, Text
from views.rendering import Reader, view
from views.upload_fields import field_name, field_value
from views.upload_naming import fault_advice
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
DESCRIPTION = 900
"""How much of the description a card shows, in UTF-16 units; the copy for the store has all."""
FINDINGS, PHOTOS, FLAWS = 3, 8, 3
"""How many faults of the name, photos, and flaws of each a card names, the worst first."""
VALUE = 80
"""How much of a suggested value a card shows."""


@view(ReviewAlbum)
def review_album(payload: ReviewAlbum, words: Words, _reader: Reader) -> Album | Text:
    """Show the pictures."""
    html = words("📷 The pictures of listing {number}", number=payload.upload_id)
    return Album(payload.keys[:10], html) if payload.keys else Text(html)


@view(ReviewCard)
def review_card(payload: ReviewCard, words: Words, reader: Reader) -> Text | EditText:
    """Show a listing with what was found in it and what became of it."""
    html, buttons = review_text(payload, words, reader), review_buttons(payload, words)
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(ReviewShown)
def review_shown(payload: ReviewShown, words: Words, reader: Reader) -> Text | EditText:
    """Show the same where somebody asked for it, with the way back to the list."""
    back = Button(
        words.pgettext("button", "🛍 All listings"), encode(ListUploads(payload.state, 1))
    )
    html = review_text(payload, words, reader)
    buttons = (*review_buttons(payload, words), (back,))
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(ReviewReplaced)
def review_replaced(payload: ReviewReplaced, words: Words, _reader: Reader) -> EditText:
    """Say that the card is no longer the one."""
    html = words(
        "🛍 Listing {number} was sent again: its new card is below.", number=payload.upload_id
    )
    return EditText(payload.message_id, html)


def review_text(card: ReviewCard, words: Words, reader: Reader) -> Markup:
    """Say all that a card says."""
    return paragraphs(
        stacked(_heading(card, words), _moments(card, words, reader)),
        listing_block(card.listing, words, told=DESCRIPTION),
        _checks(card, words),
        stacked(*(_change(one, words) for one in card.changes)),
    )


def review_buttons(card: ReviewCard, words: Words) -> Rows:
    """Return what can be done with the listing as it stands."""

    def button(label: str, move: str) -> Button:
        return Button(label, encode(ReviewStep(card.upload_id, move)))

    match card.state:
        case UploadState.SENT | UploadState.CHANGES:
            approve = button(words.pgettext("button", "✅ Approve"), "approve")
            suggest = button(words.pgettext("button", "✏️ Suggest a change"), "suggest")
            return ((approve,), (suggest,))
        case UploadState.APPROVED:
            return ((button(words.pgettext("button", "🛒 It is in the store"), "uploaded"),),)
        case UploadState.UPLOADED if not card.link:
            return ((button(words.pgettext("button", "🔗 Add the link"), "uploaded"),),)
        case _:
            return ()


def upload_state(state: UploadState, words: Words) -> Markup:
    """Name a state, as staff see it."""
    return {
        UploadState.DRAFT: words("✍️ the seller is at it"),
        UploadState.SENT: words("🆕 waits for us"),
        UploadState.CHANGES: words("⏳ waits for the seller"),
        UploadState.APPROVED: words("✅ approved"),
        UploadState.UPLOADED: words("🛒 in the store"),
        UploadState.DISCARDED: words("🗑 thrown away"),
    }[state]


def _heading(card: ReviewCard, words: Words) -> Markup:
    return words(
        "🛍 <b>Listing {number}</b> · {store}\n{state}",
        number=card.upload_id,
        store=card.store or words("Name unknown"),
        state=upload_state(card.state, words),
    )


def _moments(card: ReviewCard, words: Words, reader: Reader) -> Markup:
    sent = (
        words("📨 Sent {moment}", moment=words.moment(card.sent_at, reader.zone))
        if card.sent_at
        else Markup()
    )
    approved = words("👍 Approved by <b>{name}</b>", name=card.decided_by)
    link = Markup('🔗 <a href="{}">{}</a>').format(card.link, cut(card.link, VALUE))
    return stacked(
        sent, approved if card.decided_by else Markup(), link if card.link else Markup()
    )


def _checks(card: ReviewCard, words: Words) -> Markup:
    if card.state in {UploadState.UPLOADED, UploadState.DISCARDED}:
        return Markup()
    lines = [
        *(fault_advice(one, words) for one in card.findings[:FINDINGS]),
        *(_photo(one, words) for one in card.photos[:PHOTOS]),
    ]
    if not lines and not missing(card.listing):
        return words("🔎 Nothing was found that should be better.")
    return stacked(words("🔎 <b>To look at</b>"), *lines) if lines else Markup()


def _photo(photo: PhotoFlaws, words: Words) -> Markup:
    names = Markup(", ").join(filter(None, _flaws(photo.flaws[:FLAWS], words)))
    return words("📷 Photo {number}: {flaws}", number=photo.number, flaws=names or "?")


def _flaws(flaws: tuple[str, ...], words: Words) -> Iterator[Markup]:
    names = {
        Flaw.SCREENSHOT: words("a screenshot"),
        Flaw.BLURRED: words("blurred"),
        Flaw.DARK: words("too dark"),
        Flaw.BRIGHT: words("too bright"),
        Flaw.SMALL: words("too few pixels"),
        Flaw.WORDY: words("much writing in it"),
        Flaw.CLUTTERED: words("restless background"),
        Flaw.FLAT: words("pale"),
        Flaw.TWICE: words("there is one like it"),
        Flaw.NARROW: words("too long and narrow"),
    }
    return (names[Flaw(flaw)] for flaw in flaws if flaw in set(Flaw))


def _change(line: ChangeLine, words: Words) -> Markup:
    field = field_name(line.field, words) or Markup("{}").format(cut(line.field, VALUE))
    after = field_value(line.field, line.after, words, longest=VALUE)
    said = {
        ChangeState.PROPOSED: words("⏳ asked by {name}", name=line.by),
        ChangeState.ACCEPTED: words("✅ the seller agrees"),
        ChangeState.DECLINED: words("🚫 the seller would rather not"),
        ChangeState.REPLACED: words("replaced by another"),
        ChangeState.WITHDRAWN: words("withdrawn"),
    }[line.state]
    return words("✏️ {field}: “{after}” · {said}", field=field, after=after, said=said)
