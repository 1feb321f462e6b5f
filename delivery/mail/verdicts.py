"""What the mail server's refusal means for a letter, and for all that wait behind it."""

from datetime import timedelta

from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPStatus,
)

from crm.letters.rules import blames_address
from crm.outbox.payload import Delivery
from delivery.dispatch.verdicts import Fate, Hold, Verdict, backoff
from delivery.mail.line import MayHaveArrived

LONGEST_PAUSE = timedelta(minutes=15)
GIVE_UP_AFTER = 100
"""Attempts; with the longest pause this is about a day of a mail server that is away."""
PERMANENT = 500
"""From this reply code on, asking again the same way is of no use (RFC 5321 § 4.2.1)."""


class Patience:
    """How long the mail server is left alone: longer each time in a row that it cannot be had."""

    def __init__(self) -> None:
        """Start in good faith."""
        self._failures = 0

    def after(self, verdict: Verdict | None) -> timedelta:
        """Return for how long nothing is to leave; None is a letter that was taken."""
        if verdict is None:
            self._failures = 0
        elif verdict.hold is Hold.BOT:
            self._failures += 1
            return backoff(self._failures, longest=LONGEST_PAUSE)
        return timedelta(0)


def judge(error: Exception, *, attempts: int, delivery: Delivery) -> Verdict:
    """Judge a failed sending; `attempts` counts this one."""
    match error:
        case MayHaveArrived() if delivery is Delivery.AT_MOST_ONCE:
            return Verdict(Fate.UNKNOWN)
        case MayHaveArrived():
            return _again(attempts)
        case SMTPRecipientRefused() | SMTPDataError() if error.code >= PERMANENT:
            return _refused(error)
        case SMTPRecipientRefused() | SMTPDataError():
            hold = Hold.BOT if error.code == SMTPStatus.domain_unavailable else None
            return _again(attempts, hold)
        case SMTPException() | OSError() | TimeoutError():
            return _again(attempts, Hold.BOT)
        case _:
            return _again(attempts)


def _refused(error: SMTPRecipientRefused | SMTPDataError) -> Verdict:
    """Tell a bad address from a letter, or a sender, that the server does not want."""
    is_recipient = isinstance(error, SMTPRecipientRefused)
    if is_recipient and blames_address(error.message, error.code):
        return Verdict(Fate.UNREACHABLE)
    return Verdict(Fate.DEAD)


def _again(attempts: int, hold: Hold | None = None) -> Verdict:
    """Try again later; with a hold nothing leaves until then, since nothing could."""
    if attempts < GIVE_UP_AFTER:
        return Verdict(Fate.RETRY, pause=backoff(attempts, longest=LONGEST_PAUSE), hold=hold)
    return Verdict(Fate.DEAD)
