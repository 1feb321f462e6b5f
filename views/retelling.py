"""Indonesian is one tap away under what a seller reads in another language and must understand.

That is every long message, and every text by which they agree to something, however short.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeGuard

from crm.outbox.payload import Payload
from crm.sellers.menu import Privacy
from crm.sellers.payloads import ConsentDeclined, ConsentNeeded, ConsentQuestion
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

LONG = 200
"""Characters above which a text is hard work for whoever rarely reads the language they speak: six
lines on a phone."""
LEGAL = (ConsentQuestion, ConsentDeclined, ConsentNeeded, Privacy)
"""What says which words of a person are kept, and what they agree to."""
Retellable = Text | EditText | Photo | Attached | Drawn
"""What has words, and room for a button below them."""


def with_indonesian(
    payload: Payload, message: Outgoing, words: Words, indonesian: Callable[[], Outgoing]
) -> Outgoing:
    """Hang the way to Indonesian under what is long or legal and not in it already."""
    if words.language == INDONESIAN or not is_retellable(message):
        return message
    if not isinstance(payload, LEGAL) and len(unmarked(message.html)) <= LONG:
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
