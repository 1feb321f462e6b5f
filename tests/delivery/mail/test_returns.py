import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.letters.postmarks import Postmarks
from delivery.mail.returns import LARGEST, MOST_MARKS, Kind, Returned, read_return
from tests.support.bounces import a_mail, a_notice

MARK = Postmarks.of("123456:RETURNS").letter(7)
ADDRESS = f"bounces+{MARK}@pasar.example"


def test_a_notice_to_a_letters_own_address() -> None:
    assert read_return(a_notice(to=ADDRESS)) == Returned(
        Kind.FAILED, (MARK,), "5.1.1", blames_address=True
    )


def test_the_mark_is_found_in_the_envelope_and_in_the_letter_itself() -> None:
    assert read_return(a_notice(), recipient=ADDRESS.upper()).marks == (MARK,)
    assert read_return(a_notice(message_id=f"<{MARK}@pasar.example>")).marks == (MARK,)
    assert read_return(a_notice()).marks == ()


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.7"), ("failed", "4.2.2"), ("delivered", "2.0.0")]
)
def test_what_may_still_arrive_is_no_failure(action: str, status: str) -> None:
    assert read_return(a_notice(to=ADDRESS, action=action, status=status)).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("status", "diagnostic", "blames"),
    [
        ("5.2.1", "smtp; 550 mailbox disabled", True),
        ("5.4.4", "smtp; no such host", True),
        ("5.7.1", "smtp; 550 5.7.1 blocked", False),
        ("5.6.0", "smtp; 554 content", False),
        ("5.0.0", "smtp; 550 5.1.1 no such user", True),
        ("5.0.0", "smtp; 550 user unknown", True),
        ("5.0.0", "smtp; 554 5.7.1 spam", False),
        ("5.0.0", "", False),
        ("5.1.1 (bad address)", "", True),
    ],
)
def test_only_some_failures_are_the_addresss(
    status: str, diagnostic: str, *, blames: bool
) -> None:
    found = read_return(a_notice(to=ADDRESS, status=status, diagnostic=diagnostic))

    assert (found.kind, found.blames_address) == (Kind.FAILED, blames)


def test_a_mail_system_may_write_as_it_likes() -> None:
    text = f"Hi. This is the qmail-send program.\n<sri@example.com>: 550 5.1.1 no mailbox {MARK}"
    mail = f"Return-Path: <>\nFrom: MAILER-DAEMON@mx\nTo: {ADDRESS}\n\n{text}\n".encode()

    assert read_return(mail) == Returned(Kind.FAILED, (MARK,), "5.1.1", blames_address=True)


def test_a_person_who_writes_about_codes_is_no_failure() -> None:
    mail = f"From: sri@example.com\nTo: {ADDRESS}\nSubject: 550 5.1.1\n\n550 5.1.1\n".encode()

    assert read_return(mail).kind is Kind.OTHER


@pytest.mark.parametrize("subject", ["berhenti", " BERHENTI ", "unsubscribe", "stop"])
def test_a_reader_ends_letters_by_a_subject(subject: str) -> None:
    assert read_return(a_mail(to=ADDRESS, subject=subject)) == Returned(Kind.STOP, (MARK,))


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Re: Undangan", ""),
        ("jangan berhenti", ""),
        ("berhenti", "Auto-Submitted: auto-replied\n"),
    ],
)
def test_other_mail_ends_nothing(subject: str, headers: str) -> None:
    assert read_return(a_mail(to=ADDRESS, subject=subject, headers=headers)).kind is Kind.OTHER


@given(raw=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8")))
def test_nothing_that_is_written_breaks_it(raw: bytes) -> None:
    read_return(raw)
    read_return(a_notice(to=ADDRESS)[: len(raw)] + raw)


def nested(levels: int) -> bytes:
    """Return parts within parts."""
    heads = (f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(levels))
    return "".join(heads).encode()


@pytest.mark.parametrize(
    "raw",
    [
        nested(5000)[:LARGEST],
        (b"+" + b"a" * 32 + b"@\n") * 6000,
        b"Subject: " + b"=?utf-8?q?" * 20_000,
        b'Content-Type: message/delivery-status; x="' + b"\\" * 200_000,
        b"A" * LARGEST,
        b"Return-Path: <>\n\n" + b"5.1." * 60_000,
        b"Content-Type: text/plain; charset=rot13\nReturn-Path: <>\n\n5.1.1",
    ],
    ids=["nested", "marks", "words", "quotes", "one line", "codes", "charset"],
)
def test_a_hostile_mail_takes_little(raw: bytes) -> None:
    begun = time.process_time()
    assert len(read_return(raw).marks) <= MOST_MARKS
    assert time.process_time() - begun < 5
