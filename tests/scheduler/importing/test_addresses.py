"""A pull at a URL, served on loopback in every way in which hosts behave."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientTimeout, web
from hypothesis import given
from hypothesis import strategies as st

from core.settings import Settings
from crm.imports.sources.rules import Address
from scheduler.importing.addresses import Patience, Source, hosts, save, source_of
from scheduler.importing.refusals import (
    AddressUnset,
    SourceDenied,
    SourceIsPage,
    SourceMissing,
    SourceMoved,
    SourceRefusal,
    SourceTooLarge,
    SourceUnreachable,
)
from tests.support.portal import CONTENT, Answer, Portal, a_portal, plain

PATIENCE = Patience(
    limit=1_000, pauses=(0.0, 0.0), timeout=ClientTimeout(total=5, connect=1, sock_read=0.2)
)


@pytest.fixture
async def portal() -> AsyncIterator[Portal]:
    async with a_portal() as portal:
        yield portal


@pytest.fixture
async def other() -> AsyncIterator[Portal]:
    async with a_portal() as portal:
        yield portal


def a_source(portal: Portal, **settings: object) -> Source:
    values = {"import_url": f"{portal.url}/pull.csv?key=a%2Bb"} | settings
    return source_of(Settings.load(None, **values), Address.SELLERS)


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "pull"


def content(path: Path) -> bytes:
    return path.read_bytes()


def moved(to: str) -> Answer:
    return plain(302, b"", Location=to)


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"x" * 100)


async def silent(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(10)
    return web.Response()


async def cut_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(CONTENT)
    assert request.transport is not None
    request.transport.close()
    return response


async def test_a_file_is_fetched_with_its_query_as_it_stands(portal: Portal, to: Path) -> None:
    await save(a_source(portal), to, patience=PATIENCE)
    assert content(to) == CONTENT
    assert [request.raw_path for request in portal.requests] == ["/pull.csv?key=a%2Bb"]


async def test_a_header_opens_it(portal: Portal, to: Path) -> None:
    await save(a_source(portal, import_url_header="x-api-key:  rahasia "), to, patience=PATIENCE)
    assert portal.requests[0].headers["X-Api-Key"] == "rahasia"


BASIC = f"Basic {base64.b64encode('sapa:sécret'.encode()).decode()}"


async def test_a_user_and_password_open_it(portal: Portal, to: Path) -> None:
    source = a_source(portal, import_url_user="sapa", import_url_password="sécret")
    await save(source, to, patience=PATIENCE)
    assert portal.requests[0].headers["Authorization"] == BASIC


def test_a_user_and_password_may_stand_in_the_url(portal: Portal) -> None:
    source = a_source(portal, import_url="https://sapa:s%C3%A9cret@portal.example:8443/pull.csv")
    assert source.headers["Authorization"] == BASIC
    assert source.url == "https://portal.example:8443/pull.csv"


def test_a_header_of_our_own_goes_before_a_user(portal: Portal) -> None:
    both = {"import_url_user": "sapa", "import_url_header": "authorization: Bearer abc"}
    assert a_source(portal, **both).headers == {"Authorization": "Bearer abc"}


async def test_a_host_that_stumbles_is_asked_again(portal: Portal, to: Path) -> None:
    portal.answers = [plain(500), cut_off, plain(body=CONTENT * 2)]
    await save(a_source(portal), to, patience=PATIENCE)
    assert content(to) == CONTENT * 2
    assert len(portal.requests) == 3


@pytest.mark.parametrize(
    ("answer", "refusal", "tries"),
    [
        (plain(401), SourceDenied, 1),
        (plain(403), SourceDenied, 1),
        (plain(404), SourceMissing, 1),
        (plain(204, b""), SourceMissing, 1),
        (plain(kind="text/html"), SourceIsPage, 1),
        (plain(503), SourceUnreachable, 3),
        (plain(429), SourceUnreachable, 3),
        (silent, SourceUnreachable, 3),
        (cut_off, SourceUnreachable, 3),
        (endless, SourceTooLarge, 1),
        (plain(body=b"x" * 1001), SourceTooLarge, 1),
        (moved("http://127.0.0.1:1/pull.csv"), SourceMoved, 1),
        (moved("http://portal.example/pull.csv"), SourceMoved, 1),
        (moved("ftp://127.0.0.1/pull.csv"), SourceMoved, 1),
        (moved("https://[/"), SourceMoved, 1),
        (moved("https://127.0.0.1:x/"), SourceMoved, 1),
        (moved(""), SourceMoved, 1),
        (moved("/pull.csv"), SourceMoved, 5),
    ],
)
async def test_a_host_without_a_file_is_told_of_in_a_sentence(
    portal: Portal, to: Path, answer: Answer, refusal: type[SourceRefusal], tries: int
) -> None:
    portal.answers = [answer]
    with pytest.raises(refusal) as refused:
        await save(a_source(portal), to, patience=PATIENCE)
    assert len(portal.requests) == tries
    sentence = str(refused.value)
    assert "127.0.0.1" in sentence
    assert sentence.endswith(".")
    assert "a%2Bb" not in sentence
    assert "a+b" not in sentence


async def test_nobody_who_listens_is_unreachable(portal: Portal, to: Path) -> None:
    portal.url = "http://127.0.0.1:1"
    with pytest.raises(SourceUnreachable, match="ClientConnectorError"):
        await save(a_source(portal), to, patience=PATIENCE)


async def test_a_host_may_send_us_on_within_itself(portal: Portal, to: Path) -> None:
    portal.answers = [moved("files/17"), plain()]
    await save(a_source(portal, import_url_header="X-Key: rahasia"), to, patience=PATIENCE)
    assert [request.path for request in portal.requests] == ["/pull.csv", "/files/17"]
    assert all(request.headers["X-Key"] == "rahasia" for request in portal.requests)


async def test_another_host_never_hears_of_the_key(
    portal: Portal, other: Portal, to: Path
) -> None:
    portal.answers = [moved(f"{other.url}/pull.csv")]
    with pytest.raises(SourceMoved):
        await save(a_source(portal, import_url_header="X-Key: rahasia"), to, patience=PATIENCE)
    assert other.requests == []


SCHEMES, HOSTS = st.sampled_from(("http", "https")), st.sampled_from(("a.id", "b.id", "a.id.b"))
PORTS = st.sampled_from(("", ":443", ":80", ":8443"))


@given(SCHEMES, HOSTS, PORTS)
def test_only_the_origin_is_shown_what_opens_it(scheme: str, host: str, port: str) -> None:
    source = Source("https://a.id/pull.csv", {"X-Key": "rahasia"}, None)
    shown = source.shown_to(f"{scheme}://{host}{port}/x")
    is_home = (scheme, host) == ("https", "a.id") and port in {"", ":443"}
    assert shown == ({"X-Key": "rahasia"} if is_home else {})


async def test_the_proxy_is_used_but_for_this_machine(portal: Portal, to: Path) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.close()

    async with await asyncio.start_server(proxy, "127.0.0.1", 0) as server:
        proxied = {"proxy_url": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"}
        await save(a_source(portal, **proxied), to, patience=PATIENCE)
        assert asked == []
        abroad = a_source(portal, import_url="https://portal.example/pull.csv", **proxied)
        with pytest.raises(SourceUnreachable):
            await save(abroad, to, patience=PATIENCE)
    assert set(asked) == {b"CONNECT portal.example:443 HTTP/1.1\r\n"}


def test_only_hosts_are_told() -> None:
    settings = Settings.load(
        None,
        import_url="https://sapa:rahasia@portal.example:8443/rahasia?key=rahasia",
        import_sales_url="http://localhost/rahasia",
    )
    assert hosts(settings) == {Address.SELLERS: "portal.example", Address.SALES: "localhost"}
    assert "rahasia" not in repr(source_of(settings, Address.SELLERS))


def test_an_address_that_is_not_set_any_more_is_named() -> None:
    with pytest.raises(AddressUnset, match=r"^IMPORT_SALES_URL is not set any more\.$"):
        source_of(Settings.load(None), Address.SALES)
