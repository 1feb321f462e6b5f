"""The portal's host, on loopback: it answers as it is told, and keeps what it was asked."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

CONTENT = b"ID Toko;Nama Toko\n1;Batik Ayu\n"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Portal:
    """A host on this machine, and the requests that it got."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list[Answer])
    """One for each request; the last one for all further ones."""
    requests: list[web.Request] = field(default_factory=list[web.Request])

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keep the request, and give it the answer that is its turn."""
        self.requests.append(request)
        return await self.answers[min(len(self.requests), len(self.answers)) - 1](request)


@asynccontextmanager
async def a_portal() -> AsyncGenerator[Portal]:
    """Yield a portal that hands out CONTENT."""
    portal, app = Portal(answers=[plain()]), web.Application()
    app.router.add_get("/{path:.*}", portal.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    portal.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield portal
    await runner.cleanup()


def plain(
    status: int = 200, body: bytes = CONTENT, kind: str = "text/csv", **headers: str
) -> Answer:
    """Return an answer of a status, a body and headers."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, content_type=kind, headers=headers)

    return answer
