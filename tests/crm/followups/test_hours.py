from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import Settings
from crm.followups.holidays import public_holidays
from crm.followups.hours import ZONES, Hours, local_time, zone_of

MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(UTC),
)
FRIDAY_NOON = datetime(2026, 11, 20, 4, 45, tzinfo=UTC)
"""11:45 in Jakarta."""
REAL = Hours(holidays=public_holidays())


def test_the_defaults_are_those_of_the_settings() -> None:
    assert Hours.of(Settings.load(env_file=None), frozenset[date]()) == Hours()


@pytest.mark.parametrize(
    ("moment", "zone", "is_open"),
    [
        (datetime(2026, 11, 16, 1, 0, tzinfo=UTC), "Asia/Jakarta", True),
        (datetime(2026, 11, 16, 0, 59, tzinfo=UTC), "Asia/Jakarta", False),
        (datetime(2026, 11, 16, 0, 59, tzinfo=UTC), "Asia/Makassar", True),
        (datetime(2026, 11, 15, 23, 0, tzinfo=UTC), "Asia/Jayapura", True),
        (datetime(2026, 11, 16, 12, 59, tzinfo=UTC), "Asia/Jakarta", True),
        (datetime(2026, 11, 16, 13, 0, tzinfo=UTC), "Asia/Jakarta", False),
        (FRIDAY_NOON, "Asia/Jakarta", False),
        (FRIDAY_NOON, "Asia/Jayapura", True),
        (FRIDAY_NOON - timedelta(days=1), "Asia/Jakarta", True),
        (datetime(2026, 12, 25, 3, 0, tzinfo=UTC), "Asia/Jakarta", False),
    ],
)
def test_open_from_eight_to_eight_but_for_friday_noon_and_holidays(
    moment: datetime, zone: str, *, is_open: bool
) -> None:
    assert REAL.is_open(moment, zone) is is_open
    assert (REAL.better(moment, zone, minute=600) is None) is is_open


@given(now=MOMENTS, zone=st.sampled_from(ZONES), seller=st.integers(1, 10**9))
def test_the_next_moment_is_open_and_the_sellers_own(
    now: datetime, zone: str, seller: int
) -> None:
    minute = REAL.minute_of(seller)
    at = REAL.next(now, zone, minute=minute)
    assert at >= now
    assert REAL.is_open(at, zone)
    local = local_time(at, zone)
    assert local.minute == REAL.on(local.day, minute)
    assert at - now < timedelta(days=12)


@given(
    opens=st.integers(0, 1380),
    length=st.integers(1, 1440),
    begin=st.integers(0, 1438),
    span=st.integers(1, 1440),
    minute=st.integers(0, 1439),
)
def test_on_fridays_nobody_has_a_minute_that_is_left_free(
    opens: int, length: int, begin: int, span: int, minute: int
) -> None:
    closes = min(opens + length, 1440)
    end = min(begin + span, 1440)
    hours = Hours(opens=opens, closes=closes, friday=(begin, end))
    if begin <= opens and closes <= end:
        return  # no minute is left at all
    given_minute = hours.minute_of(1, minute)
    on_friday = hours.on(date(2026, 11, 20), given_minute)
    assert not begin <= on_friday < end
    assert opens <= on_friday < closes
    assert hours.on(date(2026, 11, 19), given_minute) == given_minute


@given(first=st.integers(1, 10**12))
def test_neighbours_are_spread_over_all_minutes(first: int) -> None:
    minutes = {Hours().minute_of(seller) for seller in range(first, first + 690)}
    assert minutes == set(range(480, 1170))


def test_a_usual_minute_outside_the_hours_is_moved_into_them() -> None:
    assert Hours().minute_of(7, 100) == 480
    assert Hours().minute_of(7, 1300) == 1169
    assert Hours().minute_of(7, 700) == 700


def test_an_unknown_zone_keeps_jakartas_day() -> None:
    assert zone_of("Asia/Singapore").key == "Asia/Jakarta"
