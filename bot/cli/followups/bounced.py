"""`sapa followups bounced`: what a mail server pipes to us of the mail to letters' addresses."""

import json
import sys
from typing import Annotated

import typer
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.writing import write
from bot.refusals import CannotStart
from core.clock import SystemClock
from core.seals import SealBroken
from core.settings import Settings, SettingsError
from crm.letters.operations import LetterUnknown, came_back, stop_by_letter
from crm.letters.postmarks import Postmarks
from delivery.mail.returns import LARGEST, Kind, Returned, read_return

TRY_AGAIN = 75
"""EX_TEMPFAIL: the mail server keeps the mail and comes again."""
CHUNK = 64 * 1024
SENTENCES = {
    Kind.FAILED: "Noted: the letter came back, and its store is tried by the next channel.",
    Kind.STOP: "Noted: the store gets no more letters.",
    Kind.OTHER: "Nothing to do: it says neither that a letter failed nor that one is to stop.",
}


def take(
    *,
    recipient: Annotated[
        str,
        typer.Option(
            help="The address to which it came, such as Postfix's ${original_recipient}."
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read one mail on stdin: a letter that came back, or a reader who wants no more.

    Exit 0 it is done, or there is nothing to do; 1 it is about no letter of ours; 75 the database
    or a setting is missing: the mail server tries again later.
    """
    mail = read_return(_stdin(), recipient=recipient)
    try:
        touch_id = _act(mail)
    except (SettingsError, CannotStart, OperationalError, InterfaceError) as error:
        typer.echo(f"sapa: {error}", err=True)
        raise typer.Exit(TRY_AGAIN) from None
    facts = {
        "kind": mail.kind,
        "touch_id": touch_id,
        "status": mail.status,
        "address_refused": mail.blames_address,
    }
    typer.echo(json.dumps(facts) if as_json else SENTENCES[mail.kind])


def _stdin() -> bytes:
    """Read the beginning of a mail, and let go of the rest: who pipes it waits for that."""
    beginning = sys.stdin.buffer.read(LARGEST)
    while sys.stdin.buffer.read(CHUNK):
        pass
    return beginning


def _act(mail: Returned) -> int:
    """Do what the mail asks for; return the touch whose letter it is about.

    Raises:
        LetterUnknown: it is about no letter of ours.
    """
    touch_id = _letter_of(mail, Postmarks.of(Settings.load().require_token()))

    async def work(session: AsyncSession) -> None:
        now = SystemClock().now()
        if mail.kind is Kind.FAILED:
            await came_back(
                session, touch_id=touch_id, blames_address=mail.blames_address, now=now
            )
        elif mail.kind is Kind.STOP:
            await stop_by_letter(session, touch_id=touch_id, now=now)

    write(work)
    return touch_id


def _letter_of(mail: Returned, marks: Postmarks) -> int:
    for mark in mail.marks:
        try:
            return marks.read_letter(mark)
        except SealBroken:
            continue
    message = "This mail is about no letter of ours."
    raise LetterUnknown(message)
