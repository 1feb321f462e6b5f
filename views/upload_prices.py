"""What similar products cost, said as information: the seller's price is the seller's."""

from markupsafe import Markup

from crm.uploads.prices import PriceRange
from views.words import Words


def price_hint(found: PriceRange | None, words: Words) -> Markup:
    """Say what similar products cost; nothing where too few are known."""
    if found is None:
        return Markup()
    if found.low == found.high:
        return words(
            "💡 Similar products mostly cost {median}. Your price is up to you.",
            median=words.rupiah(found.median),
        )
    return words(
        "💡 Similar products cost {low} – {high}, most about {median}. Your price is up to you.",
        low=words.rupiah(found.low),
        median=words.rupiah(found.median),
        high=words.rupiah(found.high),
    )
