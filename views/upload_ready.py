"""Words for a seller whose listing is approved: pictures to save, texts to copy by a tap."""

from collections.abc import Iterator

from markupsafe import Markup

from crm.tickets.rules import cut
from crm.uploads.listing import Listing
from crm.uploads.review.seller_payloads import (
    LinkAwaited,
    LinkQuestion,
    ListingInStore,
    ReadyFields,
    ReadyPictures,
    ReadyText,
)
from models.uploads import UploadState
from views.actions import ShowAgain, TalkAboutListing, TellUploaded, encode
from views.layout import paragraphs, stacked
from views.listing_text import description
from views.message import Album, Button, Text, unmarked
from views.rendering import Reader, view
from views.upload_categories import category_name
from views.upload_fields import field_label
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
LONGEST = 3500
"""How much of a description one message carries, in UTF-16 units; marketplaces take less."""


@view(ReadyPictures)
def ready_pictures(payload: ReadyPictures, words: Words, _reader: Reader) -> Album | Text:
    """Bring the pictures; as photos a phone saves them to its gallery, where the form looks."""
    html = words(
        "🎉 <b>{name}</b> is ready for the store!\n\nThese are your pictures: save them to your "
        "phone. The texts follow.",
        name=payload.name,
    )
    return Album(payload.keys[:10], html) if payload.keys else Text(html)


@view(ReadyFields)
def ready_fields(payload: ReadyFields, words: Words, _reader: Reader) -> Text:
    """List what the form asks, each value to be copied by a tap."""
    html = paragraphs(
        words("📋 Tap a value, and it is copied. Then paste it into the form."),
        *_fields(payload.listing, words),
    )
    return Text(html)


@view(ReadyText)
def ready_text(payload: ReadyText, words: Words, _reader: Reader) -> Text:
    """Bring the description to be copied; below the last one, ask for word."""
    language = words.of("en" if payload.english else "id")
    heading = words("📝 Description in English:") if payload.english else words("📝 Description:")
    text = _copied(cut(description(payload.listing, language), LONGEST))
    is_last = payload.english or not payload.listing.english
    ask = words("Once it is in the store, tell us. We are glad with you!")
    html = paragraphs(stacked(heading, text), ask if is_last else Markup())
    return Text(html, buttons=_next(payload.upload_id, words) if is_last else ())


@view(LinkQuestion)
def link_question(payload: LinkQuestion, words: Words, _reader: Reader) -> Text:
    """Ask where it is."""
    asked = (
        words("🔗 I see no link in that. It begins with https://. Please send it once more.")
        if payload.again
        else words(
            "🛒 Great! Please send us the link to <b>{name}</b>: in the marketplace's app press "
            "“Share”, then “Copy link”.",
            name=payload.name,
        )
    )
    return Text(asked, buttons=_without_link(payload.upload_id, words))


@view(LinkAwaited)
def link_awaited(payload: LinkAwaited, words: Words, _reader: Reader) -> Text:
    """Say that staff have what came, and that the link may follow."""
    html = paragraphs(
        words("👍 Our team sees your message and answers here."),
        words(
            "We still wait for the link to <b>{name}</b>; send it whenever you have it.",
            name=payload.name,
        ),
    )
    return Text(html, buttons=_without_link(payload.upload_id, words))


@view(ListingInStore)
def listing_in_store(payload: ListingInStore, words: Words, _reader: Reader) -> Text:
    """Be glad, and say where it is."""
    html = words("🎉 <b>{name}</b> is in the store. May it sell well!", name=payload.name or "…")
    link = Markup('🔗 <a href="{}">{}</a>').format(payload.link, cut(payload.link, 80))
    return Text(paragraphs(html, link if payload.link else Markup()))


def standing_rows(upload_id: int, state: UploadState, words: Words) -> Rows:
    """Return what a seller can do about a listing that they have sent."""
    again = Button(
        words.pgettext("button", "📋 Show the texts again"), encode(ShowAgain(upload_id))
    )
    ideas = Button(words.pgettext("button", "✏️ Show what is asked"), encode(ShowAgain(upload_id)))
    done = Button(
        words.pgettext("button", "🛒 It is in the store"), encode(TellUploaded(upload_id, sure=0))
    )
    first = {
        UploadState.CHANGES: ((ideas,),),
        UploadState.APPROVED: ((again,), (done,)),
        UploadState.UPLOADED: ((again,),),
    }.get(state, ())
    return (*first, (_talk(upload_id, words),))


def _without_link(upload_id: int, words: Words) -> Rows:
    label = words.pgettext("button", "⏭ Without a link")
    return ((Button(label, encode(TellUploaded(upload_id, sure=1))),),)


def _fields(listing: Listing, words: Words) -> Iterator[Markup]:
    """Yield what is there, as the form takes it: plain digits, no currency."""
    indonesian = words.of("id")
    category = unmarked(category_name(listing.category, indonesian)).partition(" ")[2]
    numbers = (("price", listing.price), ("stock", listing.stock), ("weight", listing.weight))
    values = (
        ("name", listing.name),
        ("category", category),
        *((field, "" if value is None else str(value)) for field, value in numbers),
        ("variants", ", ".join(listing.variants)),
    )
    for field, value in values:
        if value:
            yield stacked(field_label(field, words), _copied(cut(value, 500)))


def _copied(text: str) -> Markup:
    return Markup("<code>{}</code>").format(text) if text else Markup()


def _next(upload_id: int, words: Words) -> Rows:
    done = words.pgettext("button", "🛒 It is in the store")
    told = Button(done, encode(TellUploaded(upload_id, sure=0)))
    return ((told,), (_talk(upload_id, words),))


def _talk(upload_id: int, words: Words) -> Button:
    label = words.pgettext("button", "🙋 I have a question")
    return Button(label, encode(TalkAboutListing(upload_id)))
