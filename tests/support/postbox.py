"""A real mail server on this machine: keeps what it is given, and misbehaves on request."""

import asyncio
import email.policy
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from typing import cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PATIENCE = 20.0
LOOK_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as it arrived."""

    sender: str
    recipient: str
    raw: bytes
    at: float = 0.0
    """When it came, on the loop's clock."""

    @property
    def message(self) -> EmailMessage:
        """The letter, parsed as a mail program would."""
        return BytesParser(policy=email.policy.default).parsebytes(self.raw)

    def part(self, media_type: str) -> EmailMessage:
        """Return its one part of a kind."""
        (part,) = [one for one in self.message.walk() if one.get_content_type() == media_type]
        return part

    def words(self, media_type: str = "text/plain") -> str:
        """Return what one of its parts says."""
        return str(self.part(media_type).get_content()).replace("\r\n", "\n")


@dataclass(slots=True)
class Postbox:
    """Keeps letters; each refusal is a whole reply such as `550 5.1.1 no such user`."""

    refused_recipients: dict[str, str] = field(default_factory=dict[str, str])
    refused_sender: str | None = None
    refused_text: str | None = None
    cuts_after_text: bool = False
    """Takes the letter and breaks the line before saying so."""
    cuts_at_text: bool = False
    """Breaks the line before taking the letter."""
    silent: bool = False
    """Never says what became of a letter."""
    user: str | None = None
    password: str | None = None
    letters: list[Kept] = field(default_factory=list[Kept])
    tried: list[str] = field(default_factory=list[str])
    """Every recipient that was asked about, also those refused."""
    logins: int = 0
    lines: int = 0
    """How often somebody connected."""
    port: int = 0
    _servers: list[SMTP] = field(default_factory=list[SMTP])

    def hang_up(self) -> None:
        """Break every line."""
        for server in self._servers:
            cast("asyncio.Transport", server.transport).abort()

    async def handle_MAIL(  # noqa: N802 - aiosmtpd calls it
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take the sender, or not."""
        if self.refused_sender:
            return self.refused_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take the recipient, or not."""
        self.tried.append(address)
        if address in self.refused_recipients:
            return self.refused_recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it
        """Take the letter, or not."""
        if self.refused_text:
            return self.refused_text
        if not self.cuts_at_text:
            raw = cast("bytes", envelope.original_content)
            kept = Kept(envelope.mail_from or "", envelope.rcpt_tos[0], raw, server.loop.time())
            self.letters.append(kept)
        if self.silent:
            await asyncio.sleep(PATIENCE)
        if self.cuts_at_text or self.cuts_after_text:
            cast("asyncio.Transport", server.transport).abort()
        return "250 OK"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
    ) -> AuthResult:
        """Know one user."""
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (
            (self.user or "").encode(),
            (self.password or "").encode(),
        )
        self.logins += known
        return AuthResult(success=known, handled=False)

    async def gets(self, count: int = 1) -> list[Kept]:
        """Wait for letters, and return all of them."""
        await self.sees(lambda: len(self.letters) >= count)
        return self.letters

    async def sees(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - nobody tells us
                await asyncio.sleep(LOOK_EVERY)

    def _answer(self) -> SMTP:
        self.lines += 1
        server = SMTP(
            self,
            hostname="postbox.test",
            auth_require_tls=False,
            authenticator=self.authenticate,
        )
        self._servers.append(server)
        return server


@asynccontextmanager
async def a_postbox(postbox: Postbox | None = None, *, port: int = 0) -> AsyncGenerator[Postbox]:
    """Yield a mail server that listens on `port`, or on any that is free."""
    postbox = postbox or Postbox()
    server = await asyncio.get_running_loop().create_server(
        postbox._answer,  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the postbox's own server
        "127.0.0.1",
        port,
    )
    postbox.port = server.sockets[0].getsockname()[1]
    try:
        yield postbox
    finally:
        server.close()
        await server.wait_closed()
