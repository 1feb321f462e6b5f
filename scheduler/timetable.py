"""All that the clock starts, on one screen.

Times are in the staff's zone (TIMEZONE). A job seen for the first time waits for its next slot; a
job that is late, because Sapa was down or a demo's clock leapt, runs once.

Follow-ups are planned each hour rather than each day: planning is idempotent and only ever about
mornings to come, so a seller who falls silent or links a chat at any hour is in time for the next
one. It runs ten minutes before the hour, so that 09:00 sharp in any zone is still ahead of it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from scheduler.jobs import calls, followups, housekeeping
from scheduler.ticks import Cron, Every, Rhythm

Job = Callable[[AsyncSession, Services, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A job with its name in the `tick` table, when it runs, and what for."""

    name: str
    when: Rhythm
    job: Job
    purpose: str


TIMETABLE = (
    Entry(
        "followups.plan",
        Cron("50 * * * *"),
        followups.plan,
        "Plan the next morning's word to sellers who have gone quiet.",
    ),
    Entry(
        "calls.post_cards",
        Every(timedelta(minutes=5)),
        calls.post_cards,
        "Show staff the calls that were asked for before their group was paired.",
    ),
    Entry(
        "housekeeping.prune_inbox",
        Every(timedelta(minutes=5)),
        housekeeping.prune_inbox,
        "Forget updates handled more than a week ago, a bounded number at a time.",
    ),
    Entry(
        "housekeeping.prune_attachments",
        Every(timedelta(hours=1)),
        housekeeping.prune_attachments,
        "Forget files sent more than a week ago, a bounded number at a time.",
    ),
)
