"""From a payload to the view that words it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from crm.outbox.payload import Payload
from crm.segments.rules import Thresholds
from locales.languages import EVERYTHING, INDONESIAN
from views.message import Outgoing, Toast
from views.retelling import with_indonesian
from views.words import Words


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read a message, and when."""

    now: datetime
    marketplace: str
    zone: str = "Asia/Jakarta"
    name: str = ""
    store: str = ""
    card_message_id: int | None = None
    """In the staff group: the card of the ticket that the message is about, once it is posted."""
    thresholds: Thresholds = field(default_factory=Thresholds)
    """By which parts of a store's life are told apart."""
    is_seller: bool = False
    """Whether it is somebody who sells, and not staff."""


P = TypeVar("P", bound=Payload)
View = Callable[[P, Words, Reader], Outgoing | Toast]

_views: dict[str, tuple[type[Payload], View[Any]]] = {}


class UnknownTemplate(Exception):
    """A row names a template that this version of Sapa has no view for."""


def view(kind: type[P]) -> Callable[[View[P]], View[P]]:
    """Register the decorated function as the view of `kind`."""

    def register(function: View[P]) -> View[P]:
        _views[kind.template] = (kind, function)
        return function

    return register


def template(name: str) -> type[Payload]:
    """Return the payload class behind a template's name; UnknownTemplate where there is none."""
    try:
        return _views[name][0]
    except KeyError:
        raise UnknownTemplate(name) from None


def render(payload: Payload, words: Words, reader: Reader) -> Outgoing:
    """Word `payload` as a message; below a long or a legal one Indonesian is near for sellers.

    Whoever reads a regional language is one.
    """
    message = worded(payload, words, reader)
    if words.language in EVERYTHING and not reader.is_seller:
        return message
    return with_indonesian(
        payload, message, words, lambda: worded(payload, words.of(INDONESIAN), reader)
    )


def worded(payload: Payload, words: Words, reader: Reader) -> Outgoing:
    """Word `payload` in these words, with no way to others."""
    return cast("Outgoing", _views[payload.template][1](payload, words, reader))


def toast(payload: Payload, words: Words, reader: Reader) -> Toast:
    """Word `payload` as the short answer to a button press."""
    return cast("Toast", _views[payload.template][1](payload, words, reader))


def templates() -> dict[str, type[Payload]]:
    """Return every payload class that has a view, by template name."""
    return {name: kind for name, (kind, _) in _views.items()}
