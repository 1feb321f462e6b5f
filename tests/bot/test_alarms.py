import pytest

from bot.alarms import report_errors
from core.settings import Settings, SettingsError


def test_says_what_to_install_when_the_client_is_missing() -> None:
    settings = Settings.load(None, sentry_dsn="https://key@sentry.example/1")
    with pytest.raises(SettingsError, match=r"pip install 'sapa\[sentry\]'"):
        report_errors(settings)


def test_does_nothing_without_a_dsn() -> None:
    report_errors(Settings.load(None))
