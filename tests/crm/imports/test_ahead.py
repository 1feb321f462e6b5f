import asyncio
import threading
from collections.abc import Iterator
from contextlib import aclosing

import polars as pl
import pytest

from crm.imports.ahead import ahead
from crm.imports.files.blocks import BrokenTable


async def test_makes_the_next_batch_while_this_one_is_worked_on() -> None:
    second = threading.Event()

    def batches() -> Iterator[pl.DataFrame]:
        yield pl.DataFrame({"line": [1]})
        second.set()
        yield pl.DataFrame({"line": [2]})

    lines: list[int] = []
    async for rows in ahead(batches()):
        assert await asyncio.to_thread(second.wait, 10)
        lines.extend(rows["line"])
    assert lines == [1, 2]


async def test_a_failure_reaches_whoever_takes_the_batches() -> None:
    def batches() -> Iterator[pl.DataFrame]:
        yield pl.DataFrame({"line": [1]})
        raise BrokenTable

    async with aclosing(ahead(batches())) as taken:
        assert (await anext(taken))["line"].to_list() == [1]
        with pytest.raises(BrokenTable):
            await anext(taken)


async def test_waits_for_the_thread_where_it_ends_early() -> None:
    made: list[int] = []
    begun, on = threading.Event(), threading.Event()

    def batches() -> Iterator[pl.DataFrame]:
        yield pl.DataFrame({"line": [1]})
        begun.set()
        assert on.wait(10)
        made.append(2)
        yield pl.DataFrame({"line": [2]})

    async with aclosing(ahead(batches())) as taken:
        await anext(taken)
        assert await asyncio.to_thread(begun.wait, 10)
        asyncio.get_running_loop().call_later(0.05, on.set)
    assert made == [2]
