"""What a person writes during a dialog, kept in its answers until it finds its place."""

from dataclasses import asdict, replace
from enum import StrEnum

from telegram import Message

from crm.tickets.messages import Said, bundles
from handlers import relay
from handlers.dialogs.engine import STAY, Answers
from handlers.turn import Turn

MESSAGES = "messages"
"""Under this name the answers hold what was said, as JSON."""
MOST = 20
"""As many messages as one report holds."""


class Kept(StrEnum):
    """What became of a message."""

    ADDED = "added"
    ALBUM = "album"
    """Added to an album whose first part was answered already."""
    FULL = "full"


def kept(answers: Answers) -> list[Said]:
    """Return what was said so far, in its order."""
    return [Said.from_json(said) for said in answers.get(MESSAGES, ())]


def count(answers: Answers) -> int:
    """Count what was said so far; an album is one."""
    return len(bundles(kept(answers)))


def keep(answers: Answers, message: Message, *, text: str | None = None) -> Kept:
    """Add `message` to the answers; `text` stands in for its words where it is given."""
    said = relay.said(message)
    if text is not None:
        said = replace(said, text=text)
    before = kept(answers)
    is_part = said.album is not None and any(one.album == said.album for one in before)
    if len(before) >= MOST:
        return Kept.ALBUM if is_part else Kept.FULL
    answers[MESSAGES] = [asdict(one) for one in (*before, said)]
    return Kept.ALBUM if is_part else Kept.ADDED


def wait(turn: Turn, answers: Answers, message: Message) -> str | None:
    """Keep a message that the present step did not ask for, and put its question again.

    The parts of one album are answered once.
    """
    if keep(answers, message) is Kept.ALBUM or turn.dialog is None:
        return STAY
    return turn.dialog.step
