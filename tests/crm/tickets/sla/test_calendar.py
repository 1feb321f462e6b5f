from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as some

from core.weeks import Week
from crm.followups.holidays import public_holidays
from crm.tickets.sla.calendar import Calendar

OFFICE = Week.read("mon-fri 09:00-18:00")
SPLIT = Week.read("mon-thu 09:00-12:00 13:00-18:00; fri 09:00-11:30 13:30-18:00")
JAKARTA = ZoneInfo("Asia/Jakarta")
ZONES = (
    "Asia/Jakarta",
    "Asia/Jayapura",
    "Europe/Amsterdam",  # the clock leaps at 02:00 and returns at 03:00
    "America/Havana",  # at midnight: an hour of the day before comes twice
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kathmandu",  # a quarter off the hour
)
LEAPS = (
    datetime(2026, 3, 8, 4, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    datetime(2026, 4, 4, 14, 30, tzinfo=UTC),
    datetime(2026, 10, 3, 15, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 11, 1, 4, 30, tzinfo=UTC),
)
HOLIDAYS = frozenset({date(2026, 3, 9), date(2026, 10, 26), date(2026, 12, 25)})


@some.composite
def weeks(draw: some.DrawFn) -> Week:
    """Days with no hours, with some, or open from midnight to midnight."""
    ends = some.lists(some.integers(0, 96), unique=True, max_size=4).map(sorted)
    days = [
        tuple((a * 15, b * 15) for at, (a, b) in enumerate(pairwise(draw(ends))) if at % 2 == 0)
        for _ in range(7)
    ]
    assume(any(days))
    return Week(tuple(days))


calendars = some.builds(
    Calendar, weeks(), some.sampled_from(ZONES).map(ZoneInfo), some.just(HOLIDAYS)
)


def near(leap: datetime, minutes: int) -> datetime:
    return leap + timedelta(minutes=minutes)


moments: some.SearchStrategy[datetime] = some.one_of(
    some.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=some.just(UTC)),  # noqa: DTZ001 - the zone is beside them
    some.builds(near, some.sampled_from(LEAPS), some.integers(-2000, 2000)),
)


def works_at(calendar: Calendar, moment: datetime) -> bool:
    """Look at the wall clock, as a person does."""
    local = moment.astimezone(calendar.zone)
    minute = local.hour * 60 + local.minute
    hours = calendar.week.days[local.weekday()]
    return local.date() not in calendar.holidays and any(a <= minute < b for a, b in hours)


def counted(calendar: Calendar, begin: datetime, minutes: int) -> int:
    """Count the minutes of work one by one."""
    first = begin.replace(second=0, microsecond=0)
    return sum(works_at(calendar, first + timedelta(minutes=one)) for one in range(minutes))


@settings(max_examples=40)
@given(calendars, moments, some.integers(0, 3 * 24 * 60))
@example(Calendar(OFFICE, JAKARTA), datetime(2026, 11, 20, 9, 0, tzinfo=UTC), 4320)
def test_minutes_between_are_those_that_a_person_counts_one_by_one(
    calendar: Calendar, begin: datetime, minutes: int
) -> None:
    end = begin + timedelta(minutes=minutes)

    assert calendar.between(begin, end) == counted(calendar, begin, minutes)
    assert calendar.is_open(begin) == works_at(calendar, begin)


@settings(max_examples=40)
@given(calendars, moments, some.integers(1, 3000))
def test_the_moment_after_so_many_minutes_is_the_first_with_so_many_gone(
    calendar: Calendar, begin: datetime, minutes: int
) -> None:
    end = calendar.after(begin, minutes)

    assert calendar.between(begin, end) == minutes
    assert works_at(calendar, end - timedelta(minutes=1))


@given(calendars, moments, moments, moments)
def test_a_stretch_is_as_long_as_its_parts(
    calendar: Calendar, one: datetime, two: datetime, three: datetime
) -> None:
    first, middle, last = sorted((one, two, three))

    whole = calendar.between(first, last)

    assert calendar.between(first, middle) + calendar.between(middle, last) == whole


def test_nothing_is_between_a_moment_and_one_before_it() -> None:
    now = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)

    assert Calendar(OFFICE, JAKARTA).between(now, now - timedelta(hours=1)) == 0
    assert Calendar(OFFICE, JAKARTA).after(now, 0) == now


@pytest.mark.parametrize(
    ("week", "begin", "minutes", "end"),
    [
        (OFFICE, "2026-11-16 09:00", 60, "2026-11-16 10:00"),
        (OFFICE, "2026-11-16 17:30", 60, "2026-11-17 09:30"),
        (OFFICE, "2026-11-16 17:00", 60, "2026-11-16 18:00"),
        (OFFICE, "2026-11-20 17:30", 60, "2026-11-23 09:30"),
        (OFFICE, "2026-11-21 12:00", 30, "2026-11-23 09:30"),
        (OFFICE, "2026-12-24 17:30", 60, "2026-12-28 09:30"),  # Christmas is a Friday
        (SPLIT, "2026-11-16 11:30", 60, "2026-11-16 13:30"),
        (SPLIT, "2026-11-20 11:00", 60, "2026-11-20 14:00"),
        (OFFICE, "2026-11-16 09:00", 40 * 60, "2026-11-20 13:00"),
    ],
)
def test_time_stands_at_night_at_noon_on_weekends_and_on_holidays(
    week: Week, begin: str, minutes: int, end: str
) -> None:
    calendar = Calendar(week, JAKARTA, public_holidays())

    found = calendar.after(datetime.fromisoformat(begin).replace(tzinfo=JAKARTA), minutes)

    assert found.astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M") == end


@pytest.mark.parametrize(
    ("moment", "is_open"), [("08:59", False), ("09:00", True), ("17:59", True), ("18:00", False)]
)
def test_work_begins_and_ends_to_the_minute(moment: str, *, is_open: bool) -> None:
    monday = datetime.fromisoformat(f"2026-11-16 {moment}:59").replace(tzinfo=JAKARTA)

    assert Calendar(OFFICE, JAKARTA).is_open(monday) is is_open


def test_hours_that_the_clock_leaps_over_are_none() -> None:
    calendar = Calendar(Week.read("sun 02:00-02:30"), ZoneInfo("Australia/Lord_Howe"))
    noon = datetime(2026, 10, 3, 12, tzinfo=UTC)  # the clock leaps from 02:00 to 02:30 at 15:30

    assert calendar.between(noon, noon + timedelta(days=1)) == 0
    assert calendar.between(noon, noon + timedelta(days=8)) == 30


def test_years_are_counted_by_their_days() -> None:
    begin = datetime(2020, 1, 1, tzinfo=UTC)

    assert Calendar(OFFICE, JAKARTA).between(begin, begin + timedelta(days=7 * 520)) == (
        520 * 5 * 9 * 60
    )
