"""A file's batches are made in a thread while those before them are stored."""

import asyncio
from collections.abc import AsyncGenerator, Iterator

import polars as pl


async def ahead(batches: Iterator[pl.DataFrame]) -> AsyncGenerator[pl.DataFrame]:
    """Yield `batches`, each taken in a thread while the one before it is worked on.

    Memory holds two of them. Close it where it may end early, so that the thread is waited for.
    """
    coming = asyncio.ensure_future(asyncio.to_thread(next, batches, None))
    try:
        while (rows := await coming) is not None:
            coming = asyncio.ensure_future(asyncio.to_thread(next, batches, None))
            yield rows
    finally:
        await asyncio.gather(coming, return_exceptions=True)
