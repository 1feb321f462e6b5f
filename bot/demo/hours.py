"""A simulator whose time is lived through: no morning is leapt over with what was due in it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlmodel import col

from bot.wiring import Sapa
from core.clock import MovableClock
from models import Outbox
from models.mail import OutboxState
from scheduler.runner import run_due
from simulator import Simulator

HOUR, HOURS, DAY = timedelta(hours=1), timedelta(hours=3), timedelta(days=1)
GLANCES, GLANCE = 100, 0.03
"""An hour may take three real seconds to send what was due in it."""


class HourByHour(Simulator):
    """Moves the clock by the hour, and by a few hours as long as it is more than a day."""

    async def advance(self, by: timedelta) -> datetime:
        """Move on by `by` and return the new time; ValueError for a move into the past."""
        while by > HOUR:
            stride = HOURS if by > DAY else HOUR
            await super().advance(stride)
            by -= stride
        return await super().advance(by)


def keep_pace(sapa: Sapa, clock: MovableClock) -> Callable[[], Awaitable[None]]:
    """Return what is to be done each time the clock moved: the timetable runs, messages leave."""

    async def hour_passed() -> None:
        await run_due(sapa.services)
        sapa.outgoing.ring()
        await _sent_what_is_due(sapa, clock)

    return hour_passed


async def _sent_what_is_due(sapa: Sapa, clock: MovableClock) -> None:
    for _ in range(GLANCES):
        if not await _leaving(sapa, clock.now()):
            return
        await asyncio.sleep(GLANCE)


async def _leaving(sapa: Sapa, now: datetime) -> int:
    state, due = col(Outbox.state), col(Outbox.due)
    is_due = (state == OutboxState.WAITING) & (due <= now)
    wanted = select(func.count()).select_from(Outbox)
    async with sapa.services.database.reading() as session:
        leaving = or_(is_due, state == OutboxState.SENDING)
        return await session.scalar(wanted.where(leaving)) or 0
