"""The long-polling feed of the spool."""

import asyncio
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

import orjson
import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from core.services import Services
from delivery.dispatch.verdicts import wait_of
from delivery.intake.spool import spool
from delivery.telegram.request import AiohttpRequest

log = structlog.get_logger()

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "message_reaction",
)
POLL = 25
"""Seconds that Telegram holds a poll open."""
LONGEST_PAUSE = 60.0


class Polling:
    """Asks Telegram for updates and acknowledges them once they are spooled."""

    def __init__(
        self,
        services: Services,
        *,
        request: AiohttpRequest,
        base_url: str,
        arrived: Callable[[], None],
    ) -> None:
        """Poll `base_url` (with the token in it); call `arrived` after each batch is kept."""
        self._services = services
        self._request = request
        self._base_url = base_url
        self._arrived = arrived
        self._offset = 0
        self._pause = 0.0

    async def run(self) -> None:
        """Poll until cancelled; a failing API is asked again ever more rarely.

        Raises:
            InvalidToken: Telegram does not know the token.
        """
        while True:
            try:
                await self.poll()
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._rest(error)
            else:
                self._pause = 0.0

    async def poll(self) -> None:
        """Fetch one batch and spool it; the next call acknowledges it."""
        query = urlencode(
            {
                "offset": self._offset,
                "timeout": POLL,
                "limit": 100,
                "allowed_updates": orjson.dumps(ALLOWED_UPDATES).decode(),
            }
        )
        answer = await self._request.post(
            f"{self._base_url}/getUpdates?{query}", read_timeout=POLL + 10
        )
        updates = cast("list[dict[str, Any]]", answer)
        if not updates:
            return
        async with self._services.database.transaction() as session:
            await spool(session, updates, now=self._services.clock.now())
        self._offset = updates[-1]["update_id"] + 1
        self._arrived()

    async def _rest(self, error: TelegramError) -> None:
        if isinstance(error, RetryAfter):
            self._pause = wait_of(error).total_seconds()
        else:
            self._pause = min(LONGEST_PAUSE, max(0.5, self._pause * 2))
        if isinstance(error, Conflict):
            log.error("polling_conflict", hint="another process polls with this token")
        log.warning("polling_failed", error=str(error), retry_in=self._pause)
        await asyncio.sleep(self._pause)
