"""What a service must do for us, whoever runs it; and how it may fail."""

from typing import ClassVar, Protocol

from crm.errors import CrmError


class ServiceAway(CrmError):
    """It did not answer, or not in time, or asks for patience: it may be asked again."""

    code: ClassVar[str] = "service_away"


class ServiceRefused(CrmError):
    """It will not: the key is wrong, the text is too long, or it is another sort of server."""

    code: ClassVar[str] = "service_refused"


class LanguageUnsupported(CrmError):
    """It does not know the language; where that is `AUTO`, it recognised none."""

    code: ClassVar[str] = "language_unsupported"

    def __init__(self, language: str) -> None:
        """Name it by its tag."""
        super().__init__(language=language)
        self.language = language


AUTO = "auto"
"""In place of a source language: let the service find out."""


class Translator(Protocol):
    """Puts a text into another language."""

    async def translate(self, text: str, *, source: str, target: str) -> str:
        """Return `text`, which is in `source`, in `target`; languages by their tags, or `AUTO`.

        Raises:
            LanguageUnsupported, ServiceAway, ServiceRefused: as they say.
        """
        ...


class Transcriber(Protocol):
    """Writes down what is said."""

    async def transcribe(self, sound: bytes, *, name: str) -> str:
        """Return the words of a sound file, whose `name` tells its kind, such as `voice.ogg`.

        Raises:
            ServiceAway, ServiceRefused: as they say.
        """
        ...
