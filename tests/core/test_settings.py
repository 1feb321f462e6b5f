"""Settings are complete, documented, and refused in words."""

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.settings import Settings, SettingsError

EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456789:" + "A" * 35
MAIL = {"SMTP_HOST": "smtp.example.com", "MAIL_FROM": "Pasar Kita <kabar@example.com>"}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def load(**variables: str) -> Settings:
    return Settings.load(None, **{name.lower(): value for name, value in variables.items()})


def test_example_lists_every_setting_and_nothing_else() -> None:
    listed = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_example_comments_every_setting() -> None:
    previous = ""
    for line in EXAMPLE.read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            assert previous.startswith("#") or "WEBHOOK" in previous, line
        previous = line


def test_example_shows_the_defaults() -> None:
    assert Settings.load(EXAMPLE) == Settings.load(None)


def test_every_setting_says_what_it_must_be() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_environment_overrules_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=9000\nSEND_RATE=5\n")
    monkeypatch.setenv("PORT", "9001")
    settings = Settings.load(file)
    assert (settings.port, settings.send_rate) == (9001, 5)


def test_lists_zones_and_durations_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "11, 22,")
    monkeypatch.setenv("TIMEZONE", "Asia/Makassar")
    monkeypatch.setenv("CHAT_INTERVAL", "0.5")
    settings = Settings.load(None)
    assert settings.admin_ids == {11, 22}
    assert settings.timezone == ZoneInfo("Asia/Makassar")
    assert settings.chat_interval == timedelta(seconds=0.5)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eighty", "PORT must be a TCP port, from 1 to 65535."),
        ("TIMEZONE", "Asia/Nowhere", "TIMEZONE must be the name of a zone, such as Asia/Jakarta."),
        ("TIMEZONE", "../etc", "TIMEZONE must be the name of a zone, such as Asia/Jakarta."),
        (
            "ADMIN_IDS",
            "11,sri",
            (
                "ADMIN_IDS must be the Telegram ids of the first admins, "
                "numbers with commas between them."
            ),
        ),
        (
            "DATABASE_URL",
            "mysql://localhost/x",
            "DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
        ),
        (
            "DATABASE_URL",
            "sapa.db",
            "DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
        ),
        (
            "DATABASE_URL",
            "sqlite://",
            "DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
        ),
        (
            "IMPORT_URL",
            "http://portal.example/pull.csv",
            "IMPORT_URL must be an https address; http is for this machine (127.0.0.1) only.",
        ),
        (
            "IMPORT_URL",
            "http://localhost:80@portal.example/",
            "IMPORT_URL must be an https address; http is for this machine (127.0.0.1) only.",
        ),
        (
            "IMPORT_URL_HEADER",
            "X-Key: a\r\nHost: b",
            (
                "IMPORT_URL_HEADER must be a header's name and value, "
                "such as Authorization: Bearer abc."
            ),
        ),
        (
            "IMPORT_AT",
            "0 6 * * 1",
            "IMPORT_AT must be a crontab line with weekdays by name: 0 6 * * mon.",
        ),
        (
            "IMPORT_AT",
            "0 25 * * mon",
            "IMPORT_AT must be a crontab line with weekdays by name: 0 6 * * mon.",
        ),
        (
            "IMPORT_AT",
            "Monday",
            "IMPORT_AT must be a crontab line with weekdays by name: 0 6 * * mon.",
        ),
        (
            "IMPORT_MAX_REJECTED",
            "20",
            "IMPORT_MAX_REJECTED must be a share from 0 to 1, such as 0.2 for a fifth.",
        ),
        (
            "SMTP_HOST",
            "smtp.example.com\r\nX",
            "SMTP_HOST must be the name of a mail server, such as smtp.example.com.",
        ),
        ("SMTP_SECURITY", "ssl", "SMTP_SECURITY must be starttls, tls or none."),
        (
            "MAIL_FROM",
            "Pasar Kita",
            "MAIL_FROM must be an address, alone or such as Pasar Kita <kabar@example.com>.",
        ),
        (
            "MAIL_REPLY_TO",
            "Tim <tim@example.com>\nBcc: sri@example.com",
            "MAIL_REPLY_TO must be an address, alone or such as Pasar Kita <tim@example.com>.",
        ),
        (
            "MAIL_BOUNCE",
            "bounces+x@example.com",
            "MAIL_BOUNCE must be an address without a plus, such as bounces@example.com.",
        ),
        (
            "PUBLIC_URL",
            "http://sapa.example",
            "PUBLIC_URL must be the public https address of Sapa's web server.",
        ),
        ("LOG_FORMAT", "xml", "LOG_FORMAT must be console or json."),
    ],
)
def test_wrong_value_is_refused_in_one_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(**{name: value})
    assert str(refusal.value) == sentence


