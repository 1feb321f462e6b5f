"""Which words and numbers are whose, and what keeps us from writing to a person."""

from enum import StrEnum

from models import Seller
from models.sellers import Consent, Reach


class Hurdle(StrEnum):
    """What keeps us from writing to a person on Telegram of our own accord."""

    NOT_LINKED = "not_linked"
    LEFT = "left"
    """They blocked the bot, or their account is gone."""
    NO_CONSENT = "no_consent"
    SILENCE = "silence"
    """They asked for it."""


def is_visitor(seller: Seller) -> bool:
    """Tell whether this is a person without a store: the portal gives every store an id."""
    return seller.portal_id is None


def hurdle(seller: Seller) -> Hurdle | None:
    """Return what keeps us from writing to `seller` unasked; None where nothing does."""
    if seller.chat_id is None:
        return Hurdle.NOT_LINKED
    if seller.telegram in {Reach.BLOCKED, Reach.GONE}:
        return Hurdle.LEFT
    if seller.consent is not Consent.GIVEN:
        return Hurdle.NO_CONSENT
    return None if seller.proactive else Hurdle.SILENCE


def may_write(seller: Seller) -> bool:
    """Tell whether a word about a person's own matters reaches them, even in silence."""
    return hurdle(seller) in {None, Hurdle.SILENCE}


def is_taken(store: Seller, person: Seller) -> bool:
    """Tell whether `store` is linked to another chat than `person`'s."""
    return store.chat_id is not None and store.chat_id != person.chat_id
