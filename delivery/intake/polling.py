"""The long-polling feed of the spool."""

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from core.services import Services
from delivery.dispatch.verdicts import wait_of
from delivery.intake.spool import RawUpdate, spool
from delivery.telegram.api import BotApi

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
        api: BotApi,
        arrived: Callable[[], None],
    ) -> None:
        """Poll through `api`; call `arrived` after each batch is kept."""
        self._services = services
        self._api = api
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
            except (TelegramError, OperationalError, InterfaceError) as error:
                await self._rest(error)
            else:
                self._pause = 0.0

    async def poll(self) -> None:
        """Fetch one batch and spool it; the next call acknowledges it."""
        updates: list[RawUpdate] = await self._api.call(
            "getUpdates",
            {
                "offset": self._offset,
                "timeout": POLL,
                "limit": 100,
                "allowed_updates": ALLOWED_UPDATES,
            },
            read_timeout=POLL + 10,
        )
        if not updates:
            return
        async with self._services.database.transaction() as session:
            await spool(session, updates, now=self._services.clock.now())
        self._offset = updates[-1]["update_id"] + 1
        self._arrived()

    async def _rest(self, error: Exception) -> None:
        if isinstance(error, RetryAfter):
            self._pause = wait_of(error).total_seconds()
        else:
            self._pause = min(LONGEST_PAUSE, max(0.5, self._pause * 2))
        if isinstance(error, Conflict):
            log.error("polling_conflict", hint="another process polls with this token")
        reason = error.message if isinstance(error, TelegramError) else type(error).__name__
        log.warning("polling_failed", error=reason, retry_in=self._pause)
        await asyncio.sleep(self._pause)
