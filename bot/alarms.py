"""Errors reported to Sentry, for those who run one."""

from importlib import import_module
from typing import Any

from core.settings import Settings, SettingsError


def report_errors(settings: Settings) -> None:
    """Send errors to the Sentry project of SENTRY_DSN, where it is set; no persons, no texts.

    Raises:
        SettingsError: the client that does it is not installed.
    """
    if settings.sentry_dsn is None:
        return
    try:
        sentry: Any = import_module("sentry_sdk")
    except ImportError:
        message = "SENTRY_DSN is set, but its client is missing: pip install 'sapa[sentry]'."
        raise SettingsError(message) from None
    sentry.init(
        dsn=settings.sentry_dsn.get_secret_value(),
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
    )
