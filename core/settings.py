"""Every setting, read at start from the environment and `.env`, or refused in plain words."""

import re
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.exc import ArgumentError

from core.db import async_url


class SettingsError(Exception):
    """A setting is missing or unusable; the text is a sentence that says what to set."""


class LogFormat(StrEnum):
    """`console` for a person at a terminal, `json` for a machine that gathers logs."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least severe event that is still logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


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


Token = Annotated[SecretStr, AfterValidator(_matching(r"\d+:[\w-]+"))]
WebhookSecret = Annotated[SecretStr, AfterValidator(_matching(r"[A-Za-z0-9_-]{1,256}"))]
ProxyUrl = Annotated[SecretStr, AfterValidator(_matching(r"(https?|socks5)://\S+"))]
SecretUrl = Annotated[SecretStr, AfterValidator(_matching(r"https?://\S+"))]
Root = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^https?://\S+$"),
    AfterValidator(lambda url: url.rstrip("/")),
]
Duration = Annotated[timedelta, BeforeValidator(_seconds), Field(ge=timedelta(0))]
Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_split)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class Settings(BaseSettings):
    """What the person who runs Sapa decides; a field's name in capitals is its variable.

    Each description completes the sentence "NAME must be …", which is what a wrong value is
    answered with.
    """

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_token: Token | None = Field(
        default=None, description="the token that @BotFather gave you, such as 123456:ABC-def"
    )
    telegram_api_url: Root = Field(
        default="https://api.telegram.org",
        description="the root of a Bot API server, such as https://api.telegram.org",
    )
    proxy_url: ProxyUrl | None = Field(
        default=None, description="a proxy's address, such as http://user:secret@proxy:3128"
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default="sqlite:///sapa.db",
        repr=False,
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )
    staff_chat_id: int | None = Field(
        default=None, description="the id of the staff's group, a number such as -1001234567890"
    )
    admin_ids: Ids = Field(
        default=frozenset(),
        description="the Telegram ids of the first admins, numbers with commas between them",
    )
    staff_language: Language = Field(
        default="id", description="the code of a language in locales/, such as id or en"
    )
    webhook_url: Root | None = Field(
        default=None, description="the public https address under which Telegram reaches Sapa"
    )
    webhook_secret: WebhookSecret | None = Field(
        default=None, description="1 to 256 letters, digits, underscores or hyphens"
    )
    port: int | None = Field(
        default=None, ge=1, le=65535, description="a TCP port, from 1 to 65535"
    )
    marketplace_name: str = Field(
        default="Sapa", min_length=1, max_length=64, description="a name of 1 to 64 characters"
    )
    timezone: ZoneInfo = Field(
        default=ZoneInfo("Asia/Jakarta"), description="the name of a zone, such as Asia/Jakarta"
    )
    silent_days: int = Field(default=14, ge=1, description="a number of days, 1 or more")
    send_rate: float = Field(
        default=30, gt=0, le=10_000, description="messages per second, above 0 and at most 10000"
    )
    group_rate: int = Field(
        default=20, ge=1, description="messages per minute in one group, 1 or more"
    )
    chat_interval: Duration = Field(
        default=timedelta(seconds=1),
        description="the seconds between two messages to one private chat, 0 or more",
    )
    drain_timeout: Duration = Field(
        default=timedelta(seconds=20),
        description="the seconds that work in hand may take once Sapa is told to stop, 0 or more",
    )
    log_format: LogFormat = Field(default=LogFormat.CONSOLE, description="console or json")
    log_level: LogLevel = Field(default=LogLevel.INFO, description="debug, info, warning or error")
    sentry_dsn: SecretUrl | None = Field(
        default=None, description="the DSN of a Sentry project, which begins with https://"
    )

    @classmethod
    def load(cls, env_file: Path | None = Path(".env"), **values: object) -> Self:
        """Read the environment, then `env_file` where it exists; `values` overrule both.

        Raises:
            SettingsError: with one sentence that names each variable to change.
        """
        try:
            settings = cls(_env_file=env_file, **values)  # pyright: ignore[reportCallIssue] - pydantic-settings takes it
        except ValidationError as error:
            raise SettingsError(_sentence(error)) from None
        if (settings.webhook_url is None) != (settings.webhook_secret is None):
            message = (
                "WEBHOOK_URL and WEBHOOK_SECRET go together: "
                "set both for a webhook, or neither for long polling."
            )
            raise SettingsError(message)
        return settings

    def require_token(self) -> str:
        """Return the bot's token; SettingsError where it is not set."""
        if self.telegram_token is None:
            message = (
                "TELEGRAM_TOKEN is not set: put the token that @BotFather gave you "
                "into .env as TELEGRAM_TOKEN=… or into the environment."
            )
            raise SettingsError(message)
        return self.telegram_token.get_secret_value()


def _sentence(error: ValidationError) -> str:
    fields = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors())
    return "; ".join(f"{name.upper()} must be {_expected(name)}" for name in fields) + "."


def _expected(name: str) -> str:
    return Settings.model_fields[name].description or "something else"
