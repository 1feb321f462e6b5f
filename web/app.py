"""The web application and its server."""

import signal
import socket
from collections.abc import Generator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

LAST_REQUESTS = 5
"""Seconds that requests in hand may take once the server is told to stop."""


class CannotListen(Exception):
    """The port cannot be had; the text is a sentence that says what to do."""


class Server(uvicorn.Server):
    """Uvicorn on a port that is ours already; the lifecycle owns the process's signals."""

    def __init__(self, config: uvicorn.Config, listening: socket.socket) -> None:
        """Serve on `listening`, which is closed at the end."""
        super().__init__(config)
        self._listening = listening

    async def run_until_stopped(self) -> None:
        """Serve until `stop`; what is in hand then is still answered."""
        await self.serve(sockets=[self._listening])

    def stop(self) -> None:
        """Take no more requests."""
        self.handle_exit(signal.SIGTERM, None)

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave the signals alone."""
        yield


def server(routes: Sequence[BaseRoute], *, port: int, host: str = "0.0.0.0") -> Server:  # noqa: S104 - behind the operator's proxy
    """Return a server of `routes`, not yet started, which has its port.

    Raises:
        CannotListen: somebody else has it, or it is not for us.
    """
    config = uvicorn.Config(
        Starlette(routes=routes),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=LAST_REQUESTS,
    )
    try:
        return Server(config, socket.create_server((host, port)))
    except OSError as error:
        message = f"Port {port} cannot be used ({error.strerror}): set PORT to another."
        raise CannotListen(message) from error
