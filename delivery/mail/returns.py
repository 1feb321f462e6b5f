"""What arrives at a letter's own address: a delivery status notification, or a wish to stop.

Anybody may write there, so whatever it says is bounded, and acts only on a letter whose seal it
brings back. Notifications are those of RFC 3464, or whatever a mail system writes itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from enum import StrEnum
from typing import Any, TypeAlias, cast

from core.seals import LENGTH
from crm.letters.rules import blames_address, permanent_status

LARGEST = 256 * 1024
"""Bytes that are read of a mail; ours, and the notice before it, are a few of these."""
MOST_MARKS = 20
STOP_WORDS = frozenset({"berhenti", "stop", "unsubscribe"})
"""Subjects that end letters; the link in a letter writes the first."""
UNSPECIFIC = "5.0.0"
_MARK = re.compile(rf"[+<]([a-z2-7]{{{LENGTH}}})@", re.IGNORECASE)
_REPLY = re.compile(r"(?<!\d)5\d\d(?!\d)")
_MAIL_SYSTEM = re.compile(r"mailer-daemon|postmaster|mail delivery", re.IGNORECASE)

Mail: TypeAlias = "Message[str, str]"


class Kind(StrEnum):
    """What a mail turned out to be."""

    FAILED = "failed"
    """A letter was not delivered, and will not be."""
    STOP = "stop"
    """The reader wants no more letters."""
    OTHER = "other"
    """A delay, a notice of holidays, an answer: nothing to be done."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail as far as it matters."""

    kind: Kind
    marks: tuple[str, ...]
    """What may be the seal of a letter, likeliest first."""
    status: str | None = None
    blames_address: bool = False


def read_return(raw: bytes, *, recipient: str = "") -> Returned:
    """Read a mail, of which `raw` may be only the beginning; `recipient` is its envelope's."""
    marks = _marks(recipient, raw)
    try:
        return _understood(BytesParser(policy=policy.compat32).parsebytes(raw), marks)
    except (RecursionError, ValueError, LookupError):
        return Returned(Kind.OTHER, marks)


def _marks(recipient: str, raw: bytes) -> tuple[str, ...]:
    text = f"{recipient}\n{raw.decode('ascii', 'replace')}"
    found = dict.fromkeys(match[1].lower() for match in _MARK.finditer(text))
    return tuple(found)[:MOST_MARKS]


def _understood(mail: Mail, marks: tuple[str, ...]) -> Returned:
    statuses = list(_statuses(mail))
    if statuses:
        failure = next((one for one in statuses if _is_permanent(one)), None)
        return _failed(failure, marks) if failure else Returned(Kind.OTHER, marks)
    if _is_from_mail_system(mail):
        words = _words(mail)
        status = permanent_status(words)
        if status is None:
            return Returned(Kind.OTHER, marks)
        return Returned(Kind.FAILED, marks, status, blames_address(status))
    wants_silence = str(mail.get("Subject", "")).strip().lower() in STOP_WORDS
    automatic = str(mail.get("Auto-Submitted", "no")).strip().lower() != "no"
    return Returned(Kind.STOP if wants_silence and not automatic else Kind.OTHER, marks)


def _statuses(mail: Mail) -> Iterator[Mail]:
    """Yield what a notification says of each recipient."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (
                block
                for block in cast("list[Mail]", part.get_payload())
                if block.get("Status") is not None
            )


def _is_permanent(block: Mail) -> bool:
    is_failed = str(block.get("Action", "failed")).strip().lower() == "failed"
    return is_failed and permanent_status(str(block["Status"])) is not None


def _failed(block: Mail, marks: tuple[str, ...]) -> Returned:
    """Read the status; where it says nothing in particular, what the server said does."""
    status = permanent_status(str(block["Status"])) or UNSPECIFIC
    if status != UNSPECIFIC:
        return Returned(Kind.FAILED, marks, status, blames_address(status))
    said = str(block.get("Diagnostic-Code", ""))
    reply = _REPLY.search(said)
    blames = blames_address(said, int(reply[0]) if reply else None)
    return Returned(Kind.FAILED, marks, permanent_status(said) or status, blames)


def _is_from_mail_system(mail: Mail) -> bool:
    """Tell whether nobody wrote it: a bounce has no sender to which one could answer."""
    nobody = str(mail.get("Return-Path", "")).strip() == "<>"
    return nobody or _MAIL_SYSTEM.search(str(mail.get("From", ""))) is not None


def _words(mail: Mail) -> str:
    """Return the first text of a mail."""
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            content = cast("Any", part.get_payload(decode=True))
            return content.decode("ascii", "replace") if isinstance(content, bytes) else ""
    return ""
