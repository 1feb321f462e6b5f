"""What Telegram's refusal means for a message (DESIGN's answer table, one function)."""

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from crm.outbox.payload import Delivery
from crm.staff.rules import Lack
from delivery.telegram.request import MayHaveArrived
from models.sellers import Reach

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=2)
GIVE_UP_AFTER = 60
"""Attempts; with the longest pause this is nearly two hours of an unreachable Telegram."""
GROUP_PAUSE = timedelta(minutes=5)
"""Between tries at a staff group that threw the bot out: what waits is kept."""


_FORBIDDEN = ("not enough rights", "have no rights", "chat_write_forbidden")
"""What a group's members may not do."""


class Fate(StrEnum):
    """What becomes of the row."""

    RETRY = "retry"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    MIGRATED = "migrated"
    TOPIC_GONE = "topic_gone"
    TOPIC_CLOSED = "topic_closed"
    NO_TOPICS = "no_topics"
    NO_RIGHTS = "no_rights"
    MOOT = "moot"
    DEAD = "dead"


class Hold(StrEnum):
    """Who waits: after a 429 in a private chat the bot, which is too fast; else the one chat."""

    BOT = "bot"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fate and what goes with it."""

    fate: Fate
    pause: timedelta = timedelta(0)
    hold: Hold | None = None
    """What else waits for `pause`, beside this message."""
    reach: Reach = Reach.OK
    new_chat_id: int | None = None
    lack: Lack | None = None
    """What the bot needs in a staff group and was not given."""


def judge(error: TelegramError, *, attempts: int, delivery: Delivery, chat_id: int) -> Verdict:
    """Judge a failed sending; `attempts` counts this one.

    Raises:
        InvalidToken: nothing can be sent at all.
    """
    match error:
        case InvalidToken():
            raise error
        case RetryAfter():
            hold = Hold.BOT if chat_id > 0 else Hold.CHAT
            verdict = Verdict(Fate.RETRY, pause=wait_of(error), hold=hold)
        case ChatMigrated():
            verdict = _migrated(error, chat_id)
        case Forbidden():
            verdict = _forbidden(error, chat_id)
        case BadRequest():
            verdict = _bad_request(error.message.lower(), chat_id)
        case MayHaveArrived() if delivery is Delivery.AT_MOST_ONCE:
            verdict = Verdict(Fate.UNKNOWN)
        case NetworkError():
            verdict = unexpected(attempts)
        case _:
            verdict = Verdict(Fate.DEAD)
    return verdict


def unexpected(attempts: int) -> Verdict:
    """Judge a failure that says nothing of the message: try again, but not for ever."""
    if attempts < GIVE_UP_AFTER:
        return Verdict(Fate.RETRY, pause=backoff(attempts))
    return Verdict(Fate.DEAD)


def wait_of(error: RetryAfter) -> timedelta:
    """Return how long Telegram asks to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def backoff(attempts: int, *, longest: timedelta = LONGEST_PAUSE) -> timedelta:
    """Return a pause that doubles from one second to `longest`, give or take a quarter."""
    pause = min(longest, FIRST_PAUSE * 2 ** min(attempts - 1, 10))
    return pause * random.uniform(0.75, 1.25)  # noqa: S311 - jitter, not a secret


def _migrated(error: ChatMigrated, chat_id: int) -> Verdict:
    """Follow the group; what was to be copied out of it to somebody stayed behind."""
    if chat_id > 0:
        return Verdict(Fate.DEAD)
    return Verdict(Fate.MIGRATED, new_chat_id=error.new_chat_id)


def _forbidden(error: Forbidden, chat_id: int) -> Verdict:
    if chat_id < 0:
        return Verdict(Fate.RETRY, pause=GROUP_PAUSE, hold=Hold.CHAT, lack=Lack.MEMBER)
    gone = "deactivated" in error.message.lower()
    return Verdict(Fate.UNREACHABLE, reach=Reach.GONE if gone else Reach.BLOCKED)


_MEANINGS = {
    "thread not found": Fate.TOPIC_GONE,
    "topic_deleted": Fate.TOPIC_GONE,
    "topic_closed": Fate.TOPIC_CLOSED,
    "not a forum": Fate.NO_TOPICS,
    "to edit not found": Fate.MOOT,
    "can't be edited": Fate.MOOT,
    "to copy not found": Fate.MOOT,
    "no messages to copy": Fate.MOOT,
    "to react not found": Fate.MOOT,
    "reaction_invalid": Fate.MOOT,
}
"""What part of a refusal means; moot is what is gone, or what the chat's people did not allow."""


def _bad_request(text: str, chat_id: int) -> Verdict:
    for words, fate in _MEANINGS.items():
        if words in text:
            return _shut() if fate is Fate.TOPIC_CLOSED else Verdict(fate)
    if chat_id < 0 and any(words in text for words in _FORBIDDEN):
        hold = Hold.CHAT if "text messages" in text else None
        return Verdict(Fate.NO_RIGHTS, pause=GROUP_PAUSE, hold=hold, lack=Lack.SPEAK)
    if "chat not found" in text:
        return (
            Verdict(Fate.UNREACHABLE, reach=Reach.GONE)
            if chat_id > 0
            else Verdict(Fate.RETRY, pause=GROUP_PAUSE)
        )
    return Verdict(Fate.DEAD)


def _shut() -> Verdict:
    """Wait where even the topic for everybody is closed to us: an admin may write there."""
    return Verdict(Fate.TOPIC_CLOSED, pause=GROUP_PAUSE, lack=Lack.SPEAK)
