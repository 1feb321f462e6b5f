"""Indonesian is one tap away under every long message that a seller reads in another language."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeGuard

from locales.languages import INDONESIAN
from views.actions import ReadInIndonesian, encode
from views.languages import own_name
from views.message import (
    Attached,
    Button,
    Drawn,
    EditText,
    Outgoing,
    Photo,
    Text,
    unmarked,
)
from views.words import Words

LONG = 300
"""Characters above which a text is hard work for whoever rarely reads the language they speak."""
Retellable = Text | EditText | Photo | Attached | Drawn
"""What has words, and room for a button below them."""


def with_indonesian(
    message: Outgoing, words: Words, indonesian: Callable[[], Outgoing]
) -> Outgoing:
    """Hang the way to Indonesian under a long message that is not in it already."""
    if words.language == INDONESIAN or not is_retellable(message):
        return message
    if len(unmarked(message.html)) <= LONG:
        return message
    other = indonesian()
    if not is_retellable(other) or other.html == message.html:
        return message
    return replace(message, buttons=(*message.buttons, (_way(INDONESIAN, indonesian=True),)))


def with_way_back(message: Retellable, words: Words) -> Retellable:
    """Hang the way back to the reader's own language under a message in Indonesian."""
    if words.language == INDONESIAN:
        return message
    back = _way(words.language, indonesian=False)
    return replace(message, buttons=(*message.buttons, (back,)))


def is_retellable(message: Outgoing) -> TypeGuard[Retellable]:
    """Tell whether a message can be put in other words; Telegram edits none with a keyboard."""
    return isinstance(message, Retellable) and not (
        isinstance(message, Text) and message.keyboard is not None
    )


def _way(tag: str, *, indonesian: bool) -> Button:
    return Button(f"👁 {own_name(tag)}", encode(ReadInIndonesian(int(indonesian))))
