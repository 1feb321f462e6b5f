"""Nothing private is printed, whichever library says it and in whichever form."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from core import logs
from core.redaction import Redactor
from core.settings import Settings

TOKEN = "7012345678:AAH-" + "x_9" * 11
SIMULATED = "123456:SIM"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    for name in logs.CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.fixture(params=["console", "json"])
def printed(request: pytest.FixtureRequest) -> Callable[[], str]:
    stream = io.StringIO()
    settings = Settings.load(
        None,
        telegram_token=SIMULATED,
        log_format=request.param,
        log_level="debug",
        proxy_url="http://sapa:rahasia@proxy:3128",
    )
    logs.configure(settings, stream)
    return stream.getvalue


def configured(**settings: object) -> io.StringIO:
    stream = io.StringIO()
    logs.configure(Settings.load(None, **settings), stream)
    return stream


def test_event_keeps_its_name_and_its_ids(printed: Callable[[], str]) -> None:
    structlog.get_logger("crm").info("ticket_escalated", ticket_id=7, chat_id=5_000_000_012)
    assert "ticket_escalated" in printed()
    assert "5000000012" in printed()


@pytest.mark.parametrize("name", ["httpx", "aiohttp.access", "telegram.Bot", "apscheduler", "x"])
def test_url_of_a_library_loses_the_token(printed: Callable[[], str], name: str) -> None:
    url = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
    logging.getLogger(name).info("HTTP Request: %s %s", "POST", url)
    assert "/bot[token]/sendMessage" in printed()
    assert TOKEN not in printed()


def test_configured_token_is_removed_whatever_its_form(printed: Callable[[], str]) -> None:
    logging.getLogger("aiohttp").warning("cannot reach %s", {"url": f"http://x/?t={SIMULATED}"})
    structlog.get_logger("x").info("asked", answer=[{"deep": (SIMULATED,)}])
    assert SIMULATED not in printed()
    assert "rahasia" not in printed()


@pytest.mark.parametrize(
    "told",
    [
        "GET https://portal.example/tarikan.csv?kunci=rahasia%2Bsekali",
        "query_string=b'kunci=rahasia%2Bsekali'",
        "kunci: rahasia+sekali",
        "sent Authorization: Bearer abcdefgh",
        "token abcdefgh expired",
        "password 'sandi' refused",
    ],
)
def test_keys_of_a_source_are_removed_by_themselves_too(told: str) -> None:
    stream = configured(
        import_url="https://portal.example/tarikan.csv?kunci=rahasia%2Bsekali&v=2",
        import_url_header="Authorization: Bearer abcdefgh",
        import_url_user="sapa",
        import_url_password="sandi",
    )
    structlog.get_logger("scheduler").warning("import_failed", told=told)
    printed = stream.getvalue()
    assert "[secret]" in printed
    assert all(key not in printed for key in ("rahasia", "abcdefgh", "sandi"))


def test_exception_loses_what_its_text_holds(printed: Callable[[], str]) -> None:
    def fail() -> None:
        message = f"POST /bot{TOKEN}/getMe for sri@example.com +62 812-3456-7890"
        raise RuntimeError(message)

    try:
        fail()
    except RuntimeError as error:
        structlog.get_logger("ours").exception("update_failed", error=error)
        logging.getLogger("theirs").exception("failed")
    assert printed().count("Traceback") == 2
    assert printed().count("in fail") == 2
    for secret in (TOKEN, "sri@example.com", "3456"):
        assert secret not in printed()


def test_personal_keys_are_never_printed(printed: Callable[[], str]) -> None:
    structlog.get_logger("x").info("heard", text="uang saya", store_name="Dapur Sri", seller_id=3)
    assert "uang saya" not in printed()
    assert "Dapur Sri" not in printed()
    assert "[redacted]" in printed()


def test_extra_of_a_record_is_not_a_way_around(printed: Callable[[], str]) -> None:
    logging.getLogger("x").warning("stored %s", {"phone": "+6281234567890"})
    assert "81234567890" not in printed()


def test_json_is_one_object_a_line() -> None:
    stream = configured(log_format="json")
    structlog.get_logger("crm.tickets").info("ticket_opened", ticket_id=7)
    logging.getLogger("telegram").warning("two\nlines")
    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert ours["event"] == "ticket_opened"
    assert (ours["level"], ours["logger"], ours["ticket_id"]) == ("info", "crm.tickets", 7)
    assert (theirs["event"], theirs["level"]) == ("two\nlines", "warning")


def test_requests_are_not_reported_one_by_one_unless_debugging() -> None:
    quiet = configured(log_level="info")
    logging.getLogger("httpx").info("HTTP Request")
    assert quiet.getvalue() == ""


def test_second_configuration_replaces_the_first() -> None:
    first = configured()
    second = configured()
    structlog.get_logger("x").info("said_once")
    assert (first.getvalue().count("said_once"), second.getvalue().count("said_once")) == (0, 1)


@pytest.mark.parametrize(
    "private",
    [
        "+6281234567890",
        "+62 812-3456-7890",
        "6281234567890",
        "0812 3456 7890",
        "0812-3456-789",
        "(0274) 512345",
        "021-5551234",
        "https://wa.me/6281234567890",
        "?text=%2B6281234567890",
        "sri.wahyuni+toko@mail.example.co.id",
        "postgresql://sapa:rahasia@db/sapa",
        f"bot{TOKEN}",
        TOKEN.replace(":", "%3A"),
    ],
)
def test_private_words_are_removed_from_a_sentence(private: str) -> None:
    said = Redactor().text(f"before {private}, after")
    assert said.startswith("before ")
    assert said.endswith(", after")
    assert "[" in said
    assert not any(part in said for part in ("345", "rahasia", "wahyuni", "AAH", "51234"))


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-11-16T02:00:00+00:00",
        "5000000012",
        "-1001234567890",
        "0.8123456789",
        "3f08123456789abc",
        "@sapa_demo_bot",
        "http://127.0.0.1:8081/bot",
        "sqlite:////tmp/sapa.db",
        "12:30:45.123456",
    ],
)
def test_ids_and_times_stay(harmless: str) -> None:
    assert Redactor().text(harmless) == harmless


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.just(SIMULATED),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_any_value_becomes_plain_and_clean(value: object) -> None:
    plain = Redactor([SIMULATED]).event({"value": value})
    assert SIMULATED not in json.dumps(plain)


def test_long_text_is_redacted_in_linear_time() -> None:
    text = "a" * 200_000 + " " + "1" * 200_000 + " " + "0 8" * 50_000
    assert Redactor().text(text)
