"""Transcriptions by a server that speaks as OpenAI's does, such as LocalAI or faster-whisper's."""

from http import HTTPStatus

from aiohttp import FormData

from crm.interpreting.services import ServiceRefused
from delivery.interpreting.asking import ask, plain

PATIENCE = 60.0
"""Seconds for one voice message: a small server needs about as long as the message lasts."""


class OpenAiTranscriber:
    """A `Transcriber`; `key` is left out where the server asks for none."""

    def __init__(
        self, url: str, *, model: str, key: str | None = None, patience: float = PATIENCE
    ) -> None:
        """Ask the server whose root is `url`."""
        self._url = f"{url}/v1/audio/transcriptions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._patience = patience

    async def transcribe(self, sound: bytes, *, name: str) -> str:
        """Return the words of a sound file; see `Transcriber`."""
        form = FormData()
        form.add_field("model", self._model)
        form.add_field("response_format", "json")
        form.add_field("file", sound, filename=name, content_type="application/octet-stream")
        status, answer = await ask(
            self._url, patience=self._patience, form=form, headers=self._headers
        )
        text = answer.get("text")
        if status != HTTPStatus.OK or not isinstance(text, str):
            raise ServiceRefused(status=status)
        return plain(text)
