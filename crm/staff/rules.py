"""Who may do what, and what the group still lacks."""

from collections.abc import Collection
from enum import StrEnum

from models import Staff
from models.staff import Role

RANKS = {Role.AGENT: 1, Role.SUPERVISOR: 2, Role.ADMIN: 3}


class Lack(StrEnum):
    """What a group lacks for Sapa to work well in it."""

    TOPICS = "topics"
    ADMIN = "admin"
    TOPIC_RIGHT = "topic_right"


def allowed(role: Role, needed: Role) -> bool:
    """Tell whether `role` includes what `needed` may do."""
    return RANKS[role] >= RANKS[needed]


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
