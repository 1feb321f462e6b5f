"""Rendered messages as a reviewer can read them."""

import textwrap

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views


def wrapped(html: str) -> str:
    """Return a message with its long lines broken at 90 characters."""
    return "\n".join(textwrap.fill(line, 90) for line in str(html).splitlines())
