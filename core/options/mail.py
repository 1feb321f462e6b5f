"""By which server letters leave."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings

from core.forms import MailAddress, MailBox
from core.options.refusal import SettingsError


class MailSecurity(StrEnum):
    """How the line to the mail server is kept from others' eyes."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class MailSettings(BaseSettings):
    """The mail server, and the addresses that letters name."""

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

    def check_mail(self) -> None:
        """Refuse what would leave letters without a sender, or a password in the open.

        Raises:
            SettingsError: it says what to set.
        """
        if (self.smtp_host is None) != (self.mail_from is None):
            message = (
                "SMTP_HOST and MAIL_FROM go together: "
                "set both to send letters, or neither for no e-mail."
            )
            raise SettingsError(message)
        if (self.smtp_user is None) != (self.smtp_password is None):
            message = "SMTP_USER and SMTP_PASSWORD go together: set both, or neither."
            raise SettingsError(message)
        if self.smtp_host is None and (self.mail_reply_to or self.mail_bounce):
            message = (
                "MAIL_REPLY_TO and MAIL_BOUNCE go with SMTP_HOST: set that too, or none of them."
            )
            raise SettingsError(message)
        if (
            self.smtp_password is not None
            and self.smtp_security is MailSecurity.NONE
            and self.smtp_host not in {"127.0.0.1", "::1", "localhost"}
        ):
            message = (
                "SMTP_SECURITY=none would send SMTP_PASSWORD in the open: "
                "set it to starttls or tls, or leave SMTP_USER and SMTP_PASSWORD empty."
            )
            raise SettingsError(message)
