"""Words for a broadcast's draft: whom it is for, and what was written."""

from markupsafe import Markup

from crm.broadcasts.payloads import BroadcastChoices, BroadcastDraft, Choice, Readers
from crm.broadcasts.rules import FALLBACK, Facet, Lack
from crm.tickets.rules import cut
from models.segments import Lifecycle
from views.actions import (
    BroadcastLack,
    BroadcastPick,
    BroadcastStep,
    BroadcastTo,
    BroadcastWrite,
    encode,
)
from views.charts import part_name
from views.languages import own_name
from views.message import Button, EditText, Text
from views.rendering import Reader, view
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
LABEL = 32
SHOWN = 6
"""As many values of one facet are named; the rest is counted."""


@view(BroadcastDraft)
def broadcast_draft(payload: BroadcastDraft, words: Words, _reader: Reader) -> Text | EditText:
    """Show whom it is for and what is written, with a button for each thing to do."""
    html = Markup("\n\n").join(
        (
            words("📣 <b>A broadcast</b>"),
            Markup("\n").join((_reached(payload, words), *_chosen(payload, words))),
            _written(payload, words),
        )
    )
    rows = (*_facets(payload, words), *_writing(payload, words), _ending(payload, words))
    if payload.message_id is None:
        return Text(html, buttons=rows)
    return EditText(payload.message_id, html, buttons=rows)


@view(BroadcastChoices)
def broadcast_choices(payload: BroadcastChoices, words: Words, _reader: Reader) -> EditText:
    """Offer what can be chosen, with how many sellers each one is."""
    html = words(
        "📣 <b>A broadcast: {facet}</b>\nTap to choose, tap again to leave out. Nothing chosen "
        "means all.\n\n👥 It reaches <b>{count}</b> sellers.",
        facet=_facet_name(payload.facet, words),
        count=words.number(payload.recipients),
    )
    if not payload.choices:
        html += words("\n\nThere is nothing to choose from yet.")
    buttons = [_choice(payload, choice, words) for choice in payload.choices]
    back = Button(
        words.pgettext("button", "⬅️ Back"),
        encode(BroadcastStep(payload.broadcast_id, "draft")),
    )
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return EditText(payload.message_id, html, buttons=(*pairs, (back,)))


def facet_value(facet: Facet, value: str, words: Words) -> str:
    """Name a value of a facet as staff know it."""
    if facet is Facet.SEGMENT and value in set(Lifecycle):
        return part_name(Lifecycle(value), words)
    if facet is Facet.LANGUAGE:
        return own_name(value)
    return value


def _reached(payload: BroadcastDraft, words: Words) -> Markup:
    return words("👥 It reaches <b>{count}</b> sellers.", count=words.number(payload.recipients))


def _chosen(payload: BroadcastDraft, words: Words) -> list[Markup]:
    chosen = {
        Facet.SEGMENT: payload.segments,
        Facet.PROVINCE: payload.provinces,
        Facet.LANGUAGE: payload.languages,
        Facet.CATEGORY: payload.categories,
    }
    lines = [
        Markup("• {}: {}").format(_facet_name(facet, words), _values(facet, values, words))
        for facet, values in chosen.items()
        if values
    ]
    if Lack.PRODUCT in payload.lacks:
        lines.append(words("• only stores without a product"))
    if Lack.SALE in payload.lacks:
        lines.append(words("• only stores without a sale"))
    return lines or [words("• all linked sellers who want our messages")]


def _values(facet: Facet, values: tuple[str, ...], words: Words) -> str:
    named = [cut(facet_value(facet, value, words), LABEL) for value in values[:SHOWN]]
    rest = len(values) - len(named)
    return ", ".join([*named, f"+{rest}"] if rest else named)


def _written(payload: BroadcastDraft, words: Words) -> Markup:
    done = [own_name(one.language) for one in payload.readers if one.written]
    if not done:
        return words("Nothing is written yet. Begin with the Indonesian words.")
    if payload.photo:
        return words("📷 A photo, with words in: {languages}", languages=", ".join(done))
    return words("✍️ Written in: {languages}", languages=", ".join(done))


def _facets(payload: BroadcastDraft, words: Words) -> Rows:
    number = payload.broadcast_id
    facets = [
        Button(_facet_label(facet, words), encode(BroadcastTo(number, facet))) for facet in Facet
    ]
    labels = {
        Lack.PRODUCT: words.pgettext("button", "Without a product"),
        Lack.SALE: words.pgettext("button", "No sale yet"),
    }
    lacks = [
        Button(_marked(label, chosen=lack in payload.lacks), encode(BroadcastLack(number, lack)))
        for lack, label in labels.items()
    ]
    return tuple(facets[:2]), tuple(facets[2:]), tuple(lacks)


def _writing(payload: BroadcastDraft, words: Words) -> Rows:
    number = payload.broadcast_id
    buttons = [
        Button(_language_label(one, words), encode(BroadcastWrite(number, one.language)))
        for one in payload.readers
        if one.language == FALLBACK or one.sellers or one.written
    ]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _language_label(one: Readers, words: Words) -> str:
    mark = "✅" if one.written else "✍️"
    return f"{mark} {cut(own_name(one.language), LABEL)} ({words.number(one.sellers)})"


def _ending(payload: BroadcastDraft, words: Words) -> tuple[Button, ...]:
    number = payload.broadcast_id
    look = Button(words.pgettext("button", "👀 Preview"), encode(BroadcastStep(number, "preview")))
    no = Button(words.pgettext("button", "✖️ Cancel"), encode(BroadcastStep(number, "giveup")))
    ready = any(one.written and one.language == FALLBACK for one in payload.readers)
    return (look, no) if ready else (no,)


def _choice(payload: BroadcastChoices, choice: Choice, words: Words) -> Button:
    name = cut(facet_value(payload.facet, choice.value, words), LABEL) or "–"
    label = _marked(f"{name} ({words.number(choice.sellers)})", chosen=choice.chosen)
    return Button(label, encode(BroadcastPick(payload.broadcast_id, payload.facet, choice.code)))


def _marked(label: str, *, chosen: bool) -> str:
    return f"✅ {label}" if chosen else label


def _facet_name(facet: Facet, words: Words) -> Markup:
    return {
        Facet.SEGMENT: words("segment"),
        Facet.PROVINCE: words("province"),
        Facet.LANGUAGE: words("language"),
        Facet.CATEGORY: words("category"),
    }[facet]


def _facet_label(facet: Facet, words: Words) -> str:
    return {
        Facet.SEGMENT: words.pgettext("button", "📊 Segment"),
        Facet.PROVINCE: words.pgettext("button", "📍 Province"),
        Facet.LANGUAGE: words.pgettext("button", "🗣 Language"),
        Facet.CATEGORY: words.pgettext("button", "🏷 Category"),
    }[facet]
