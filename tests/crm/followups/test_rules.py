from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.followups import rules
from crm.followups.holidays import public_holidays

INDEPENDENCE = date(2026, 8, 17)

moments = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants them naive
zones = st.sampled_from(rules.ZONES)
minutes = st.integers(0, rules.SPREAD - 1)
holidays = st.frozensets(st.dates(date(2024, 1, 1), date(2036, 1, 31)), max_size=40)


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


@given(moments, zones, holidays, minutes)
def test_the_next_morning_is_nine_and_the_minute_on_the_first_day_that_serves(
    now: datetime, zone: str, free: frozenset[date], minute: int
) -> None:
    due = rules.next_morning(now, zone, free, minute=minute)
    assert due >= now
    assert local(due, zone).time() == time(9, minute)
    assert local(due, zone).date() not in free
    assert rules.in_window(due, zone)
    earlier = due - timedelta(days=1)
    while earlier >= now:
        assert local(earlier, zone).date() in free
        earlier -= timedelta(days=1)


@given(moments, zones, holidays, st.integers(1, 10**9))
def test_an_unasked_message_leaves_only_in_waking_hours_of_a_working_day(
    now: datetime, zone: str, free: frozenset[date], seller_id: int
) -> None:
    moved = rules.may_send_now(now, zone, free, seller_id=seller_id)
    leaves = now if moved is None else moved
    assert leaves >= now
    assert 8 <= local(leaves, zone).hour < 20
    assert local(leaves, zone).date() not in free
    assert rules.may_send_now(leaves, zone, free, seller_id=seller_id) is None


@given(moments, zones)
def test_two_moments_a_pause_apart_are_never_in_one_week(now: datetime, zone: str) -> None:
    assert rules.iso_week(now, zone) != rules.iso_week(now + rules.PAUSE, zone)


@given(moments, holidays)
def test_slots_cover_every_zone_and_minute_once(now: datetime, free: frozenset[date]) -> None:
    slots = rules.slots(now, free)
    assert len({(slot.zone, slot.minute) for slot in slots}) == len(slots) == 4 * 60
    assert all(slot.due - slot.since == timedelta(days=7) for slot in slots)
    assert all(slot.week == rules.iso_week(slot.due, slot.zone) for slot in slots)


@pytest.mark.parametrize(
    ("zone", "utc_hour"),
    [("Asia/Jakarta", 2), ("Asia/Pontianak", 2), ("Asia/Makassar", 1), ("Asia/Jayapura", 0)],
)
def test_the_morning_is_the_sellers_own(zone: str, utc_hour: int) -> None:
    evening = datetime(2026, 11, 16, 14, tzinfo=UTC)
    assert rules.next_morning(evening, zone, ()) == datetime(2026, 11, 17, utc_hour, tzinfo=UTC)


def test_at_nine_sharp_the_next_morning_is_now() -> None:
    nine = datetime(2026, 11, 16, 2, tzinfo=UTC)
    assert rules.next_morning(nine, "Asia/Jakarta", ()) == nine
    late = nine + timedelta(microseconds=1)
    assert rules.next_morning(late, "Asia/Jakarta", ()) == nine + timedelta(days=1)


def test_independence_day_is_left_free() -> None:
    eve = datetime(2026, 8, 16, 12, tzinfo=UTC)
    assert INDEPENDENCE in public_holidays()
    due = rules.next_morning(eve, "Asia/Jakarta", public_holidays())
    assert due == datetime(2026, 8, 18, 2, tzinfo=UTC)


def test_the_window_opens_at_eight_and_closes_at_twenty() -> None:
    eight = datetime(2026, 11, 16, 1, tzinfo=UTC)
    twenty = eight + timedelta(hours=12)
    instant = timedelta(microseconds=1)
    inside = [rules.in_window(moment, "Asia/Jakarta") for moment in (eight, twenty - instant)]
    outside = [rules.in_window(moment, "Asia/Jakarta") for moment in (eight - instant, twenty)]
    assert inside == [True, True]
    assert outside == [False, False]


def test_an_unknown_zone_keeps_jakartas_day() -> None:
    now = datetime(2026, 11, 16, 14, tzinfo=UTC)
    assert rules.next_morning(now, "Mars/Base", ()) == rules.next_morning(now, "Asia/Jakarta", ())