def test_several_wrong_values_are_named_together() -> None:
    with pytest.raises(SettingsError, match=r"^PORT must be .*; SEND_RATE must be .*\.$"):
        load(PORT="0", SEND_RATE="0")


@pytest.mark.parametrize("missing", ["WEBHOOK_URL", "WEBHOOK_SECRET"])
def test_webhook_needs_both_its_settings(missing: str) -> None:
    both = {"WEBHOOK_URL": "https://sapa.example", "WEBHOOK_SECRET": "rahasia"}
    assert load(**both).webhook_url == "https://sapa.example"
    del both[missing]
    with pytest.raises(SettingsError, match="go together"):
        load(**both)


def test_sources_on_this_machine_need_no_https() -> None:
    for url in (
        "http://127.0.0.1:8080/pull.csv?key=1",
        "http://localhost",
        "https://portal.example",
    ):
        source = load(IMPORT_URL=url).import_url
        assert source is not None
        assert source.get_secret_value() == url


def test_password_needs_the_user_it_belongs_to() -> None:
    with pytest.raises(SettingsError, match=r"^IMPORT_URL_PASSWORD goes with IMPORT_URL_USER"):
        load(IMPORT_URL_PASSWORD="rahasia")
    assert load(IMPORT_URL_USER="sapa", IMPORT_URL_PASSWORD="rahasia").import_url_user == "sapa"


def test_a_seller_is_reminded_before_their_report_counts_as_solved() -> None:
    with pytest.raises(SettingsError, match="more than WAITING_REMIND_DAYS"):
        load(WAITING_REMIND_DAYS="5")
    never = load(WAITING_REMIND_DAYS="7", WAITING_RESOLVE_DAYS="0")
    assert (never.waiting_remind_days, never.waiting_resolve_days) == (7, 0)


@pytest.mark.parametrize(
    "lonely",
    [
        {"SMTP_HOST": "smtp.example.com"},
        {"MAIL_FROM": "kabar@example.com"},
        {**MAIL, "SMTP_USER": "sapa"},
        {**MAIL, "SMTP_PASSWORD": "rahasia"},
        {"MAIL_BOUNCE": "bounces@example.com"},
        {"MAIL_REPLY_TO": "tim@example.com"},
    ],
)
def test_mail_settings_need_those_they_go_with(lonely: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"^[A-Z_]+ and [A-Z_]+ go (together|with)"):
        load(**lonely)


def test_a_mail_servers_password_never_crosses_the_network_in_the_open() -> None:
    login = {**MAIL, "SMTP_USER": "sapa", "SMTP_PASSWORD": "rahasia", "SMTP_SECURITY": "none"}
    with pytest.raises(SettingsError, match=r"^SMTP_SECURITY=none would send SMTP_PASSWORD"):
        load(**login)
    assert load(**login | {"SMTP_HOST": "127.0.0.1"}).smtp_user == "sapa"


def test_secrets_are_never_shown() -> None:
    settings = load(
        TELEGRAM_TOKEN=TOKEN,
        WEBHOOK_URL="https://sapa.example",
        WEBHOOK_SECRET="rahasia",
        DATABASE_URL="postgresql://sapa:rahasia@db/sapa",
        PROXY_URL="http://sapa:rahasia@proxy:3128",
        IMPORT_URL="https://portal.example/rahasia.csv",
        IMPORT_SALES_URL="https://portal.example/sales?key=rahasia",
        IMPORT_URL_HEADER="X-Key: rahasia",
        IMPORT_URL_USER="sapa",
        IMPORT_URL_PASSWORD="rahasia",
        SMTP_USER="sapa",
        SMTP_PASSWORD="rahasia",
        **MAIL,
    )
    shown = f"{settings!r} {settings}"
    assert TOKEN not in shown
    assert "rahasia" not in shown


def test_wrong_token_is_refused_without_showing_it() -> None:
    with pytest.raises(SettingsError) as refusal:
        load(TELEGRAM_TOKEN="bot" + TOKEN)
    assert "TELEGRAM_TOKEN must be" in str(refusal.value)
    assert TOKEN not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_missing_token_is_a_sentence_only_where_it_is_needed() -> None:
    with pytest.raises(SettingsError, match=r"^TELEGRAM_TOKEN is not set: .*\.$"):
        load().require_token()
    assert load(TELEGRAM_TOKEN=TOKEN).require_token() == TOKEN


def test_root_of_the_api_loses_its_last_slash() -> None:
    assert load(TELEGRAM_API_URL="http://127.0.0.1:8081/").telegram_api_url == (
        "http://127.0.0.1:8081"
    )
