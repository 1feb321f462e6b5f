"""Words for a seller whose listing staff would change: before, after, and may it be so."""

from markupsafe import Markup

from crm.uploads.review.seller_payloads import (
    ChangeProposed,
    ChangeSettled,
    ListingPressed,
    ListingTalk,
    ListingToast,
    PhotosWanted,
)
from models.uploads import ChangeState, UploadStep
from views.actions import AnswerChange, encode
from views.layout import paragraphs, stacked
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.upload_fields import field_name, field_value, present_value
from views.upload_rows import go_on_row
from views.words import Words

SHOWN = 1500
"""How much of a value is shown, in UTF-16 units: two of them fit into a message."""


@view(ChangeProposed)
def change_proposed(payload: ChangeProposed, words: Words, _reader: Reader) -> Text:
    """Show before and after, and ask."""
    is_photos = payload.field == UploadStep.PHOTOS
    yes = (
        words.pgettext("button", "📷 Send other photos")
        if is_photos
        else words.pgettext("button", "✅ Yes, change it")
    )
    no = words.pgettext("button", "🙅 I'd rather not")
    answer = words("Would you like it so? You can also just write to us here.")
    return Text(
        paragraphs(_change(payload, words), answer),
        buttons=(
            (Button(yes, encode(AnswerChange(payload.change_id, yes=1))),),
            (Button(no, encode(AnswerChange(payload.change_id, yes=0))),),
        ),
    )


@view(ChangeSettled)
def change_settled(payload: ChangeSettled, words: Words, _reader: Reader) -> EditText:
    """Say what became of it, in its place."""
    said = {
        ChangeState.PROPOSED: Markup(),
        ChangeState.ACCEPTED: words("✅ Thank you, it is changed. Our team has one more look."),
        ChangeState.DECLINED: words("👌 All right, it stays as it is. Our team knows."),
        ChangeState.REPLACED: words("✏️ Our team has a newer idea: see below."),
        ChangeState.WITHDRAWN: words("👌 It stays as it is."),
    }[payload.state]
    return EditText(payload.message_id, paragraphs(_change(payload, words), said))


@view(PhotosWanted)
def photos_wanted(payload: PhotosWanted, words: Words, _reader: Reader) -> Text:
    """Lead back to the photos."""
    html = words(
        "📷 Thank you! Take out what you like, send other photos, then send the listing to us "
        "again. Everything else is kept."
    )
    return Text(html, buttons=(go_on_row(words, payload.upload_id),))


@view(ListingTalk)
def listing_talk(payload: ListingTalk, words: Words, _reader: Reader) -> Text:
    """Say that what is written now goes to staff."""
    html = words(
        "🙋 Our team knows that it is about <b>{name}</b>. Just write here what you would like, "
        "and somebody answers you.",
        name=payload.name or "…",
    )
    return Text(html)


@view(ListingToast)
def listing_toast(payload: ListingToast, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    return Toast(
        {
            ListingPressed.GONE: words.pgettext("toast", "This product is not here any more."),
            ListingPressed.DECIDED: words.pgettext("toast", "This is settled already."),
            ListingPressed.NOT_YET: words.pgettext("toast", "Our team is still looking at it."),
            ListingPressed.IN_STORE: words.pgettext("toast", "We know already. Great!"),
        }[payload.outcome]
    )


def _change(payload: ChangeProposed, words: Words) -> Markup:
    if payload.field == UploadStep.PHOTOS:
        return paragraphs(
            words("📷 Our team has a wish for the photos of <b>{name}</b>:", name=payload.name),
            _quote(payload.after, payload, words),
        )
    heading = words(
        "✏️ Our team has an idea for <b>{name}</b>: {field}",
        name=payload.name,
        field=field_name(payload.field, words) or "…",
    )
    present = present_value(payload.before, payload.drafted, words)
    before = stacked(words("Before:"), _quote(present, payload, words))
    after = stacked(words("After:"), _quote(payload.after, payload, words))
    return paragraphs(heading, before if present else Markup(), after)


def _quote(value: str, payload: ChangeProposed, words: Words) -> Markup:
    shown = field_value(payload.field, value, words, longest=SHOWN)
    return Markup("<blockquote>{}</blockquote>").format(shown or "…")
