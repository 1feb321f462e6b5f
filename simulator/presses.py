"""A pressed button, and the answer that the bot owes for it."""

import asyncio

from simulator.hearing import Message
from simulator.records import Press
from simulator.world import World


class CallbackPress:
    """A button that was pressed; for a reply keyboard it is the message that was sent."""

    def __init__(self, world: World, press: Press | None, message: Message) -> None:
        """Follow `press`; None for a reply keyboard, which needs no answer."""
        self._world = world
        self._press = press
        self.message = message

    @property
    def id(self) -> str:
        """The callback query's id; empty for a reply keyboard."""
        return self._press.id if self._press else ""

    @property
    def alert(self) -> bool:
        """Whether the answer came as an alert instead of a toast."""
        answer = self._press.answer if self._press else None
        return bool(answer and answer["show_alert"])

    async def answered(
        self,
        timeout: float = 15.0,  # noqa: ASYNC109 - callers say how patient they are
    ) -> str:
        """Return the toast or alert text once the bot answers; AssertionError if it does not."""
        press = self._press
        if press is None:
            return ""
        try:
            async with asyncio.timeout(timeout):
                while press.answer is None:
                    await self._world.stirred()
        except TimeoutError:
            message = f"the press of {press.data!r} was not answered in {timeout} s"
            raise AssertionError(message) from None
        return press.answer["text"]
