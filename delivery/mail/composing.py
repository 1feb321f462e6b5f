"""From a worded letter to the bytes that a mail server takes."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from io import BytesIO
from typing import Self, cast

import segno

from core.addresses import domain_of
from core.settings import Settings
from crm.letters.postmarks import Postmarks
from crm.sellers.invitations import Invitations, invitation_secret
from delivery.mail.letters import Letter
from views.letters import QR_ID, Email, Ways, letter

STOP_PATH = "/berhenti"
"""Where `web.unsubscribe` serves the page that ends letters."""
STOP_SUBJECT = "berhenti"
"""The subject of a mail to a letter's own address that ends letters."""


class _Unfolded(EmailPolicy):
    """Leaves lists of links on one line: the standard library would encode a long one."""

    def fold(self, name: str, value: str) -> str:
        """Fold a header, unless it holds links."""
        return f"{name}: {value}\r\n" if name.startswith("List-") else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """Do the same, as the generator wants it."""
        return self.fold(name, value).encode("ascii")


_POLICY = _Unfolded(linesep="\r\n", cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter ready to leave."""

    sender: str
    """The envelope's, to which it comes back."""
    recipient: str
    content: bytes
    text: str
    """What it says, for the log."""


class Stationery:
    """What stands on every letter of this installation."""

    def __init__(self, settings: Settings, *, token: str, bot: str) -> None:
        """Write letters in the name of `settings.mail_from`; `bot` is the bot's username."""
        if settings.mail_from is None:
            message = "letters have no sender without MAIL_FROM"
            raise ValueError(message)
        self._settings = settings
        self._from = settings.mail_from
        self._address = parseaddr(settings.mail_from)[1]
        self._marks = Postmarks.of(token)
        self._invitations = Invitations(bot, invitation_secret(token))

    @classmethod
    def of(cls, settings: Settings, *, bot: str) -> Self:
        """Seal with the settings' own token."""
        return cls(settings, token=settings.require_token(), bot=bot)

    def compose(self, one: Letter, *, now: datetime) -> Posted:
        """Word a letter, and put it into its envelope."""
        mark = self._marks.letter(one.touch_id)
        returns_to = self._returns_to(mark)
        email = letter(
            one.job.payload, one.job.words, one.job.reader, self._ways(one, returns_to, now)
        )
        message = _parts(email)
        self._address_to(message, one)
        message["Subject"] = one_line(email.subject)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{mark}@{domain_of(self._address)}>"
        self._note_for_programs(message, one, returns_to)
        return Posted(
            sender=returns_to if self._settings.mail_bounce else self._address,
            recipient=one.address,
            content=message.as_bytes(),
            text=email.text,
        )

    def _address_to(self, message: EmailMessage, one: Letter) -> None:
        message["From"] = self._from
        if self._settings.mail_reply_to is not None:
            message["Reply-To"] = self._settings.mail_reply_to
        name = one_line(one.job.reader.name)
        message["To"] = Address(display_name=name, addr_spec=one.address)

    def _note_for_programs(self, message: EmailMessage, one: Letter, returns_to: str) -> None:
        """Add what mail programs go by: that no person wrote it now, and how it is stopped."""
        links = [f"<{_mail_to_stop(returns_to)}>"]
        page = self._stop_page(one)
        if page is not None:
            links.append(f"<{page}>")
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["List-Unsubscribe"] = ", ".join(links)
        message["Auto-Submitted"] = "auto-generated"
        message["Precedence"] = "bulk"

    def _ways(self, one: Letter, returns_to: str, now: datetime) -> Ways:
        invitation = self._invitations.link(one.seller_id, now=now)
        return Ways(
            chat=f"https://t.me/{self._invitations.bot}" if one.linked else invitation,
            stop=self._stop_page(one) or _mail_to_stop(returns_to),
            invites=not one.linked,
        )

    def _stop_page(self, one: Letter) -> str | None:
        if self._settings.public_url is None:
            return None
        return f"{self._settings.public_url}{STOP_PATH}/{self._marks.stop(one.seller_id)}"

    def _returns_to(self, mark: str) -> str:
        """Return the letter's own address, else the one that somebody reads."""
        if self._settings.mail_bounce is not None:
            local, _, domain = self._settings.mail_bounce.rpartition("@")
            return f"{local}+{mark}@{domain}"
        return parseaddr(self._settings.mail_reply_to or self._from)[1]


def one_line(text: str) -> str:
    """Return `text` as a header may hold it: no line ends, nothing that does not print.

    The standard library would decode what looks like an encoded word (RFC 2047), with whatever is
    hidden in it.
    """
    printed = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printed.replace("=?", "= ?").split())


def _mail_to_stop(address: str) -> str:
    return f"mailto:{address}?subject={STOP_SUBJECT}"


def _parts(email: Email) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    message.set_content(email.text)
    message.add_alternative(email.html, subtype="html")
    if email.qr is not None:
        html = cast("list[MIMEPart]", message.get_payload())[1]
        html.add_related(
            _png(email.qr),
            maintype="image",
            subtype="png",
            cid=f"<{QR_ID}>",
            disposition="inline",
            filename="telegram.png",
        )
    return message


def _png(text: str) -> bytes:
    image = BytesIO()
    segno.make(text, error="m", micro=False).save(image, kind="png", scale=5)
    return image.getvalue()
