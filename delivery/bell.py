"""A way for one part of the process to tell another that there is work."""

import asyncio


class Bell:
    """Rings wake whoever waits; rings while nobody waits are kept as one."""

    def __init__(self) -> None:
        """Start silent."""
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Tell that there is work."""
        self._rung.set()

    async def wait(self, *, at_most: float) -> None:
        """Return at a ring, or after `at_most` seconds: another replica's ring is not heard."""
        try:
            async with asyncio.timeout(at_most):
                await self._rung.wait()
        except TimeoutError:
            pass
        self._rung.clear()
