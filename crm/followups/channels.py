"""By which ways a seller can be reached unasked, in SQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, or_
from sqlmodel import col

from core.settings import Settings
from models import Interaction, Seller
from models.interactions import Channel
from models.sellers import Consent, Reach

CHANNEL = Interaction.metadata.tables["interaction"].c.channel.type


def leads(channel: Channel) -> ColumnElement[bool]:
    """Return whether a channel leads to a seller; an address that failed is tried no more."""
    match channel:
        case Channel.TELEGRAM:
            return and_(
                col(Seller.chat_id).is_not(None),
                col(Seller.telegram).not_in((Reach.BLOCKED, Reach.GONE)),
                col(Seller.consent) == Consent.GIVEN,
            )
        case Channel.EMAIL:
            return _good(col(Seller.email), col(Seller.bounced_email))
        case Channel.PHONE:
            return _good(col(Seller.phone), col(Seller.wrong_phone))
        case Channel.CONSOLE:
            return literal(value=False)


def at_hand(settings: Settings) -> frozenset[Channel]:
    """Return the channels that this Sapa has: letters need a mail server."""
    return frozenset(Channel) - (frozenset() if settings.smtp_host else {Channel.EMAIL})


def any_of(channels: Sequence[Channel]) -> ColumnElement[bool]:
    """Return whether one of the channels leads to a seller."""
    return or_(literal(value=False), *(leads(channel) for channel in channels))


def first_of(channels: Sequence[Channel]) -> ColumnElement[Any]:
    """Return the first of the channels that leads to a seller, or NULL."""
    found = [(leads(channel), literal(channel, CHANNEL)) for channel in channels]
    return case(*found) if found else literal(None, CHANNEL)


def _good(address: Any, failed: Any) -> ColumnElement[bool]:  # noqa: ANN401 - mapped attributes
    return and_(address.is_not(None), or_(failed.is_(None), failed != address))
