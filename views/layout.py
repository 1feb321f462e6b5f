"""How texts are put together: lines, paragraphs, quotations, stars, buttons."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from crm.tickets.rules import CARD_TEXT, cut
from views.message import Button
from views.words import name

NAMED = 60
"""How much of a person's name a mention shows."""
_NEXT_LINE, _BLANK_LINE = Markup("\n"), Markup("\n\n")


def stacked(*parts: Markup) -> Markup:
    """Put parts one below the other; empty ones leave no gap."""
    return _NEXT_LINE.join(_filled(parts))


def paragraphs(*parts: Markup) -> Markup:
    """Put parts one below the other with a blank line between; empty ones leave no gap."""
    return _BLANK_LINE.join(_filled(parts))


def quoted(text: str) -> Markup:
    """Show what a person said, as much of it as a card can show."""
    shown = cut(text, CARD_TEXT)
    return Markup("<blockquote>{}</blockquote>").format(shown) if shown else Markup()


def in_twos(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out, two in a row."""
    return tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))


def mention(telegram_id: int, person: str) -> Markup:
    """Name a person so that Telegram tells them of it."""
    shown = cut(name(person), NAMED) or "…"
    return Markup('<a href="tg://user?id={}">{}</a>').format(telegram_id, shown)


def stars(rating: int | None) -> str:
    """Show a rating; nothing where there is none."""
    return "⭐" * (rating or 0)


def _filled(parts: Iterable[Markup]) -> Iterable[Markup]:
    return (part for part in parts if part)
