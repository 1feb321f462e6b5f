"""Words for what we know of a seller: the store, the place, the language, the trade."""

from collections.abc import Mapping
from typing import cast
from zoneinfo import ZoneInfo

from babel import Locale
from markupsafe import Markup

from crm.sellers.facts import SellerFacts
from views.layout import stacked
from views.rendering import Reader
from views.segments import segment_of
from views.words import Words, name

UNNAMED = {"nij": "Ngaju"}
"""Languages that CLDR has no name for."""


def seller_facts(
    seller: SellerFacts, language: str, words: Words, reader: Reader, *, written: str | None
) -> Markup:
    """Say all that a card says of a seller with whom we speak `language`, and who writes another.

    Where their texts tell none, `written` is None.
    """
    speaks = _languages(language, written or language, words)
    if not seller.linked:
        who = seller.owner or seller.store or words("Name unknown")
        return stacked(words("👤 <b>{name}</b>, not linked to a store yet", name=who), speaks)
    return stacked(
        whose(seller),
        whereabouts(seller, words, reader),
        Markup("☎️ {}").format(name(seller.phone)) if seller.phone else Markup(),
        speaks,
        _trade(seller, words, reader),
    )


def whose(seller: SellerFacts) -> Markup:
    """Name a store and its owner."""
    store = Markup("🏪 <b>{}</b>").format(name(seller.store))
    return Markup("{} · {}").format(store, name(seller.owner)) if seller.owner else store


def whereabouts(seller: SellerFacts, words: Words, reader: Reader) -> Markup:
    """Say where a store is, and how late it is there."""
    place = ", ".join(part for part in (seller.regency, seller.province) if part)
    return words(
        "📍 {place}, {hour} there",
        place=place or words("place unknown"),
        hour=words.hour(reader.now, seller.zone),
    )


def language_name(tag: str, words: Words) -> str:
    """Return what a language is called in the reader's."""
    names = cast("Mapping[str, str]", Locale.parse(words.cldr).languages)
    return names.get(tag) or UNNAMED.get(tag, tag)


def _languages(spoken: str, written: str, words: Words) -> Markup:
    if written == spoken:
        return Markup("🗣 {}").format(language_name(spoken, words))
    return words(
        "🗣 {spoken} · writes {written}",
        spoken=language_name(spoken, words),
        written=language_name(written, words),
    )


def _trade(seller: SellerFacts, words: Words, reader: Reader) -> Markup:
    zone = ZoneInfo(seller.zone)
    seen = seller.last_login
    login = words.day(seen.astimezone(zone)) if seen else words("never")
    return words(
        "{lifecycle} · Products: {products} · Sales: {sales} · Last login: {login}",
        lifecycle=segment_of(seller, words, reader),
        products=words.number(seller.products),
        sales=words.number(seller.transactions),
        login=login,
    )
