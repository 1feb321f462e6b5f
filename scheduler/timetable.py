"""All that the clock starts, on one screen.

Times are in the staff's zone (TIMEZONE). A job seen for the first time waits for its next slot; a
job that is late, because Sapa was down or a demo's clock leapt, runs once.

Follow-ups are planned each hour rather than each day: planning is idempotent and only ever about
minutes to come, so a seller who falls silent or links a chat at any hour is in time for the next
day.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from core.settings import Settings
from scheduler.jobs import (
    assigning,
    broadcasts,
    cadences,
    calls,
    duplicates,
    effects,
    followups,
    housekeeping,
    imports,
    incidents,
    search,
    segments,
    sla,
    suggestions,
    tickets,
    uploads,
    wanting,
)
from scheduler.ticks import Cron, Every, Never, Rhythm

Job = Callable[[AsyncSession, Services, datetime], Awaitable[None]]
LongJob = Callable[[Services, datetime], Awaitable[None]]
Question = Callable[[AsyncSession], Awaitable[bool]]
Chosen = Callable[[Settings], Rhythm]
"""A rhythm that is read from the settings."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A name in the `tick` table, and when it is due."""

    name: str
    when: Rhythm | Chosen

    def rhythm(self, settings: Settings) -> Rhythm:
        """Return when it runs under these settings."""
        return self.when(settings) if callable(self.when) else self.when


@dataclass(frozen=True, slots=True)
class Entry(Timed):
    """A job that is one transaction, its tick with it, and what it is for."""

    job: Job
    purpose: str


@dataclass(frozen=True, slots=True)
class LongEntry(Timed):
    """A job whose transactions are its own, for one alone would keep every writer waiting.

    Its tick is held while it runs, so that no other replica begins it too. Where its process dies
    it is begun again once `patience` is over: it must not mind being done twice.
    """

    job: LongJob
    purpose: str
    asked: Question | None = None
    """Run only where this is so, however long the job has been due."""
    patience: timedelta = timedelta(minutes=30)


