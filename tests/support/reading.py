"""Rendered messages as a reviewer can read them."""

import textwrap

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from views.message import EditText, Text


def wrapped(html: str) -> str:
    """Return a message with its long lines broken at 90 characters."""
    return "\n".join(textwrap.fill(line, 90) for line in str(html).splitlines())


def as_read(message: object) -> str:
    """Return a message as its reader sees it, its rows of buttons below it."""
    assert isinstance(message, Text | EditText)
    rows = (" | ".join(button.label for button in row) for row in message.buttons)
    return "\n".join((wrapped(message.html), *(f"[{row}]" for row in rows)))
