"""Work that is measured apart: in a process of its own, on a database of its own."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core import schema
from tests.support import postgres


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds, and the most megabytes it held."""

    seconds: float
    megabytes: float


async def run(worker: str, *words: str) -> Run:
    """Run a module of `benchmarks.workers` and return what it reports."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", worker, *words, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0, f"{worker} failed"
    answer = json.loads(output.splitlines()[-1])
    return Run(answer["seconds"], answer["megabytes"])


@asynccontextmanager
async def scratch(backend: str) -> AsyncGenerator[str]:
    """Yield the URL of an empty, migrated database, and leave nothing behind."""
    with tempfile.TemporaryDirectory() as folder:
        if backend == "sqlite":
            url = f"sqlite:///{folder}/sapa.db"
            await asyncio.to_thread(schema.upgrade, url)
            yield url
            return
        with postgres.running() as server:
            url = server.url(server.create())
            await asyncio.to_thread(schema.upgrade, url)
            yield url
