"""A small server that translates and writes down, as LibreTranslate's and OpenAI's do."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

KEY = "kunci"
HEARD = "Ambo nio batanyo soal pambayaran"


@dataclass
class Interpreters:
    """Both services under one root; each request is kept, and `status` says how they answer."""

    url: str = ""
    status: int = 200
    body: bytes | None = None
    """What is answered in place of what a healthy server would."""
    asked: list[dict[str, Any]] = field(default_factory=list[Any])

    async def translate(self, request: web.Request) -> web.Response:
        """Shout a text of a language that the server knows."""
        asked = await request.json()
        self.asked.append(asked)
        for tag in (asked["source"], asked["target"]):
            if tag == "nij":
                return web.json_response({"error": f"{tag} is not supported"}, status=400)
        return self._answer({"translatedText": asked["q"].upper()})

    async def transcribe(self, request: web.Request) -> web.Response:
        """Hear the same in every voice."""
        form = await request.post()
        sound = form["file"]
        assert isinstance(sound, web.FileField)
        self.asked.append(
            {
                "model": form["model"],
                "name": sound.filename,
                "sound": sound.file.read(),
                "key": request.headers.get("Authorization"),
            }
        )
        return self._answer({"text": f" {HEARD}\n"})

    def _answer(self, facts: dict[str, str]) -> web.Response:
        if self.body is not None:
            return web.Response(body=self.body, status=self.status)
        return web.json_response(facts, status=self.status, headers={"Location": "/elsewhere"})


@asynccontextmanager
async def interpreters() -> AsyncGenerator[Interpreters]:
    """Run the server."""
    services, app = Interpreters(), web.Application()
    app.router.add_post("/translate", services.translate)
    app.router.add_post("/v1/audio/transcriptions", services.transcribe)
    async with TestServer(app) as server:
        services.url = str(server.make_url("")).rstrip("/")
        yield services
