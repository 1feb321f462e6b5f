"""The streams in which messages leave, each at its own pace."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from crm.outbox.payload import Priority
from delivery.bell import Bell
from delivery.dispatch import pacing
from delivery.dispatch.jobs import Job, is_paid

IN_FLIGHT = 128
"""Messages on their way at once; more are claimed when half of them are through."""
IN_FLIGHT_FOR = 1.0
"""Seconds of a quick stream's messages that may be on their way at once."""
HORIZON = 0.05
"""Seconds of slots that one claim takes: a longer one is cheaper, a reply overtakes later."""
PAID_HORIZON = 0.3
"""The same where nothing is to be overtaken: half of it is left for the next claim to be made."""
MARGIN = 0.99
"""Of the rate: what the network bunches together must still be within it."""
PAID_MARGIN = 0.95
"""The same at a rate at which a tenth of a second bunches a hundred."""
SLACK = 0.01
"""Seconds by which messages may leave before their turn, so that a late timer costs no slot."""


Slot = tuple[Job, float]
"""A job, and when it may leave on the loop's clock."""


@dataclass(slots=True)
class Stream:
    """Messages that share a bucket, and which of them are on their way from here."""

    bucket: str
    rate: float
    priorities: tuple[Priority, ...]
    bell: Bell
    """Rings when there may be something to claim."""
    horizon: float = HORIZON
    in_flight: set[int] = field(default_factory=set[int])
    slots: asyncio.Queue[Slot] = field(default_factory=asyncio.Queue[Slot])
    """What was claimed and has not left, in its order."""
    free_at: float = 0.0
    """When the next one may leave, on the loop's clock."""

    @property
    def most(self) -> int:
        """How many may be on their way at once."""
        return max(IN_FLIGHT, round(self.rate * IN_FLIGHT_FOR))

    async def leaving(self) -> Job:
        """Return the next job once its slot has come.

        What piled up while the process was busy leaves at the stream's pace too, not at once.
        """
        job, slot = await self.slots.get()
        loop = asyncio.get_running_loop()
        wait = max(slot, self.free_at - SLACK) - loop.time()
        if wait > 0:
            await asyncio.sleep(wait)
        self.free_at = max(self.free_at, loop.time()) + 1 / self.rate
        return job

    async def lock(self, session: AsyncSession, *, now: datetime) -> pacing.Reading:
        """Read the bucket and keep others from claiming.

        The bot's is always held: two streams must not write to one chat in the same second.
        """
        reading = await pacing.lock_bucket(session, now=now)
        if self.bucket == pacing.BOT:
            return reading
        return await pacing.lock_bucket(session, self.bucket, now=now)


def streams(settings: Settings, *, bell: Bell) -> tuple[Stream, ...]:
    """Return the bot's stream, for which `bell` rings, and one of paid broadcasts if they are."""
    paid = tuple(priority for priority in Priority if is_paid(priority, settings))
    free = tuple(priority for priority in Priority if priority not in paid)
    found = Stream(pacing.BOT, settings.send_rate * MARGIN, free, bell)
    if not paid:
        return (found,)
    rate = settings.paid_broadcast_rate * PAID_MARGIN
    return found, Stream(pacing.PAID, rate, paid, Bell(), PAID_HORIZON)
