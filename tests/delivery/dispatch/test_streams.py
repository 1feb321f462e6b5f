import asyncio
from typing import cast

from crm.outbox.payload import Priority
from delivery.bell import Bell
from delivery.dispatch import pacing
from delivery.dispatch.jobs import Job
from delivery.dispatch.streams import SLACK, Stream

RATE = 200.0


async def test_what_piled_up_leaves_in_order_at_the_streams_pace() -> None:
    stream = Stream(pacing.PAID, RATE, (Priority.BROADCAST,), Bell())
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number in range(40):
        stream.slots.put_nowait((cast("Job", number), began - 1))
    left = [await stream.leaving() for _ in range(40)]
    assert left == list(range(40))
    assert loop.time() - began >= 39 / RATE - SLACK - 0.005


async def test_nothing_leaves_before_its_slot() -> None:
    stream = Stream(pacing.BOT, RATE, tuple(Priority), Bell())
    slot = asyncio.get_running_loop().time() + 0.1
    stream.slots.put_nowait((cast("Job", 1), slot))
    await stream.leaving()
    assert asyncio.get_running_loop().time() >= slot - 0.002
