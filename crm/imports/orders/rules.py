"""Who may order an import, where it begins, and how long a try is waited for."""

from datetime import timedelta

from crm.staff.rules import allowed
from models.imports import ImportSource, ImportState
from models.staff import Role

CHAT_LIMIT = 20_000_000
"""Bytes of a file that Telegram hands to a bot (Bot API, getFile: 20 MB)."""
LEASE = timedelta(minutes=1)
"""How long a replica is waited for that has not said that it is alive."""
ATTEMPTS = 4
"""Tries before an order is given up."""
FIRST_PAUSE = timedelta(seconds=10)
_SLOWER = 3


def may_order(role: Role) -> bool:
    """Tell whether a member of staff may have files taken in: supervisors and admins."""
    return allowed(role, Role.SUPERVISOR)


def first_state(source: ImportSource) -> ImportState:
    """Return where an order begins: only in a chat is there somebody to be asked first."""
    return ImportState.WAITING if source is ImportSource.CHAT else ImportState.CONFIRMED


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after a try that failed for a passing reason: 10 s, 30 s, 90 s."""
    return FIRST_PAUSE * _SLOWER ** max(0, attempts - 1)
