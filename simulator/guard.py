"""Who may use the control API: this machine's own pages and programs, nobody through a browser."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from simulator.refusal import ImpossibleActionError

_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

Route = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answer(content: object, status: int = 200) -> web.Response:
    """Return `content` as JSON."""
    return web.Response(
        body=orjson.dumps(content), status=status, headers={"Content-Type": "application/json"}
    )


def complaint(status: int, description: str) -> web.Response:
    """Return why a request was not carried out."""
    return answer({"ok": False, "description": description}, status)


def guarded(route: Route) -> Route:
    """Wrap a route: foreign hosts and origins are refused, wrong input is told in words."""

    async def run(request: web.Request) -> web.StreamResponse:
        if not _is_own(request):
            return complaint(403, "only pages and programs of this machine may use the simulator")
        try:
            return await route(request)
        except KeyError as error:
            return complaint(404, f"not found: {error}")
        except (ImpossibleActionError, ValueError, TypeError) as error:
            return complaint(400, str(error))

    return run


def _is_own(request: web.Request) -> bool:
    """Tell whether Host and Origin are ours: a page of another site can forge neither."""
    host = request.headers.get("Host", "")
    if _name(f"//{host}") not in _OWN_NAMES:
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        site = request.headers.get("Sec-Fetch-Site", "none")
        return site in ("none", "same-origin") or not request.path.startswith("/sim/")
    return urlsplit(origin).netloc == host


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
