import asyncio
from collections.abc import AsyncIterator

import pytest
from aiosmtplib import SMTPDataError, SMTPException, SMTPRecipientRefused, SMTPSenderRefused

from delivery.mail.composing import Posted
from delivery.mail.line import LETTERS_PER_LINE, Line, MayHaveArrived
from tests.support.letters import mail_settings
from tests.support.postbox import Postbox

LETTER = Posted(
    "bounces@pasar.example", "sri@example.com", b"Subject: Halo\r\n\r\n.\r\nKabar\r\n", "Kabar"
)


@pytest.fixture
async def line(postbox: Postbox) -> AsyncIterator[Line]:
    """Yield a line to the postbox."""
    line = Line(mail_settings(postbox.port))
    yield line
    await line.hang_up()


async def test_a_letter_arrives_as_it_was_written(line: Line, postbox: Postbox) -> None:
    await line.send(LETTER)

    (kept,) = postbox.letters
    assert (kept.sender, kept.recipient, kept.raw) == (
        LETTER.sender,
        LETTER.recipient,
        LETTER.content,
    )


async def test_a_line_on_which_everything_comes_is_opened_anew(
    line: Line, postbox: Postbox
) -> None:
    for _ in range(LETTERS_PER_LINE + 1):
        await line.send(LETTER)

    assert (len(postbox.letters), postbox.lines) == (LETTERS_PER_LINE + 1, 2)


async def test_a_line_that_fell_asleep_is_opened_anew(line: Line, postbox: Postbox) -> None:
    await line.send(LETTER)
    postbox.hang_up()
    await asyncio.sleep(0.05)

    await line.send(LETTER)

    assert (len(postbox.letters), postbox.lines) == (2, 2)


async def test_a_server_that_says_goodbye_is_called_again_once(
    line: Line, postbox: Postbox
) -> None:
    await line.send(LETTER)
    postbox.refused_sender = "421 4.3.2 closing"
    with pytest.raises(SMTPSenderRefused):
        await line.send(LETTER)
    postbox.refused_sender = None

    await line.send(LETTER)

    assert (len(postbox.letters), postbox.lines) == (2, 3)


async def test_the_line_stays_after_a_letter_was_refused(line: Line, postbox: Postbox) -> None:
    postbox.refused_recipients[LETTER.recipient] = "550 5.1.1 no such user"
    with pytest.raises(SMTPRecipientRefused):
        await line.send(LETTER)
    postbox.refused_recipients.clear()
    postbox.refused_text = "554 5.6.0 not like this"
    with pytest.raises(SMTPDataError):
        await line.send(LETTER)
    postbox.refused_text = None

    await line.send(LETTER)

    assert (len(postbox.letters), postbox.lines) == (1, 1)


@pytest.mark.parametrize("kept", [True, False])
async def test_nobody_knows_what_became_of_a_letter_whose_line_was_cut(
    line: Line, postbox: Postbox, *, kept: bool
) -> None:
    postbox.cuts_after_text, postbox.cuts_at_text = kept, not kept
    with pytest.raises(MayHaveArrived):
        await line.send(LETTER)

    assert len(postbox.letters) == kept


async def test_a_server_that_goes_silent_after_the_text_is_not_waited_for_long(
    postbox: Postbox,
) -> None:
    postbox.silent = True
    with pytest.raises(MayHaveArrived):
        await Line(mail_settings(postbox.port), patience=0.2).send(LETTER)


async def test_a_server_without_tls_gets_nothing_where_tls_is_wanted(postbox: Postbox) -> None:
    for security in ("starttls", "tls"):
        with pytest.raises((SMTPException, OSError)):
            await Line(mail_settings(postbox.port, smtp_security=security)).send(LETTER)

    assert postbox.tried == []
