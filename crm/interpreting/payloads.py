"""What staff are told of translations and voices."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority

LONGEST = 1500
"""How much of a text is translated and shown: it and its translation share one message."""


class NotTranslated(StrEnum):
    """Why there is no translation."""

    OFF = "off"
    """No service is set up."""
    NOTHING = "nothing"
    """The seller wrote no words."""
    AWAY = "away"
    REFUSED = "refused"
    UNSUPPORTED = "unsupported"
    """The service does not know the language that the seller writes."""
    UNRECOGNISED = "unrecognised"
    """It was to find out the language, and could not."""
    NOT_INTO = "not_into"
    """It does not know the language that the reader wants."""


@dataclass(frozen=True)
class TranslationSought(Payload):
    """A toast: the translation follows."""

    template: ClassVar[str] = "toast_translation_sought"


@dataclass(frozen=True)
class Translated(Payload):
    """What a seller wrote, and beside it a machine's translation."""

    template: ClassVar[str] = "translated"
    priority: ClassVar[Priority] = Priority.STAFF
    original: str
    translation: str
    target: str


@dataclass(frozen=True)
class TranslationFailed(Payload):
    """There is no translation; `language` is the one that a service does not know."""

    template: ClassVar[str] = "translation_failed"
    priority: ClassVar[Priority] = Priority.STAFF
    why: NotTranslated
    language: str = ""


@dataclass(frozen=True)
class TranslationOff(Payload):
    """A toast: there is nothing that could translate."""

    template: ClassVar[str] = "toast_translation_off"


@dataclass(frozen=True)
class VoiceWritten(Payload):
    """What a machine heard in a voice message, below that message."""

    template: ClassVar[str] = "voice_written"
    priority: ClassVar[Priority] = Priority.STAFF
    text: str
    reply_to: int | None = None
