"""A letter of the follow-ups in words, and how its paragraphs come together."""

from dataclasses import dataclass

from markupsafe import Markup

from views.rendering import Reader
from views.words import Words


@dataclass(frozen=True, slots=True)
class Said:
    """A letter in words: its subject, which is plain text, and its paragraphs in HTML."""

    subject: str
    paragraphs: tuple[Markup, ...]

    @property
    def html(self) -> Markup:
        """The paragraphs as one message."""
        return Markup("\n\n").join(self.paragraphs)


def greeted(words: Words, reader: Reader, subject: str, *texts: Markup) -> Said:
    """Return a letter that begins with a greeting; blank lines part the paragraphs."""
    hello = words("Hello {name} 👋", name=reader.name) if reader.name else words("Hello 👋")
    return Said(subject, (hello, *paragraphs(*texts)))


def paragraphs(*texts: Markup) -> tuple[Markup, ...]:
    """Part texts at their blank lines."""
    parts = (part for text in texts for part in text.split("\n\n"))
    return tuple(part for part in parts if part.strip())
