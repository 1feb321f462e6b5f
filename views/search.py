"""Words for what a search found."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from crm.search.payloads import MessageHit, NothingFound, Rest, SearchFound, TicketHit
from crm.search.rules import EXCERPT, SHOWN, Part
from crm.sellers.payloads import StoreChoice
from crm.tickets.rules import ICONS, cut
from views.actions import ShowSeller, encode
from views.message import Button, Text
from views.rendering import Reader, view
from views.words import Words
from views.worklists import linked_number, state_name

TYPED = 60
NAME = 40
LABEL = 60
"""How much of what was typed, of a name, and of a store with its place is shown."""


@view(SearchFound)
def search_found(payload: SearchFound, words: Words, _reader: Reader) -> Text:
    """List what was found: reports and messages lead to their topics, stores to their cards."""
    tickets = [_ticket(hit, words, payload.zone) for hit in payload.tickets[:SHOWN]]
    messages = [_message(hit, words, payload.zone) for hit in payload.messages[:SHOWN]]
    blocks = (
        words("🔎 <b>{typed}</b>", typed=cut(payload.typed, TYPED)),
        _block(words("<b>Reports</b>"), tickets, payload.more_tickets, words),
        _block(words("<b>Messages</b>"), messages, payload.more_messages, words),
        _stores(payload, words),
    )
    html = Markup("\n\n").join(block for block in blocks if block)
    return Text(html, buttons=tuple((_choice(store),) for store in payload.sellers))


@view(NothingFound)
def nothing_found(payload: NothingFound, words: Words, _reader: Reader) -> Text:
    """Say so kindly, and how to search."""
    heading = (
        words("🔎 Nothing has “{typed}” in it.", typed=cut(payload.typed, TYPED))
        if payload.typed
        else words("🔎 What shall I look for?")
    )
    ways = words(
        "Write after /cari one of these:\n"
        "• words from a report, a message or a store's name; the last one may be unfinished\n"
        "• a report's number, such as #123\n"
        "• a phone number or an e-mail address\n\n"
        "All the words must be there, so fewer of them find more. What was written just now is "
        "found after a few seconds."
    )
    return Text(Markup("\n\n").join([heading, ways]))


def _block(heading: Markup, lines: Iterable[Markup], more: Rest, words: Words) -> Markup:
    shown = list(lines)
    return Markup("\n").join([heading, *shown, *_rest(more, words)]) if shown else Markup()


def _stores(payload: SearchFound, words: Words) -> Markup:
    if not payload.sellers:
        return Markup()
    lines = [
        words("<b>Stores</b>: press one to see its card"),
        *_rest(payload.more_sellers, words),
    ]
    return Markup("\n").join(lines)


def _rest(more: Rest, words: Words) -> list[Markup]:
    if not more.count:
        return []
    if more.is_more:
        return [words("and many more: write one word more")]
    return [words.ngettext("and {n} more", "and {n} more", more.count)]


def _ticket(hit: TicketHit, words: Words, zone: str) -> Markup:
    line = hit.line
    heading = Markup("{} {} {} · {} · {}").format(
        ICONS[line.category],
        linked_number(line),
        cut(line.store, NAME) or words("Name unknown"),
        state_name(line.state, words),
        words.moment(line.created_at, zone),
    )
    return Markup("{}\n{}").format(heading, _marked(hit.parts)) if hit.parts else heading


def _message(hit: MessageHit, words: Words, zone: str) -> Markup:
    at = words.moment(hit.at, zone)
    return Markup("{} {}, {}{}\n{}").format(
        "💁" if hit.is_staff else "👤",
        cut(hit.by, NAME) or words("Name unknown"),
        Markup('<a href="{}">{}</a>').format(hit.link, at) if hit.link else at,
        Markup(" · #{}").format(hit.ticket_id) if hit.ticket_id else "",
        _marked(hit.parts),
    )


def _marked(parts: Iterable[Part]) -> Markup:
    """Show as much of a text as an excerpt has, with what was found in bold."""
    shown, room = Markup(), EXCERPT + 2
    for part in parts:
        if room > 0:
            text = cut(part.text, room)
            shown += Markup("<b>{}</b>").format(text) if part.is_hit else escape(text)
            room -= len(part.text)
    return shown


def _choice(store: StoreChoice) -> Button:
    label = " · ".join(part for part in (cut(store.store, LABEL // 2), store.place) if part)
    return Button(cut(label, LABEL), encode(ShowSeller(store.seller_id)))
