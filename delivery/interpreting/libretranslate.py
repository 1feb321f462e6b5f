"""Translations by a server that speaks as LibreTranslate does."""

from http import HTTPStatus

from crm.interpreting.services import LanguageUnsupported, ServiceRefused
from delivery.interpreting.asking import Answer, ask

PATIENCE = 20.0
"""Seconds for one text."""


class LibreTranslate:
    """A `Translator`; `key` is left out where the server asks for none."""

    def __init__(self, url: str, key: str | None = None, *, patience: float = PATIENCE) -> None:
        """Ask the server whose root is `url`."""
        self._url = f"{url}/translate"
        self._key = key
        self._patience = patience

    async def translate(self, text: str, *, source: str, target: str) -> str:
        """Return `text` in `target`; see `Translator`."""
        body: Answer = {"q": text, "source": source, "target": target, "format": "text"}
        if self._key:
            body["api_key"] = self._key
        status, answer = await ask(self._url, patience=self._patience, json=body)
        translation = answer.get("translatedText")
        if status == HTTPStatus.OK and isinstance(translation, str) and translation.strip():
            return translation
        if "not supported" in str(answer.get("error", "")):
            raise LanguageUnsupported(source=source, target=target)
        raise ServiceRefused(status=status)
