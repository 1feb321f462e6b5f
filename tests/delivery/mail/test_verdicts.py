from datetime import timedelta

import pytest
from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from crm.outbox.payload import Delivery
from delivery.dispatch.verdicts import Fate, Hold, Verdict
from delivery.mail.line import MayHaveArrived
from delivery.mail.verdicts import GIVE_UP_AFTER, LONGEST_PAUSE, Patience, judge

ONCE = Delivery.AT_MOST_ONCE
TO = "sri@example.com"


@pytest.mark.parametrize(
    ("error", "fate", "hold"),
    [
        (SMTPRecipientRefused(550, "5.1.1 unknown", TO), Fate.UNREACHABLE, None),
        (SMTPRecipientRefused(550, "no such user", TO), Fate.UNREACHABLE, None),
        (SMTPRecipientRefused(550, "5.7.1 blocked", TO), Fate.DEAD, None),
        (SMTPRecipientRefused(554, "no", TO), Fate.DEAD, None),
        (SMTPRecipientRefused(450, "4.2.1 later", TO), Fate.RETRY, None),
        (SMTPRecipientRefused(421, "closing", TO), Fate.RETRY, Hold.BOT),
        (SMTPDataError(554, "5.1.1 spam"), Fate.DEAD, None),
        (SMTPDataError(451, "later"), Fate.RETRY, None),
        (SMTPSenderRefused(550, "5.7.1 who?", TO), Fate.RETRY, Hold.BOT),
        (SMTPAuthenticationError(535, "wrong"), Fate.RETRY, Hold.BOT),
        (SMTPConnectError("away"), Fate.RETRY, Hold.BOT),
        (SMTPServerDisconnected("gone"), Fate.RETRY, Hold.BOT),
        (SMTPNotSupported("STARTTLS"), Fate.RETRY, Hold.BOT),
        (ConnectionResetError(), Fate.RETRY, Hold.BOT),
        (TimeoutError(), Fate.RETRY, Hold.BOT),
        (MayHaveArrived(), Fate.UNKNOWN, None),
        (RuntimeError("ours"), Fate.RETRY, None),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_an_answer_means(error: Exception, fate: Fate, hold: Hold | None) -> None:
    verdict = judge(error, attempts=1, delivery=ONCE)

    assert (verdict.fate, verdict.hold) == (fate, hold)


def test_what_must_not_be_missing_is_sent_again() -> None:
    verdict = judge(MayHaveArrived(), attempts=1, delivery=Delivery.AT_LEAST_ONCE)

    assert verdict.fate is Fate.RETRY


def test_pauses_grow_to_a_quarter_of_an_hour_and_end() -> None:
    pauses = [
        judge(TimeoutError(), attempts=n, delivery=ONCE).pause for n in range(1, GIVE_UP_AFTER)
    ]

    assert pauses[0] < timedelta(seconds=2)
    assert LONGEST_PAUSE * 0.7 < max(pauses) <= LONGEST_PAUSE * 1.25
    assert sum(pauses, timedelta()) > timedelta(hours=20)
    assert judge(TimeoutError(), attempts=GIVE_UP_AFTER, delivery=ONCE).fate is Fate.DEAD


def test_a_server_that_stays_away_is_asked_ever_more_rarely_until_it_is_back() -> None:
    patience, away = Patience(), Verdict(Fate.RETRY, hold=Hold.BOT)

    pauses = [patience.after(away) for _ in range(12)]
    assert pauses[0] < timedelta(seconds=2) < pauses[3] < timedelta(seconds=12)
    assert LONGEST_PAUSE * 0.7 < pauses[-1] <= LONGEST_PAUSE * 1.25
    assert patience.after(Verdict(Fate.DEAD)) == timedelta(0)
    assert patience.after(away) > timedelta(minutes=5), "a bad letter says nothing of the server"
    assert patience.after(None) == timedelta(0)
    assert patience.after(away) < timedelta(seconds=2)
