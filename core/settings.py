"""Every setting, read at start from the environment and `.env`, or refused in plain words."""

from datetime import time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError
from pydantic_settings import SettingsConfigDict

from core.forms import (
    DatabaseUrl,
    Duration,
    Hours,
    HoursOrNone,
    Ids,
    Language,
    ProxyUrl,
    PublicRoot,
    Root,
    SecretUrl,
    Token,
    WebhookSecret,
    WeekHours,
)
from core.options.imports import ImportSettings
from core.options.interpreting import InterpretingSettings
from core.options.mail import MailSettings
from core.options.refusal import SettingsError
from core.options.storage import StorageSettings
from core.weeks import Week


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


class Settings(ImportSettings, InterpretingSettings, MailSettings, StorageSettings):
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
    database_url: DatabaseUrl = Field(
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
    staff_hours: WeekHours = Field(
        default=Week.read("mon-fri 09:00-18:00"),
        description="days and their hours, such as mon-thu 09:00-12:00 13:00-18:00; "
        "fri 09:00-11:30",
    )
    sla_targets: Path | None = Field(
        default=None, description="the path of a TOML file, such as /srv/sapa/targets.toml"
    )
    followup_hours: Hours = Field(
        default=(time(8), time(20)), description="two times of a day, such as 08:00-20:00"
    )
    friday_pause: HoursOrNone = Field(
        default=(time(11, 30), time(13)),
        description="two times of a day, such as 11:30-13:00, or none",
    )
    segment_new_days: int = Field(default=30, ge=1, description="a number of days, 1 or more")
    segment_active_days: int = Field(default=14, ge=1, description="a number of days, 1 or more")
    segment_slowing_days: int = Field(default=60, ge=1, description="a number of days, 1 or more")
    segment_lost_days: int = Field(default=180, ge=1, description="a number of days, 1 or more")
    rfm_days: int = Field(default=365, ge=1, description="a number of days, 1 or more")
    waiting_remind_days: int = Field(
        default=2, ge=0, le=365, description="a number of days, at most 365, or 0 for never"
    )
    waiting_resolve_days: int = Field(
        default=5, ge=0, le=365, description="a number of days, at most 365, or 0 for never"
    )
    cadences: Path | None = Field(
        default=None, description="a folder of cadences, each a TOML file such as slipping.toml"
    )
    round_robin: bool = Field(
        default=False, description="true to give new tickets to staff in turn, or false"
    )
    send_rate: float = Field(
        default=30, gt=0, le=10_000, description="messages per second, above 0 and at most 10000"
    )
    paid_broadcast_rate: float = Field(
        default=0, ge=0, le=1000, description="messages per second, at most 1000, or 0 for none"
    )
    group_rate: int = Field(
        default=20, ge=1, description="messages per minute in one group, 1 or more"
    )
    chat_interval: Duration = Field(
        default=timedelta(seconds=1),
        description="the seconds between two messages to one private chat, 0 or more",
    )
    public_url: PublicRoot | None = Field(
        default=None, description="the public https address of Sapa's web server"
    )
    drain_timeout: Duration = Field(
        default=timedelta(seconds=20),
        description="the seconds that work in hand may take once Sapa is told to stop, 0 or more",
    )
    pseudo_language: bool = Field(
        default=False, description="true to show words as layout would suffer most, or false"
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
        _check_company(settings)
        settings.check_imports()
        settings.check_interpreting()
        settings.check_mail()
        settings.check_storage()
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


def _check_company(settings: Settings) -> None:
    """Refuse settings that lack the one they go with."""
    if (settings.webhook_url is None) != (settings.webhook_secret is None):
        message = (
            "WEBHOOK_URL and WEBHOOK_SECRET go together: "
            "set both for a webhook, or neither for long polling."
        )
        raise SettingsError(message)
    if 0 < settings.waiting_resolve_days <= settings.waiting_remind_days:
        message = (
            "WAITING_RESOLVE_DAYS must be more than WAITING_REMIND_DAYS: "
            "a seller is reminded before their report is called done. 0 turns either off."
        )
        raise SettingsError(message)


def _sentence(error: ValidationError) -> str:
    fields = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors())
    return "; ".join(f"{name.upper()} must be {_expected(name)}" for name in fields) + "."


def _expected(name: str) -> str:
    return Settings.model_fields[name].description or "something else"
