"""Who may do what, and what the group still lacks."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum

from crm.staff.regions import covers
from models import Staff
from models.staff import Role

RANKS = {Role.AGENT: 1, Role.SUPERVISOR: 2, Role.ADMIN: 3}
SPOKEN = ("id", "jv", "su", "min", "ban", "bjn", "bug", "ace", "mad", "bbc", "nij", "bew", "en")
"""The languages that sellers write in, and staff may say that they speak."""
FAR = 3
"""How many more tickets somebody may have before a colleague of another region is suggested."""
_NEVER = datetime.min.replace(tzinfo=UTC)


class Lack(StrEnum):
    """What a group lacks for Sapa to work well in it."""

    TOPICS = "topics"
    ADMIN = "admin"
    TOPIC_RIGHT = "topic_right"
    SPEAK = "speak"
    """Leave to write."""
    MEMBER = "member"
    """A place in the group."""


def allowed(role: Role, needed: Role) -> bool:
    """Tell whether `role` includes what `needed` may do."""
    return RANKS[role] >= RANKS[needed]


def may_invite(role: Role, invited: Role) -> bool:
    """Tell whether `role` may make somebody `invited`: supervisors bring agents."""
    return allowed(role, Role.ADMIN) or (allowed(role, Role.SUPERVISOR) and invited is Role.AGENT)


def is_away(staff: Staff, day: date) -> bool:
    """Tell whether a person is on leave on this day; it ends by itself after its last one."""
    if staff.away_from is None or day < staff.away_from:
        return False
    return staff.away_until is None or day <= staff.away_until


def leave_ahead(staff: Staff, day: date) -> bool:
    """Tell whether a person is on leave on this day, or will be."""
    return staff.away_from is not None and (staff.away_until is None or day <= staff.away_until)


def speaks(staff: Staff, language: str) -> bool:
    """Tell whether a person speaks a seller's language; who names none speaks Indonesian."""
    return language in (staff.speaks or ["id"])


def bits_of(tags: Iterable[str]) -> int:
    """Return languages as a number with a bit for each, as a button carries them."""
    return sum(1 << SPOKEN.index(tag) for tag in set(tags) & set(SPOKEN))


def tags_of(bits: int) -> tuple[str, ...]:
    """Return the languages that a number has bits for."""
    return tuple(tag for at, tag in enumerate(SPOKEN) if bits >> at & 1)


def effort(staff: Staff, *, load: int, language: str, province: str) -> tuple[bool, int, str]:
    """Return how ill a ticket is put with a person: the one with the least is the best.

    Who speaks the seller's language comes before everybody who does not. Among them counts how
    much each has to do; being of another region weighs as much as a few more tickets.
    """
    far = 0 if covers(staff.region, province) else FAR
    return not speaks(staff, language), load + far, staff.name


def next_in_turn(members: Iterable[Staff], *, language: str) -> Staff | None:
    """Return whose turn it is: of those who speak the language, who was given one longest ago."""
    return min(
        members,
        key=lambda one: (not speaks(one, language), one.assigned_at or _NEVER, one.id or 0),
        default=None,
    )


def is_admin(staff: Staff | None, *, telegram_id: int, admin_ids: Collection[int]) -> bool:
    """Tell whether a person is an admin: by the settings, or by their role."""
    return telegram_id in admin_ids or (staff is not None and allowed(staff.role, Role.ADMIN))


def lacks(*, is_forum: bool, bot_is_admin: bool, manages_topics: bool) -> tuple[Lack, ...]:
    """Return what the group lacks, in the order in which to mend it.

    A bot that is no admin sees only commands and replies to itself, and opens no topics.
    """
    found = {
        Lack.TOPICS: not is_forum,
        Lack.ADMIN: not bot_is_admin,
        Lack.TOPIC_RIGHT: is_forum and bot_is_admin and not manages_topics,
    }
    return tuple(lack for lack, is_so in found.items() if is_so)
