"""A rendered message as its reader sees it on the phone, for tests that show it to a reviewer."""

from gettext import NullTranslations

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from crm.outbox.payload import Payload
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Keyboard, Text
from views.rendering import Reader, render, toast
from views.words import Words

ENGLISH = Words("en", NullTranslations())
SRI = Reader(now=NOW, marketplace="Pasar Kita", name="Sri", store="Dapur <Sri>")


def read(payload: Payload) -> str:
    """Return the text and, row by row, the buttons; a reply keyboard's keys stand in (…)."""
    message = render(payload, ENGLISH, SRI)
    assert isinstance(message, Text)
    rows = [" | ".join(button.label for button in row) for row in message.buttons]
    lines = (wrapped(message.html), *(f"[{row}]" for row in rows), *_keys(message.keyboard))
    return "\n".join(lines)


def read_toast(payload: Payload) -> str:
    """Return the short answer to a press."""
    return toast(payload, ENGLISH, SRI).text


def _keys(keyboard: Keyboard | None) -> list[str]:
    if keyboard is None:
        return []
    if keyboard.contact is None:
        return ["(the keys are gone)"]
    return [f"({keyboard.contact}) {keyboard.hint}".rstrip()]
