"""Which weeks a card looks back on, and what it makes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from crm.calls.rules import CALL
from crm.segments.rules import week_of
from models import Interaction
from models.interactions import Channel, Direction
from models.segments import Lifecycle

WEEKS = 12
"""How far a card looks back; the last week is the one that runs."""
COMPARED = 4
"""Whole weeks that are compared with as many before them."""
NOTICEABLE = 0.15
"""A smaller change than this is none."""
QUOTED = 80
"""How much of a message a card repeats."""
NOTED = 240
"""How much of a note a card shows."""


class Trend(StrEnum):
    """Where a store's sales are going."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"
    NONE = "none"
    """Nothing was sold in the weeks that are compared."""


class TalkKind(StrEnum):
    """What passed between a seller and us."""

    TEXT = "text"
    PICTURE = "picture"
    VOICE = "voice"
    FILE = "file"
    BUTTON = "button"
    COMMAND = "command"
    OTHER = "other"
    ANSWER = "answer"
    """Staff's own words."""
    FOLLOW_UP = "follow_up"
    RESOLVED = "resolved"
    """The seller was told that a report is done."""
    CALL = "call"
    MAIL = "mail"


FROM_SELLER = {
    "text": TalkKind.TEXT,
    "photo": TalkKind.PICTURE,
    "sticker": TalkKind.PICTURE,
    "animation": TalkKind.PICTURE,
    "voice": TalkKind.VOICE,
    "video_note": TalkKind.VOICE,
    "audio": TalkKind.FILE,
    "video": TalkKind.FILE,
    "document": TalkKind.FILE,
    "button": TalkKind.BUTTON,
}
"""What a seller sends, by the kind that the log has for it."""
FROM_US = {
    "relay_to_seller": TalkKind.ANSWER,
    "nudge": TalkKind.FOLLOW_UP,
    "followup": TalkKind.FOLLOW_UP,
    "ticket_resolved": TalkKind.RESOLVED,
    CALL: TalkKind.CALL,
}
"""What we send on purpose, by the same; what the bot answers by itself is not worth a line."""


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week by its name, such as 2026-W47, and the moment at which it begins."""

    name: str
    begins: datetime


@dataclass(frozen=True, slots=True)
class Spell:
    """Weeks in a row that a store spent in one part of its life."""

    lifecycle: Lifecycle
    weeks: int


def weeks(now: datetime, zone: ZoneInfo) -> list[Week]:
    """Return the last weeks in `zone`, the one that runs last."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    mondays = (monday - timedelta(weeks=back) for back in reversed(range(WEEKS)))
    begins = (datetime.combine(day, time(), zone).astimezone(UTC) for day in mondays)
    return [Week(name=week_of(moment, zone), begins=moment) for moment in begins]


def trend(sales: Sequence[int]) -> Trend:
    """Compare the last whole weeks' sales with those before; the last week still runs."""
    whole = sales[:-1]
    after, before = sum(whole[-COMPARED:]), sum(whole[-2 * COMPARED : -COMPARED])
    if after <= 0 and before <= 0:
        return Trend.NONE
    if abs(after - before) < NOTICEABLE * before:
        return Trend.STEADY
    return Trend.RISING if after > before else Trend.FALLING


def spells(lifecycles: Iterable[Lifecycle]) -> tuple[Spell, ...]:
    """Put weeks that are alike together."""
    return tuple(Spell(one, len(list(alike))) for one, alike in groupby(lifecycles))


def talk_kind(row: Interaction) -> TalkKind:
    """Return what a line of the log was."""
    if row.channel is Channel.EMAIL:
        return TalkKind.MAIL
    if row.direction is Direction.OUT:
        return FROM_US.get(row.kind, TalkKind.OTHER)
    if row.kind == "text" and row.text.startswith("/"):
        return TalkKind.COMMAND
    return FROM_SELLER.get(row.kind, TalkKind.OTHER)


def talk_text(row: Interaction) -> str:
    """Return the words of a line of the log; of a command only its name, for it may hold a key."""
    if talk_kind(row) is TalkKind.COMMAND:
        return row.text.split(maxsplit=1)[0]
    return "" if talk_kind(row) in {TalkKind.FOLLOW_UP, TalkKind.RESOLVED} else row.text
