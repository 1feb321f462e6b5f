"""The forms in which settings are written, and how each is read."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from email.utils import formataddr, parseaddr
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints
from pydantic_settings import NoDecode
from sqlalchemy.exc import ArgumentError

from core.addresses import is_address
from core.db import async_url
from core.weeks import Week


def _split(value: object) -> object:
    return [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _seconds(value: object) -> object:
    plain = isinstance(value, str) and re.fullmatch(r"\s*\d+(\.\d+)?\s*", value)
    return float(value) if plain and isinstance(value, str) else value


def _matching(pattern: str) -> Callable[[SecretStr], SecretStr]:
    def check(secret: SecretStr) -> SecretStr:
        text = secret.get_secret_value().strip()
        if not re.fullmatch(pattern, text):
            message = "not in the expected form"
            raise ValueError(message)
        return SecretStr(text)

    return check


def _database(url: str) -> str:
    message = "names no database"
    try:
        if not async_url(url).database:
            raise ValueError(message)
    except ArgumentError as error:
        raise ValueError(message) from error
    return url


def _crontab(line: str) -> str:
    """Accept what APScheduler does, but for weekdays by number: it counts them from Monday."""
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415 - slow, and seldom needed

    untyped: Any = CronTrigger
    untyped.from_crontab(line)
    if re.search(r"\d", line.split()[4]):
        message = "names a weekday by number"
        raise ValueError(message)
    return line


def _hours_or_none(value: object) -> object:
    return None if value == "none" else _hours(value)


def _hours(value: object) -> object:
    """Read 08:00-20:00 as two times, the first before the second."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*", value)
    if found is None:
        message = "not two times with a hyphen between them"
        raise ValueError(message)
    numbers = [int(part) for part in found.groups()]
    begin, end = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    if begin >= end:
        message = "the first time is not before the second"
        raise ValueError(message)
    return begin, end


def _week(value: object) -> object:
    return Week.read(value) if isinstance(value, str) else value


def _mailbox(text: str) -> str:
    name, address = parseaddr(text)
    if not is_address(address) or (name and not name.isprintable()):
        message = "not an e-mail address"
        raise ValueError(message)
    return formataddr((name, address))


def _without_query(url: str) -> str:
    if re.search(r"[?#@<>]", url):
        message = "more than a root"
        raise ValueError(message)
    return url.rstrip("/")


def _plain_address(text: str) -> str:
    if not is_address(text) or "+" in text:
        message = "not a plain e-mail address"
        raise ValueError(message)
    return text


Token = Annotated[SecretStr, AfterValidator(_matching(r"\d+:[\w-]+"))]
WebhookSecret = Annotated[SecretStr, AfterValidator(_matching(r"[A-Za-z0-9_-]{1,256}"))]
ProxyUrl = Annotated[SecretStr, AfterValidator(_matching(r"(https?|socks5)://\S+"))]
SecretUrl = Annotated[SecretStr, AfterValidator(_matching(r"https?://\S+"))]
SourceUrl = Annotated[
    SecretStr,
    AfterValidator(
        _matching(r"https://[^\s/?#]+\S*|http://(127\.0\.0\.1|localhost)(:\d+)?([/?]\S*)?")
    ),
]
HeaderLine = Annotated[
    SecretStr, AfterValidator(_matching(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+:[ \t]*[\x21-\x7e \t]+"))
]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
Root = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^https?://\S+$"),
    AfterValidator(lambda url: url.rstrip("/")),
]
PublicRoot = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^https://[!-~]+$"),
    AfterValidator(_without_query),
]
MailBox = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[^\r\n]+$"), AfterValidator(_mailbox)
]
MailAddress = Annotated[
    str, StringConstraints(strip_whitespace=True), AfterValidator(_plain_address)
]
Duration = Annotated[timedelta, BeforeValidator(_seconds), Field(ge=timedelta(0))]
Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_split)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Crontab = Annotated[str, AfterValidator(_crontab)]
Hours = Annotated[tuple[time, time], NoDecode, BeforeValidator(_hours)]
HoursOrNone = Annotated[tuple[time, time] | None, NoDecode, BeforeValidator(_hours_or_none)]
WeekHours = Annotated[Week, NoDecode, BeforeValidator(_week)]
