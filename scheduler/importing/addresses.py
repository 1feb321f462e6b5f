"""A pull that stands at a URL: fetched with what opens it.

The URL itself may hold a key, so that nothing but its host is told, logged or stored.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, encode_basic_auth
from pydantic import SecretStr

from core.settings import Settings
from crm.imports.sources.rules import Address
from scheduler.importing.refusals import (
    AddressUnset,
    SourceDenied,
    SourceIsPage,
    SourceMissing,
    SourceMoved,
    SourceTooLarge,
    SourceUnreachable,
)

_HTTPS, _HTTPS_PORT, _HTTP_PORT = "https", 443, 80
_MOST_HOPS = 5
_PART = 1 << 18
_HERE = {"127.0.0.1", "localhost"}
_REDIRECTS = {301, 302, 303, 307, 308}
_DENIALS = {401, 403, 407}
_PAGES = {"text/html", "application/xhtml+xml"}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a host is waited for, and how much it may send."""

    limit: int = 8_000_000_000
    """Bytes."""
    pauses: tuple[float, ...] = (2.0, 10.0)
    """Seconds before each further try."""
    timeout: ClientTimeout = field(
        default_factory=lambda: ClientTimeout(total=1800, connect=15, sock_read=60)
    )


@dataclass(frozen=True, slots=True)
class Source:
    """A URL and what opens it, which only its own origin is shown."""

    url: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    proxy: str | None = field(repr=False)

    @property
    def host(self) -> str:
        """All that is told of it."""
        return urlsplit(self.url).hostname or ""

    def shown_to(self, url: str) -> dict[str, str]:
        """Return the headers for a request of `url`, where the source may have sent us on to."""
        return self.headers if _origin(url) == _origin(self.url) else {}


class _Stumbled(Exception):
    """It may go well another time; the text says what happened."""


def hosts(settings: Settings) -> dict[Address, str]:
    """Return the host of every address that is set, in the order in which they are fetched."""
    addresses = _urls(settings)
    return {one: source_of(settings, one).host for one in Address if addresses[one] is not None}


def source_of(settings: Settings, address: Address) -> Source:
    """Read a source from the settings.

    Raises:
        AddressUnset: there is none.
    """
    secret = _urls(settings)[address]
    if secret is None:
        raise AddressUnset(address)
    url = urlsplit(secret.get_secret_value())
    outside = settings.proxy_url is not None and url.hostname not in _HERE
    return Source(
        url._replace(netloc=url.netloc.rpartition("@")[2]).geturl(),
        _credentials(settings, url.username, url.password),
        settings.proxy_url.get_secret_value() if settings.proxy_url and outside else None,
    )


async def save(source: Source, to: Path, *, patience: Patience) -> None:
    """Write what stands at `source` to `to`, in as many tries as `patience` has.

    Raises:
        SourceRefusal: one that says why there is no file.
    """
    reason = ""
    for pause in (0.0, *patience.pauses):
        await asyncio.sleep(pause)
        try:
            async with (
                ClientSession(timeout=patience.timeout) as http,
                _answer(http, source) as answer,
            ):
                await _write(answer, to, source.host, patience.limit)
                return
        except _Stumbled as stumble:
            reason = str(stumble)
        except (ClientError, TimeoutError) as error:
            reason = type(error).__name__  # its text may hold the URL
    raise SourceUnreachable(source.host, reason=reason)


@asynccontextmanager
async def _answer(http: ClientSession, source: Source) -> AsyncGenerator[ClientResponse]:
    """Yield the answer that has the file in it, after as many hops as the host asks for."""
    url = source.url
    for _ in range(_MOST_HOPS):
        async with http.get(
            url, headers=source.shown_to(url), proxy=source.proxy, allow_redirects=False
        ) as answer:
            if answer.status not in _REDIRECTS:
                _check(answer, source.host)
                yield answer
                return
            url = _next(source, url, answer.headers.get("Location", ""))
    raise SourceMoved(source.host)


def _next(source: Source, url: str, location: str) -> str:
    try:
        following = urljoin(url, location)
        scheme, *_ = origin = _origin(following)
    except ValueError:
        raise SourceMoved(source.host) from None
    if not location or (scheme != _HTTPS and origin != _origin(source.url)):
        raise SourceMoved(source.host)
    return following


def _check(answer: ClientResponse, host: str) -> None:
    status = answer.status
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        message = f"HTTP {status}"
        raise _Stumbled(message)
    if status in _DENIALS:
        raise SourceDenied(host, status=status)
    if status != HTTPStatus.OK:
        raise SourceMissing(host, status=status)
    if answer.content_type in _PAGES:
        raise SourceIsPage(host)


async def _write(answer: ClientResponse, to: Path, host: str, limit: int) -> None:
    if (answer.content_length or 0) > limit:
        raise SourceTooLarge(host, limit=limit)
    left = limit
    file = await asyncio.to_thread(to.open, "wb")
    try:
        async for part in answer.content.iter_chunked(_PART):
            left -= len(part)
            if left < 0:
                raise SourceTooLarge(host, limit=limit)
            await asyncio.to_thread(file.write, part)
    finally:
        await asyncio.to_thread(file.close)


def _urls(settings: Settings) -> dict[Address, SecretStr | None]:
    return {
        Address.SELLERS: settings.import_url,
        Address.SALES: settings.import_sales_url,
    }


def _credentials(settings: Settings, user: str | None, password: str | None) -> dict[str, str]:
    """Return the headers that open the source: what the settings name goes before the URL's."""
    if settings.import_url_user is not None:
        secret = settings.import_url_password
        user, password = settings.import_url_user, secret.get_secret_value() if secret else ""
    else:
        user, password = unquote(user or ""), unquote(password or "")
    headers: dict[str, str] = {}
    if user or password:
        headers["Authorization"] = encode_basic_auth(user, password, "utf-8")
    if settings.import_url_header is not None:
        name, _, value = settings.import_url_header.get_secret_value().partition(":")
        headers[name.strip().title()] = value.strip()
    return headers


def _origin(url: str) -> tuple[str, str | None, int]:
    parts = urlsplit(url)
    default = _HTTPS_PORT if parts.scheme == _HTTPS else _HTTP_PORT
    return parts.scheme, parts.hostname, parts.port or default
