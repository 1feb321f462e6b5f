"""The HTTP client that python-telegram-bot talks through, on aiohttp."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from types import TracebackType
from typing import Any

import orjson
from aiohttp import (
    ClientConnectionError,
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

DEFAULT_READ = 20.0
DEFAULT_CONNECT = 5.0
POOL = 256
JSON = {"Content-Type": "application/json"}
PART = 1 << 18
"""Bytes of a download that are in memory at once."""


class NeverLeft(NetworkError):
    """The request did not reach Telegram: no connection could be made. It may be sent again."""


class MayHaveArrived(TimedOut):
    """The request left and no answer came: it may have taken effect."""


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's transport over one aiohttp session (all times in seconds)."""

    def __init__(self, *, proxy: str | None = None, read_timeout: float = DEFAULT_READ) -> None:
        """Send through `proxy` where given; nothing is opened before `initialize`."""
        self._proxy = proxy
        self._read_timeout = read_timeout
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may take where the caller names no time."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session; a second call changes nothing."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=POOL, keepalive_timeout=60),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        """Close the session."""
        await self.shutdown()

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:  # noqa: ANN401 - whatever Telegram says
        """Read an answer's JSON; MayHaveArrived where it is none, as behind some proxies."""
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            message = "Telegram's answer was not JSON"
            raise MayHaveArrived(message) from error

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - aiohttp has none
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - the pool outgrows our concurrency
    ) -> tuple[int, bytes]:
        """Send one request and return the status and body.

        Raises:
            NeverLeft: no connection could be made.
            MayHaveArrived: the connection broke, or time ran out, after the request had left.
        """
        timeout = ClientTimeout(
            total=None,
            connect=_seconds(connect_timeout, DEFAULT_CONNECT),
            sock_read=_seconds(read_timeout, self._read_timeout),
        )
        return await self._exchange(method, url, timeout, _body(request_data))

    async def post_json(
        self, url: str, body: bytes, *, read_timeout: float | None = None
    ) -> tuple[int, bytes]:
        """Post a JSON body; the same as `do_request` in what it returns and raises."""
        timeout = ClientTimeout(
            total=None, connect=DEFAULT_CONNECT, sock_read=read_timeout or self._read_timeout
        )
        return await self._exchange("POST", url, timeout, {"data": body, "headers": JSON})

    async def post_form(self, url: str, form: FormData, *, patience: float) -> tuple[int, bytes]:
        """Post a form with a file, within `patience` in all, and else like `do_request`."""
        timeout = ClientTimeout(
            total=patience, connect=DEFAULT_CONNECT, sock_read=self._read_timeout
        )
        return await self._exchange("POST", url, timeout, {"data": form})

    async def download(self, url: str, patience: float) -> AsyncIterator[bytes]:
        """Yield what stands at `url`, in parts, within `patience` in all.

        Raises:
            NetworkError: it could not be fetched, or not to its end.
        """
        timeout = ClientTimeout(
            total=patience, connect=DEFAULT_CONNECT, sock_read=self._read_timeout
        )
        try:
            async with self._opened().get(url, timeout=timeout, proxy=self._proxy) as answer:
                if answer.status != HTTPStatus.OK:
                    message = f"HTTP {answer.status}"
                    raise NetworkError(message)
                async for part in answer.content.iter_chunked(PART):
                    yield part
        except (TimeoutError, ClientError) as error:
            # The URL carries the token: only the kind of failure is told.
            raise NetworkError(type(error).__name__) from None

    def _opened(self) -> ClientSession:
        if self._session is None:
            message = "the HTTP session is closed"
            raise NeverLeft(message)
        return self._session

    async def _exchange(
        self, method: str, url: str, patience: ClientTimeout, body: dict[str, Any]
    ) -> tuple[int, bytes]:
        session = self._opened()
        try:
            async with session.request(
                method, url, timeout=patience, proxy=self._proxy, **body
            ) as answer:
                return answer.status, await answer.read()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            # The URL carries the token: only the kind of failure is told.
            raise NeverLeft(type(error).__name__) from None
        except (TimeoutError, ClientConnectionError) as error:
            raise MayHaveArrived(type(error).__name__) from None
        except ClientError as error:
            raise NetworkError(type(error).__name__) from None


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"data": orjson.dumps(request_data.parameters), "headers": JSON}
    form = FormData(request_data.json_parameters)
    for name, part in request_data.multipart_data.items():
        file_name, content, mime = part
        form.add_field(name, content, filename=file_name, content_type=mime)
    return {"data": form}


def _seconds(given: object, default: float | None) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else given  # pyright: ignore[reportReturnType] - a number or None by the base's contract
