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
from delivery.telegram.request import MayHaveArrived
from models.sellers import Reach

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=2)
GIVE_UP_AFTER = 60
"""Attempts; with the longest pause this is nearly two hours of an unreachable Telegram."""
GROUP_PAUSE = timedelta(minutes=5)
"""Between tries at a staff group that threw the bot out: what waits is kept."""


_NOTHING_TO_DO = (
    "to edit not found",
    "can't be edited",
    "to copy not found",
    "no messages to copy",
    "to react not found",
    "reaction_invalid",
)
"""What was to be changed or copied is gone, or the chat does not allow this reaction."""


class Fate(StrEnum):
    """What becomes of the row."""

    RETRY = "retry"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    MIGRATED = "migrated"
    TOPIC_GONE = "topic_gone"
    NO_TOPICS = "no_topics"
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
            verdict = Verdict(Fate.MIGRATED, new_chat_id=error.new_chat_id)
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


def _forbidden(error: Forbidden, chat_id: int) -> Verdict:
    if chat_id < 0:
        return Verdict(Fate.RETRY, pause=GROUP_PAUSE, hold=Hold.CHAT)
    gone = "deactivated" in error.message.lower()
    return Verdict(Fate.UNREACHABLE, reach=Reach.GONE if gone else Reach.BLOCKED)


def _bad_request(text: str, chat_id: int) -> Verdict:
    if "thread not found" in text or "topic_deleted" in text:
        return Verdict(Fate.TOPIC_GONE)
    if "not enough rights" in text or "not a forum" in text:
        return Verdict(Fate.NO_TOPICS)
    if "chat not found" in text:
        return (
            Verdict(Fate.UNREACHABLE, reach=Reach.GONE)
            if chat_id > 0
            else Verdict(Fate.RETRY, pause=GROUP_PAUSE)
        )
    if any(words in text for words in _NOTHING_TO_DO):
        return Verdict(Fate.MOOT)
    return Verdict(Fate.DEAD)
