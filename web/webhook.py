"""The webhook feed of the spool."""

import hmac
from collections.abc import Callable

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.services import Services
from delivery.intake.spool import spool

log = structlog.get_logger()

PATH = "/telegram"
LARGEST = 1_000_000
"""Bytes; Telegram's updates are a few kilobytes."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def webhook(services: Services, *, secret: str, arrived: Callable[[], None]) -> Route:
    """Return the route that takes updates from whoever knows `secret`.

    Telegram is told 200 only once the update is spooled; until then it will send it again.
    """

    async def receive(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return Response(status_code=413)
        try:
            update = orjson.loads(body)
            int(update["update_id"])
        except (ValueError, KeyError, TypeError):
            log.warning("webhook_body_refused")
            return Response(status_code=400)
        async with services.database.transaction() as session:
            await spool(session, [update], now=services.clock.now())
        arrived()
        return Response(status_code=200)

    return Route(PATH, receive, methods=["POST"])
