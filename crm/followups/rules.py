"""Whether a word that nobody asked for is still wanted, and how many are too many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from crm.followups.cadences.plans import Stop
from crm.followups.hours import zone_of
from models.followups import Ending

WEEK = timedelta(days=7)
A_WEEK = 2
"""Words to one seller in any seven days, from all sources together."""
A_DAY = 1
"""Words to one seller in one of their days."""
STALE = timedelta(days=4)
"""After this time nobody wants a word any more that could not be said."""


class Obstacle(StrEnum):
    """What stands in the way of a word to somebody who can be written to."""

    NO_STORE = "no_store"
    OPEN_TICKET = "open_ticket"
    FOLLOWED_UP = "followed_up"
    """Another one waits to be sent, or they have had as many as anybody gets."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How a store stands, beside how it stood on entering its cadence."""

    entered_at: datetime
    products_then: int
    transactions_then: int
    products: int
    transactions: int
    last_login: datetime | None
    answered: bool
    open_ticket: bool
    proactive: bool
    listing: bool = False
    """A listing of theirs went on here since."""
    linked: bool = False
    is_store: bool = True
    """False once it was merged into another, or is gone from the pull."""


def ending(progress: Progress, stops: Collection[Stop]) -> Ending | None:
    """Return why a store leaves a cadence with these `stops`, or None where it stays.

    `crm.followups.verdicts` says the same in SQL, for all stores at once.
    """
    reasons = (
        (not progress.is_store, None, Ending.WITHDRAWN),
        (not progress.proactive, None, Ending.OPTED_OUT),
        (progress.products > progress.products_then, Stop.PRODUCT_ADDED, Ending.PRODUCT_ADDED),
        (progress.transactions > progress.transactions_then, Stop.SALE, Ending.SALE),
        (progress.listing, Stop.LISTING, Ending.LISTING),
        (_logged_in(progress), Stop.LOGGED_IN, Ending.LOGGED_IN),
        (progress.linked, Stop.LINKED, Ending.LINKED),
        (progress.answered, Stop.ANSWERED, Ending.ANSWERED),
        (progress.open_ticket, Stop.OPEN_TICKET, Ending.OPEN_TICKET),
    )
    held = (why for so, stop, why in reasons if so and (stop is None or stop in stops))
    return next(held, None)


def free_at(sent: Collection[datetime], *, now: datetime, zone: str) -> datetime | None:
    """Return None where one more word may be said now, else the moment from which it may.

    `sent` are the moments of those that were; a moment after `now` cannot be.
    """
    local = zone_of(zone)
    today = now.astimezone(local).date()
    same_day = [at for at in sent if at.astimezone(local).date() == today]
    week = sorted(at for at in sent if at > now - WEEK)
    waits: list[datetime] = []
    if len(same_day) >= A_DAY:
        waits.append(datetime.combine(today + timedelta(days=1), time(), local).astimezone(UTC))
    if len(week) >= A_WEEK:
        waits.append(week[-A_WEEK] + WEEK)
    return max(waits, default=None)


def is_stale(planned_at: datetime, now: datetime) -> bool:
    """Tell whether a word that was planned at `planned_at` is too old to be said."""
    return planned_at < now - STALE


def _logged_in(progress: Progress) -> bool:
    return progress.last_login is not None and progress.last_login > progress.entered_at
