"""Translations by a server that speaks as LibreTranslate does."""

from http import HTTPStatus

from crm.interpreting.services import LanguageUnsupported, ServiceRefused
from delivery.interpreting.asking import Answer, ask, plain

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
        translation = plain(str(answer.get("translatedText") or ""))
        if status == HTTPStatus.OK and translation and isinstance(answer["translatedText"], str):
            return translation
        unknown = _unknown(str(answer.get("error", "")), source=source, target=target)
        if unknown is not None:
            raise LanguageUnsupported(unknown)
        raise ServiceRefused(status=status)


def _unknown(error: str, *, source: str, target: str) -> str | None:
    """Return the language that an error says is not known: "de is not supported"."""
    if "not available as a target" in error:
        return target
    if "not supported" in error:
        return target if error.startswith(f"{target} ") else source
    return None
