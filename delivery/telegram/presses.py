"""Answers to pressed buttons: quick, and not worth keeping."""

import asyncio
from collections.abc import Sequence

import structlog
from telegram.error import TelegramError

from delivery.intake.worker import CallbackAnswer
from delivery.telegram.gateway import Gateway

log = structlog.get_logger()

TOGETHER = 16
KEPT = 10_000


class PressAnswers:
    """Answers presses once their effects are committed.

    An answer lost with the process costs nothing: Telegram stops the button's spinner by itself.
    """

    def __init__(self, gateway: Gateway) -> None:
        """Answer through `gateway`."""
        self._gateway = gateway
        self._waiting: asyncio.Queue[CallbackAnswer] = asyncio.Queue(KEPT)

    def put(self, answers: Sequence[CallbackAnswer]) -> None:
        """Answer these soon; what does not fit is let go."""
        for answer in answers:
            if self._waiting.full():
                log.warning("press_answer_let_go")
                return
            self._waiting.put_nowait(answer)

    async def run(self) -> None:
        """Answer until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(TOGETHER):
                group.create_task(self._answer_forever())

    async def _answer_forever(self) -> None:
        while True:
            answer = await self._waiting.get()
            try:
                await self._gateway.answer_press(answer.query_id, answer.text, alert=answer.alert)
            except TelegramError as error:
                log.info("press_not_answered", error=type(error).__name__)
