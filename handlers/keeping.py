"""What a person writes during a dialog, kept in its answers until it finds its place."""

from dataclasses import asdict, replace
from enum import StrEnum

from telegram import Message

from crm.tickets.messages import Said, bundles
from crm.tickets.reporting import NoMoreRoom
from handlers import relay
from handlers.dialogs.engine import STAY, Answers
from handlers.turn import Turn

MESSAGES = "messages"
"""Under this name the answers hold what was said, as JSON."""
LEFT_OUT = "left_out"
"""Under this name, once something found no room: the album that it was a part of, or nothing."""
MOST = 20
"""As many messages as one report holds."""


class Kept(StrEnum):
    """What became of a message."""

    ADDED = "added"
    ALBUM = "album"
    """Added to an album whose first part was answered already."""
    FULL = "full"
    REST = "rest"
    """Left out as a part of that album was which the answer that it is full was about."""

    @property
    def is_answered(self) -> bool:
        """Whether nothing more is to be said: the parts of one album are answered once."""
        return self in {Kept.ALBUM, Kept.REST}


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
    if len(before) >= MOST:
        is_part = said.album is not None and said.album == answers.get(LEFT_OUT)
        answers[LEFT_OUT] = said.album or ""
        return Kept.REST if is_part else Kept.FULL
    is_part = said.album is not None and any(one.album == said.album for one in before)
    answers[MESSAGES] = [asdict(one) for one in (*before, said)]
    return Kept.ALBUM if is_part else Kept.ADDED


def add(turn: Turn, answers: Answers, message: Message, *, text: str | None = None) -> Kept:
    """Keep `message`; the first that finds no room is told so."""
    is_told = LEFT_OUT in answers
    done = keep(answers, message, text=text)
    if done is Kept.FULL and not is_told:
        turn.reply(NoMoreRoom(kept=count(answers)))
    return done


def wait(turn: Turn, answers: Answers, message: Message) -> str | None:
    """Keep a message that the present step did not ask for, and put its question again."""
    if add(turn, answers, message).is_answered or turn.dialog is None:
        return STAY
    return turn.dialog.step
