"""Who may send a broadcast, how long its words may be, and which queues its messages wait in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zlib import crc32

from crm.followups.hours import ZONES, Hours
from crm.followups.rules import STALE
from crm.staff.rules import allowed
from locales.languages import INDONESIAN
from models.broadcasts import BroadcastState
from models.staff import Role

FALLBACK = INDONESIAN
"""The language that has to be written, and that everybody reads whose own was not."""
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
"""UTF-16 units that Telegram takes in a message, and under a photo."""
LAST_DAY = STALE.days - 1
"""A seller who has had enough gets it so many days later at most; after that it would be stale."""
IN_PRIVATE = timedelta(seconds=4)
IN_GROUP = timedelta(seconds=15)
"""Between two looks at the progress: a group takes 20 messages a minute, and tickets need them."""
ENDED = frozenset({BroadcastState.DONE, BroadcastState.CANCELLED})


class Facet(StrEnum):
    """By what recipients are chosen."""

    SEGMENT = "segment"
    PROVINCE = "province"
    LANGUAGE = "language"
    CATEGORY = "category"


class Lack(StrEnum):
    """What recipients must lack."""

    PRODUCT = "product"
    SALE = "sale"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast is for; where nothing is chosen, for everybody."""

    chosen: Mapping[Facet, tuple[str, ...]]
    lacks: frozenset[Lack] = frozenset()

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Audience":
        """Read what `to_json` wrote."""
        return cls(
            {facet: tuple(stored[facet]) for facet in Facet if stored.get(facet)},
            frozenset(Lack(lack) for lack in stored.get("lacks", ())),
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        chosen = {facet.value: list(values) for facet, values in self.chosen.items()}
        return chosen | {"lacks": sorted(self.lacks)}

    def of(self, facet: Facet) -> tuple[str, ...]:
        """Return what was chosen of a facet."""
        return self.chosen.get(facet, ())

    def without(self, facet: Facet) -> "Audience":
        """Return the audience that does not mind this facet."""
        return replace(self, chosen={one: of for one, of in self.chosen.items() if one != facet})

    def toggled(self, facet: Facet, value: str) -> "Audience":
        """Return it with `value` chosen, or not chosen any more."""
        present = self.of(facet)
        values = tuple(sorted({*present} ^ {value}))
        others = self.without(facet)
        return replace(others, chosen={**others.chosen, facet: values}) if values else others

    def lacking(self, lack: Lack) -> "Audience":
        """Return it with `lack` asked for, or not any more."""
        return replace(self, lacks=self.lacks ^ {lack})


def may_broadcast(role: Role) -> bool:
    """Tell whether a member of staff may send broadcasts: supervisors and admins."""
    return allowed(role, Role.SUPERVISOR)


def code_of(value: str) -> str:
    """Return a short name for what may be too long for a button's data."""
    return f"{crc32(value.encode()):08x}"


def limit_of(*, photo: bool) -> int:
    """Return how long a text may be."""
    return CAPTION_LIMIT if photo else TEXT_LIMIT


def length(text: str) -> int:
    """Count a text as Telegram does, in UTF-16 units."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def too_long(texts: Collection[str], *, photo: bool) -> int | None:
    """Return the length of the longest text where it is too long, else None."""
    longest = max((length(text) for text in texts), default=0)
    return longest if longest > limit_of(photo=photo) else None


def text_for(texts: Mapping[str, str], language: str | None) -> str:
    """Return the words for a reader of `language`."""
    return texts.get(language or FALLBACK) or texts.get(FALLBACK, "")


def lane(broadcast_id: int, zone: str) -> str:
    """Name the queue of a broadcast's messages to one zone."""
    return f"{broadcast_id}:{zone}"


def lanes(broadcast_id: int) -> list[str]:
    """Name all queues of a broadcast."""
    return [lane(broadcast_id, zone) for zone in ZONES]


def open_lanes(broadcast_ids: Collection[int], *, hours: Hours, now: datetime) -> list[str]:
    """Name the queues that messages may leave now: those of zones where it is a decent hour."""
    zones = [zone for zone in ZONES if hours.is_open(now, zone)]
    return [lane(broadcast_id, zone) for broadcast_id in sorted(broadcast_ids) for zone in zones]


def is_over(confirmed_at: datetime, now: datetime) -> bool:
    """Tell whether nobody wants the words any more that were not said yet."""
    return confirmed_at < now - STALE


def look_again(chat_id: int) -> timedelta:
    """Return how long a shown progress stands."""
    return IN_GROUP if chat_id < 0 else IN_PRIVATE


def seconds_for(messages: int, *, rate: float) -> int:
    """Return how long so many messages take at `rate` a second."""
    return round(messages / rate)
