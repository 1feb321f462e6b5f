"""What must never be printed, and its removal from anything that is about to be."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from core.settings import Settings

PERSONAL_KEYS = frozenset(
    {
        "address", "caption", "email", "first_name", "last_name", "owner_name", "password",
        "phone", "secret", "store_name", "text", "token",
    }
)  # fmt: skip
"""Keys of an event whose whole value is somebody's own."""

SHORTEST = 8
"""Characters that a value in an address must have to be taken for a key."""

PATTERNS = (
    (re.compile(r"/bot\d+(?::|%3A)[^/\s\"'<>\\]+"), "/bot[token]"),
    (re.compile(r"(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}"), "[token]"),
    (re.compile(r"://[^/\s:@]*:[^/\s@]+@"), "://[password]@"),
    (re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?:(?<![\w+])\+|%2B)\d(?:[\s().-]{0,2}\d){7,14}(?!\d)"), "[phone]"),
    (re.compile(r"(?<![\w.+])(?:62|0)8\d(?:[\s.-]?\d){6,10}(?!\w)"), "[phone]"),
    (re.compile(r"(?<![\w.])\(?0\d{2,3}\)?[\s.-]\d{3,4}[\s.-]?\d{3,4}(?!\w)"), "[phone]"),
)


class Redactor:
    """Knows the secrets of one installation, and what a token, phone or e-mail looks like."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Remember `secrets`, to be removed wherever they appear."""
        known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, known))) if known else None

    def text(self, text: str) -> str:
        """Return `text` without secrets, tokens, phone numbers and e-mail addresses."""
        if self._secrets:
            text = self._secrets.sub("[secret]", text)
        for pattern, substitute in PATTERNS:
            text = pattern.sub(substitute, text)
        return text

    def event(self, event: Mapping[str, object]) -> dict[str, object]:
        """Return `event` with plain values only, each of them redacted."""
        return {str(key): self._entry(str(key), value) for key, value in event.items()}

    def _entry(self, key: str, value: object) -> object:
        if key in PERSONAL_KEYS and value is not None:
            return "[redacted]"
        return self._value(value)

    def _value(self, value: object) -> object:
        match value:
            case None | bool() | float():
                return value
            case int() if not isinstance(value, Enum):
                return value
            case Mapping():
                return self.event(cast("Mapping[str, object]", value))
            case list() | tuple() | set() | frozenset():
                return [self._value(item) for item in cast("Iterable[object]", value)]
            case _:
                return self.text(_words(value))


def _words(value: object) -> str:
    if isinstance(value, BaseException):
        return f"{type(value).__name__}: {value}"
    return value.isoformat() if isinstance(value, date) else str(value)


def secrets_of(settings: Settings) -> list[str]:
    """Return every value in `settings` that opens something, and the parts that do so alone."""
    concealed = (
        settings.telegram_token,
        settings.webhook_secret,
        settings.proxy_url,
        settings.sentry_dsn,
        settings.import_url,
        settings.import_sales_url,
        settings.import_url_header,
        settings.import_url_password,
        settings.smtp_password,
    )
    secrets = [secret.get_secret_value() for secret in concealed if secret is not None]
    if settings.import_url_header is not None:
        secrets.append(settings.import_url_header.get_secret_value().split()[-1])
    for url in (settings.import_url, settings.import_sales_url):
        secrets += _given_in(url.get_secret_value()) if url is not None else []
    return secrets


def _given_in(url: str) -> list[str]:
    """Return what the query of `url` hands over, as it is written and as it is meant."""
    query = urlsplit(url).query
    written = (part.partition("=")[2] for part in query.split("&"))
    values = [*written, *(value for _, value in parse_qsl(query))]
    return [value for value in values if len(value) >= SHORTEST]
