"""Every setting, read at start from the environment and `.env`, or refused in plain words."""

from datetime import time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.forms import (
    Crontab,
    DatabaseUrl,
    Duration,
    HeaderLine,
    Hours,
    HoursOrNone,
    Ids,
    Language,
    MailAddress,
    MailBox,
    ProxyUrl,
    PublicRoot,
    Root,
    SecretUrl,
    SourceUrl,
    Token,
    WebhookSecret,
    WeekHours,
)
from core.weeks import Week


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


class MailSecurity(StrEnum):
    """How the line to the mail server is kept from others' eyes."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


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
    import_folder: Path | None = Field(
        default=None, description="the path of a folder, such as /srv/sapa/tarikan"
    )
    import_folder_quiet: Duration = Field(
        default=timedelta(seconds=10),
        description="the seconds after which a file that does not grow is complete, 0 or more",
    )
    import_url: SourceUrl | None = Field(
        default=None, description="an https address; http is for this machine (127.0.0.1) only"
    )
    import_sales_url: SourceUrl | None = Field(
        default=None, description="an https address; http is for this machine (127.0.0.1) only"
    )
    import_url_header: HeaderLine | None = Field(
        default=None, description="a header's name and value, such as Authorization: Bearer abc"
    )
    import_url_user: Annotated[str, StringConstraints(pattern=r"^[^:]+$")] | None = Field(
        default=None, description="a user's name, without a colon"
    )
    import_url_password: SecretStr | None = Field(
        default=None, description="the password of IMPORT_URL_USER"
    )
    import_at: Crontab = Field(
        default="0 6 * * mon", description="a crontab line with weekdays by name: 0 6 * * mon"
    )
    import_remind_at: Crontab = Field(
        default="0 12 * * mon-fri",
        description="a crontab line with weekdays by name: 0 12 * * mon-fri",
    )
    import_profile: Annotated[str, StringConstraints(max_length=64)] | None = Field(
        default=None, description="the name of a profile, such as portal_bumn"
    )
    import_max_rejected: float = Field(
        default=0.2, ge=0, le=1, description="a share from 0 to 1, such as 0.2 for a fifth"
    )
    import_profiles: Path | None = Field(
        default=None, description="a folder of profiles, each a TOML file such as mine.toml"
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
    smtp_host: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:-]+$")] | None = Field(
        default=None, description="the name of a mail server, such as smtp.example.com"
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="a TCP port, from 1 to 65535")
    smtp_security: MailSecurity = Field(
        default=MailSecurity.STARTTLS, description="starttls, tls or none"
    )
    smtp_user: str | None = Field(
        default=None, description="the name under which the mail server knows Sapa"
    )
    smtp_password: SecretStr | None = Field(default=None, description="the password of SMTP_USER")
    mail_from: MailBox | None = Field(
        default=None,
        description="an address, alone or such as Pasar Kita <kabar@example.com>",
    )
    mail_reply_to: MailBox | None = Field(
        default=None,
        description="an address, alone or such as Pasar Kita <tim@example.com>",
    )
    mail_bounce: MailAddress | None = Field(
        default=None, description="an address without a plus, such as bounces@example.com"
    )
    mail_rate: float = Field(
        default=5, gt=0, le=1000, description="letters per second, above 0 and at most 1000"
    )
    public_url: PublicRoot | None = Field(
        default=None, description="the public https address of Sapa's web server"
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
        _check_company(settings)
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
    if settings.import_url_password is not None and settings.import_url_user is None:
        message = "IMPORT_URL_PASSWORD goes with IMPORT_URL_USER: set that too, or neither."
        raise SettingsError(message)
    if 0 < settings.waiting_resolve_days <= settings.waiting_remind_days:
        message = (
            "WAITING_RESOLVE_DAYS must be more than WAITING_REMIND_DAYS: "
            "a seller is reminded before their report is called done. 0 turns either off."
        )
        raise SettingsError(message)
    _check_mail(settings)


def _check_mail(settings: Settings) -> None:
    """Refuse what would leave letters without a sender, or a password in the open."""
    if (settings.smtp_host is None) != (settings.mail_from is None):
        message = (
            "SMTP_HOST and MAIL_FROM go together: "
            "set both to send letters, or neither for no e-mail."
        )
        raise SettingsError(message)
    if (settings.smtp_user is None) != (settings.smtp_password is None):
        message = "SMTP_USER and SMTP_PASSWORD go together: set both, or neither."
        raise SettingsError(message)
    if settings.smtp_host is None and (settings.mail_reply_to or settings.mail_bounce):
        message = "MAIL_REPLY_TO and MAIL_BOUNCE go with SMTP_HOST: set that too, or none of them."
        raise SettingsError(message)
    if (
        settings.smtp_password is not None
        and settings.smtp_security is MailSecurity.NONE
        and settings.smtp_host not in {"127.0.0.1", "::1", "localhost"}
    ):
        message = (
            "SMTP_SECURITY=none would send SMTP_PASSWORD in the open: "
            "set it to starttls or tls, or leave SMTP_USER and SMTP_PASSWORD empty."
        )
        raise SettingsError(message)


def _sentence(error: ValidationError) -> str:
    fields = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors())
    return "; ".join(f"{name.upper()} must be {_expected(name)}" for name in fields) + "."


def _expected(name: str) -> str:
    return Settings.model_fields[name].description or "something else"
