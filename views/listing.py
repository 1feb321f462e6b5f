"""A listing field by field, and what it lacks, for whoever looks it over."""

from collections.abc import Iterator

from markupsafe import Markup

from crm.tickets.rules import cut
from crm.uploads.categories import Question
from crm.uploads.describing.rules import unanswered
from crm.uploads.listing import Listing
from models.uploads import UploadStep
from views.layout import paragraphs, stacked
from views.listing_text import description
from views.upload_categories import category_name, question_label
from views.words import Words

__all__ = ["description", "listing_block", "missing", "missing_line"]

SHOWN_DESCRIPTION = 1500
"""How much of a description a message shows; the copy for the store has all of it."""


def listing_block(listing: Listing, words: Words, *, told: int = SHOWN_DESCRIPTION) -> Markup:
    """Show every field with its value, then the description in Indonesian, then what is missing.

    `told` says how many characters of the description are shown.
    """
    text = cut(description(listing, words.of("id")), told)
    return paragraphs(
        stacked(*_fields(listing, words)),
        Markup("<blockquote>{}</blockquote>").format(text) if told else Markup(),
        missing_line(listing, words),
    )


def missing(listing: Listing) -> tuple[str, ...]:
    """Return the codes of what is missing: steps in their order, then questions of the form.

    Only questions that the marketplace requires count, and none where the seller wrote the
    description themselves.
    """
    values = {
        UploadStep.CATEGORY: listing.category,
        UploadStep.PHOTOS: listing.photos,
        UploadStep.NAME: listing.name,
        UploadStep.PRICE: listing.price,
        UploadStep.STOCK: listing.stock is not None,
        UploadStep.WEIGHT: listing.weight,
    }
    asked = () if listing.description else unanswered(listing.category, dict(listing.answers))
    return (
        *(step.value for step, value in values.items() if not value),
        *(one.question.value for one in asked if one.required),
    )


def missing_line(listing: Listing, words: Words) -> Markup:
    """Name what is missing in one line; empty where nothing is."""
    lacks = missing(listing)
    if not lacks:
        return Markup()
    return words(
        "✏️ Still missing: {names}", names=Markup(", ").join(_lacking(one, words) for one in lacks)
    )


def _fields(listing: Listing, words: Words) -> Iterator[Markup]:
    category = category_name(listing.category, words)
    yield words("Category: {value}", value=category) if category else Markup()
    if listing.name:
        yield words("Name: <b>{value}</b>", value=listing.name)
    if listing.price is not None:
        yield words("Price: Rp{value}", value=words.number(listing.price))
    if listing.stock is not None:
        yield words("Stock: {value}", value=words.number(listing.stock))
    if listing.weight is not None:
        yield words("Weight: {value} g", value=words.number(listing.weight))
    if listing.variants:
        yield words("Variants: {value}", value=", ".join(listing.variants))
    if listing.photos:
        yield words("Photos: {value}", value=listing.photos)
    if listing.english:
        yield words("Also in English")


def _lacking(code: str, words: Words) -> Markup:
    names = {
        UploadStep.CATEGORY: words("category"),
        UploadStep.PHOTOS: words("photos"),
        UploadStep.NAME: words("name"),
        UploadStep.PRICE: words("price"),
        UploadStep.STOCK: words("stock"),
        UploadStep.WEIGHT: words("weight"),
    }
    if code in set(UploadStep):
        return names[UploadStep(code)]
    label = question_label(Question(code), words).partition(" ")[2]
    return Markup("{}").format(label[:1].lower() + label[1:])
