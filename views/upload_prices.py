"""What similar products cost, said as information: the seller's price is the seller's."""

from markupsafe import Markup

from crm.uploads.prices import PriceRange
from views.words import Words


def price_hint(found: PriceRange | None, words: Words) -> Markup:
    """Say what similar products cost; nothing where too few are known."""
    if found is None:
        return Markup()
    low, median, high = (words.number(one) for one in (found.low, found.median, found.high))
    if found.low == found.high:
        return words(
            "💡 Similar products mostly cost Rp{median}. Your price is up to you.", median=median
        )
    return words(
        "💡 Similar products mostly cost Rp{low} to Rp{high}, the one in the middle Rp{median}."
        " Your price is up to you.",
        low=low,
        median=median,
        high=high,
    )
