"""A line to the mail server, kept open from one letter to the next."""

import asyncio
import contextlib

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPStatus,
)

from core.addresses import domain_of
from core.options.mail import MailSecurity
from core.settings import Settings
from delivery.mail.composing import Posted

EACH_ANSWER = 30.0
"""Seconds that the server may take for one answer."""
OPENING = 60.0
"""Seconds for a line to open: connection, TLS and login."""
HANDING_OVER = 90.0
"""Seconds for one letter's text, and for the server to take charge of it."""
SLOWEST = OPENING + 2 * HANDING_OVER
"""Seconds that one letter takes at the most: its envelope may have to be shown twice."""
LETTERS_PER_LINE = 100
"""Servers grow tired of a line on which everything comes."""


class MayHaveArrived(Exception):
    """The line broke after the letter was handed over and before the server said anything."""


class Line:
    """Sends one letter after the other; opens the line, and opens it again, by itself."""

    def __init__(self, settings: Settings, *, patience: float = HANDING_OVER) -> None:
        """Go to the settings' mail server; wait `patience` seconds for it to take a letter."""
        self._settings = settings
        self._patience = patience
        self._client: SMTP | None = None
        self._carried = 0

    async def send(self, letter: Posted) -> None:
        """Hand a letter over; once this returns, the server has charge of it.

        Raises:
            MayHaveArrived: nobody knows whether it has.
            SMTPException, OSError, TimeoutError: it has not.
        """
        client = await self._ready(letter)
        try:
            async with asyncio.timeout(self._patience):
                await client.data(letter.content, timeout=self._patience)
        except SMTPResponseException as refusal:
            await self._go_on_after(refusal)
            raise
        except (SMTPException, OSError, TimeoutError) as error:
            self._drop()
            raise MayHaveArrived(type(error).__name__) from error
        except BaseException:
            self._drop()
            raise
        self._carried += 1
        if self._carried >= LETTERS_PER_LINE:
            await self.hang_up()

    async def open(self) -> None:
        """Connect, greet and log in; SMTPException, OSError or TimeoutError where that fails."""
        client = _client(self._settings)
        try:
            async with asyncio.timeout(OPENING):
                await client.connect()
                if client.is_ehlo_or_helo_needed:
                    await client.ehlo()
        except BaseException:
            client.close()
            raise
        self._client, self._carried = client, 0

    async def hang_up(self) -> None:
        """Say goodbye, if there is anybody."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(SMTPException, OSError, TimeoutError):
                async with asyncio.timeout(EACH_ANSWER):
                    await client.quit()
            client.close()

    async def _ready(self, letter: Posted) -> SMTP:
        """Show the envelope; over a new line where the old one fell asleep."""
        if self._client is not None:
            try:
                return await self._show(letter)
            except SMTPServerDisconnected:
                self._drop()
            except SMTPResponseException as refusal:
                if refusal.code != SMTPStatus.domain_unavailable:
                    raise
        await self.open()
        return await self._show(letter)

    async def _show(self, letter: Posted) -> SMTP:
        client = self._client
        if client is None:
            message = "the line is not open"
            raise SMTPServerDisconnected(message)
        try:
            async with asyncio.timeout(HANDING_OVER):
                await client.mail(letter.sender)
                await client.rcpt(letter.recipient)
        except SMTPResponseException as refusal:
            await self._go_on_after(refusal)
            raise
        except BaseException:
            self._drop()
            raise
        return client

    async def _go_on_after(self, refusal: SMTPResponseException) -> None:
        """Clear the envelope for the next letter; 421 means that the server hangs up."""
        if refusal.code == SMTPStatus.domain_unavailable:
            self._drop()
        elif self._client is not None:
            try:
                async with asyncio.timeout(EACH_ANSWER):
                    await self._client.rset()
            except (SMTPException, OSError, TimeoutError):
                self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


def _client(settings: Settings) -> SMTP:
    password = settings.smtp_password
    return SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_user,
        password=password.get_secret_value() if password else None,
        local_hostname=domain_of((settings.mail_from or "").rstrip(">")) or "localhost",
        timeout=EACH_ANSWER,
        use_tls=settings.smtp_security is MailSecurity.TLS,
        start_tls=settings.smtp_security is MailSecurity.STARTTLS,
    )
