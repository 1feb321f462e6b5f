"""Which part of its life a store is in, and which words and numbers are whose."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from models import Seller
from models.sellers import Consent, Reach

NEW_FOR = timedelta(days=30)
"""How long after joining a store counts as new."""
ACTIVE_WITHIN = timedelta(days=14)
"""A login within this makes a store active."""
SLOWING_WITHIN = timedelta(days=60)
"""A login within this, and not within `ACTIVE_WITHIN`, makes it slowing; none makes it dormant."""


class Lifecycle(StrEnum):
    """Where a store stands; VISITOR is a person who is not linked to a store yet."""

    VISITOR = "visitor"
    NEW = "new"
    NO_PRODUCT = "no_product"
    ACTIVE = "active"
    SLOWING = "slowing"
    DORMANT = "dormant"


class Hurdle(StrEnum):
    """What keeps us from writing to a person on Telegram of our own accord."""

    NOT_LINKED = "not_linked"
    LEFT = "left"
    """They blocked the bot, or their account is gone."""
    NO_CONSENT = "no_consent"
    SILENCE = "silence"
    """They asked for it."""


def lifecycle(seller: Seller, now: datetime) -> Lifecycle:
    """Return where the seller's store stands at `now`; the first that fits, in the order above."""
    if is_visitor(seller):
        return Lifecycle.VISITOR
    if _is_new(seller.joined, now):
        return Lifecycle.NEW
    if seller.products == 0:
        return Lifecycle.NO_PRODUCT
    silence = now - seller.last_login if seller.last_login else timedelta.max
    if silence <= ACTIVE_WITHIN:
        return Lifecycle.ACTIVE
    return Lifecycle.SLOWING if silence <= SLOWING_WITHIN else Lifecycle.DORMANT


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


def is_taken(store: Seller, person: Seller) -> bool:
    """Tell whether `store` is linked to another chat than `person`'s."""
    return store.chat_id is not None and store.chat_id != person.chat_id


def _is_new(joined: date | None, now: datetime) -> bool:
    return joined is not None and now.date() - joined <= NEW_FOR
