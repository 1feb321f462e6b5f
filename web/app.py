"""The web application and its server."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute


class Server(uvicorn.Server):
    """Uvicorn without its own signal handling: the lifecycle owns the process's signals."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave the signals alone."""
        yield


def server(routes: Sequence[BaseRoute], *, port: int, host: str = "0.0.0.0") -> Server:  # noqa: S104 - behind the operator's proxy
    """Return a server of `routes`, not yet started."""
    return Server(
        uvicorn.Config(
            Starlette(routes=routes),
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            lifespan="off",
        )
    )
