import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.db import Database
from core.settings import Settings
from scheduler import ticks
from scheduler.ticks import Cron, Every, due_slot
from scheduler.timetable import TIMETABLE
from tests.support.builders import NOW

JAKARTA = ZoneInfo("Asia/Jakarta")
HOURLY = Cron("50 * * * *")

moments = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants them naive


@given(moments, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_slot_is_due_once_it_has_come_and_not_before(last: datetime, passed: timedelta) -> None:
    now = last + passed
    slot = ticks.due_slot(HOURLY, last=last, now=now, zone=JAKARTA)
    if passed >= timedelta(hours=1):
        assert slot is not None
    if slot is not None:
        assert last < slot <= now
        assert slot.minute == 50
        assert slot - last <= timedelta(hours=1)


def test_a_cron_line_is_read_in_the_staffs_zone() -> None:
    at_three = Cron("0 3 * * *").next_after(NOW, JAKARTA)
    assert at_three == datetime(2026, 11, 16, 20, tzinfo=UTC)


def test_a_slot_is_not_due_again_at_the_moment_it_ran() -> None:
    slot = datetime(2026, 11, 16, 2, 50, tzinfo=UTC)
    assert ticks.due_slot(HOURLY, last=slot, now=slot, zone=JAKARTA) is None


def test_an_interval_counts_from_the_last_run() -> None:
    often = Every(timedelta(minutes=5))
    before = NOW + timedelta(minutes=4, seconds=59)
    assert ticks.due_slot(often, last=NOW, now=before, zone=JAKARTA) is None
    assert ticks.due_slot(often, last=NOW, now=NOW + timedelta(minutes=5), zone=JAKARTA)


def test_every_entry_has_a_name_of_its_own_and_a_next_slot() -> None:
    names = {entry.name for entry in TIMETABLE}
    assert len(names) == len(TIMETABLE)
    settings = Settings.load(None, round_robin=True)
    assert all(entry.rhythm(settings).next_after(NOW, JAKARTA) for entry in TIMETABLE)


def test_what_the_settings_turn_off_is_never_due() -> None:
    (turns,) = (entry for entry in TIMETABLE if entry.name == "tickets.give_in_turn")
    rhythm = turns.rhythm(Settings.load(None))
    assert due_slot(rhythm, last=NOW, now=NOW + timedelta(days=9), zone=JAKARTA) is None


def test_a_time_that_the_settings_choose_is_kept() -> None:
    (fetch,) = [entry for entry in TIMETABLE if entry.name == "imports.fetch"]
    at_seven = fetch.rhythm(Settings.load(None, import_at="0 7 * * thu"))
    assert at_seven.next_after(NOW, JAKARTA) == datetime(2026, 11, 19, tzinfo=UTC)


async def test_one_replica_wins_a_slot(database: Database) -> None:
    async with database.transaction() as session:
        await ticks.begin(session, ["job"], now=NOW)
    slot = NOW + timedelta(hours=1)

    async def replica(late: int) -> bool:
        async with database.transaction() as session:
            now = slot + timedelta(milliseconds=late)
            won = await ticks.win(session, "job", slot=slot, now=now)
            await asyncio.sleep(0.02)
            return won

    wins = await asyncio.gather(*(replica(late) for late in range(6)))
    assert sum(wins) == 1


async def test_a_tick_that_exists_is_not_begun_again(database: Database) -> None:
    async with database.transaction() as session:
        await ticks.begin(session, ["job"], now=NOW)
        await ticks.begin(session, ["job", "other"], now=NOW + timedelta(hours=1))
    async with database.reading() as session:
        last = await ticks.last_runs(session)
    assert last == {"job": NOW, "other": NOW + timedelta(hours=1)}