TIMETABLE = (
    LongEntry(
        "followups.plan",
        Cron("50 * * * *"),
        followups.plan,
        "Let stores enter the cadences that want them.",
    ),
    LongEntry(
        "followups.carry_out",
        Every(timedelta(minutes=1)),
        followups.carry_out,
        "Carry out the steps whose minute has come where the seller lives.",
    ),
    LongEntry(
        "tickets.give_in_turn",
        lambda settings: Every(timedelta(seconds=1)) if settings.round_robin else Never(),
        assigning.give_in_turn,
        "Give new reports to staff in turn, where ROUND_ROBIN says so.",
        asked=assigning.new_ones_wait,
        patience=timedelta(minutes=2),
    ),
    Entry(
        "tickets.move_on",
        Every(timedelta(minutes=1)),
        assigning.move_on,
        "Let reports of those who are on leave, or left, move on to others.",
    ),
    LongEntry(
        "broadcasts.tend",
        Every(timedelta(seconds=1)),
        broadcasts.tend,
        "Write broadcasts to everybody, show how far they are, and end them.",
        asked=broadcasts.are_on_their_way,
        patience=timedelta(minutes=2),
    ),
    Entry(
        "cadences.announce",
        Every(timedelta(minutes=5)),
        cadences.announce,
        "Tell staff, once for each edition, which cadences wait for a supervisor.",
    ),
    LongEntry(
        "cadences.preview",
        Every(timedelta(seconds=1)),
        cadences.make_previews,
        "Count who would enter a cadence for those who asked.",
        asked=cadences.previews_are_awaited,
    ),
    LongEntry(
        "followups.outcomes",
        Every(timedelta(minutes=1)),
        effects.note_outcomes,
        "Note what stores in cadences did, after each count of where every store stands.",
        asked=effects.outcomes_are_behind,
    ),
    LongEntry(
        "followups.effect",
        Every(timedelta(seconds=1)),
        effects.show,
        "Count and draw what a cadence brought about for those who asked.",
        asked=effects.are_awaited,
    ),
    Entry(
        "calls.post_cards",
        Every(timedelta(minutes=5)),
        calls.post_cards,
        "Show staff the calls that were asked for before their group was paired.",
    ),
    Entry(
        "calls.withdraw",
        Cron("40 * * * *"),
        calls.withdraw,
        "Let calls go whose reason is gone before anybody called.",
    ),
    Entry(
        "calls.digest",
        Cron("0 8 * * mon-fri"),
        calls.digest,
        "Tell staff each workday morning how many calls there are to make, and where.",
    ),
    Entry(
        "sla.alarms",
        Every(timedelta(minutes=1)),
        sla.call,
        "Call whoever can still help before a promised time is over, and once it is.",
    ),
    Entry(
        "imports.fetch",
        lambda settings: Cron(settings.import_at),
        imports.fetch,
        "Fetch the week's data from the portal's addresses.",
    ),
    Entry(
        "imports.remind",
        lambda settings: Cron(settings.import_remind_at),
        imports.remind,
        "Remind staff once a week where nobody has pulled the portal's data.",
    ),
    LongEntry(
        "segments.snapshot",
        Cron("30 1 * * *"),
        segments.snapshot,
        "Count each night where every store stands, so that the week shown is up to date.",
    ),
    LongEntry(
        "segments.week",
        Cron("30 5 * * mon"),
        segments.snapshot,
        "Have the new week counted before staff begin it.",
    ),
    LongEntry(
        "segments.files",
        Every(timedelta(seconds=1)),
        segments.make_files,
        "Make the week's picture and sheet for those who asked.",
        asked=segments.files_are_awaited,
    ),
    LongEntry(
        "wanting.list",
        Every(timedelta(seconds=1)),
        wanting.make,
        "List the stores whose data is to be mended for those who asked.",
        asked=wanting.is_awaited,
    ),
    LongEntry(
        "search.keep",
        Every(timedelta(seconds=2)),
        search.keep,
        "Let what was said, and what an import changed, be found by /cari.",
        asked=search.is_behind,
        patience=timedelta(minutes=2),
    ),
    Entry(
        "search.rounds",
        Cron("20 3 * * *"),
        search.begin_rounds,
        "Look each night at all that can be found, so that nothing stays that is gone.",
    ),
    LongEntry(
        "incidents.watch",
        Every(timedelta(minutes=1)),
        incidents.watch,
        "Propose as one incident what many sellers report at once, and keep its message true.",
        patience=timedelta(minutes=5),
    ),
    LongEntry(
        "suggestions.list",
        Every(timedelta(seconds=1)),
        suggestions.make,
        "Make the workbook of suggestions for those who asked.",
        asked=suggestions.is_awaited,
    ),
    Entry(
        "duplicates.gather",
        Every(timedelta(minutes=5)),
        duplicates.gather,
        "Let what was written beside a merge of two stores follow it.",
    ),
    Entry(
        "tickets.remind",
        Every(timedelta(minutes=1)),
        tickets.remind,
        "Remind sellers, once and by day, of a report in which they have had the word for days.",
    ),
    Entry(
        "tickets.let_be",
        Every(timedelta(minutes=1)),
        tickets.let_be,
        "Resolve reports whose sellers answer no more, a few at a time.",
    ),
    Entry(
        "tickets.close",
        Every(timedelta(minutes=1)),
        tickets.close,
        "Close for good what was resolved more than a week ago, a few at a time.",
    ),
    Entry(
        "tickets.post_cards",
        Every(timedelta(minutes=1)),
        tickets.post_cards,
        "Bring a new group the cards of much open work, some at a time.",
    ),
    Entry(
        "uploads.post_reviews",
        Every(timedelta(minutes=1)),
        uploads.post_reviews,
        "Post sent listings for review where the group, or their topic, is new.",
    ),
    LongEntry(
        "uploads.export",
        Every(timedelta(seconds=1)),
        uploads.export,
        "Make the files of approved listings for those who asked.",
        asked=uploads.is_awaited,
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
    Entry(
        "housekeeping.lapse_interpreting",
        Every(timedelta(hours=1)),
        housekeeping.lapse_interpreting,
        "Forget translations and transcriptions that were not made within a day.",
    ),
    Entry(
        "housekeeping.clear_uploads",
        Every(timedelta(hours=1)),
        housekeeping.clear_uploads,
        "Throw away listings that stayed empty, and forget what was thrown away a week ago.",
    ),
    LongEntry(
        "housekeeping.clear_pictures",
        Every(timedelta(minutes=5)),
        housekeeping.clear_pictures,
        "Delete pictures that no listing has any more, a folder at a time.",
    ),
)
