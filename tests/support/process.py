"""The `sapa` command as a process of its own, with nothing of the developer's settings."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).parent / "sapa"
PATIENCE = 30.0
"""Seconds that a command may take."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int | None
    out: str
    err: str


async def sapa(folder: Path, *words: str, **settings: object) -> Ended:
    """Run `sapa` in `folder`, where its database is too, to its end."""
    process = await _start(folder, *words, **settings)
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    return Ended(process.returncode, out.decode(), err.decode())


@asynccontextmanager
async def running(folder: Path, **settings: object) -> AsyncGenerator[Process]:
    """Yield a running `sapa run`; what is left of it at the end is killed."""
    process = await _start(folder, "run", **settings)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _start(folder: Path, *words: str, **settings: object) -> Process:
    given = {name.upper(): str(value) for name, value in settings.items()}
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{folder / 'sapa.db'}",
        "COLUMNS": "200",
    }
    return await asyncio.create_subprocess_exec(
        COMMAND, *words, cwd=folder, env=environment | given, stdout=PIPE, stderr=PIPE
    )
