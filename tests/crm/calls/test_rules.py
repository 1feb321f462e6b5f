from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from crm.calls.rules import (
    Later,
    called_back_at,
    first_open,
    next_office_hour,
    toggled,
    tried_again_at,
)
from crm.followups.hours import ZONES, Hours
from crm.followups.letters import Answer

JAKARTA = ZoneInfo("Asia/Jakarta")

moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants them naive
holidays = st.frozensets(st.dates(date(2024, 1, 1), date(2031, 1, 31)), max_size=40)


@given(moments, holidays)
def test_staff_are_at_work_on_workdays_from_eight_to_five(
    now: datetime, free: frozenset[date]
) -> None:
    found = next_office_hour(now, JAKARTA, free)
    local = found.astimezone(JAKARTA)
    assert found >= now
    assert local.weekday() < 5
    assert local.date() not in free
    assert 8 <= local.hour < 17
    assert next_office_hour(found, JAKARTA, free) == found


def test_friday_evening_waits_for_monday_morning() -> None:
    friday_evening = datetime(2026, 11, 20, 12, tzinfo=UTC)
    monday_eight = datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert next_office_hour(friday_evening, JAKARTA, ()) == monday_eight


HOURS = Hours(holidays=())
MONDAY_NINE = datetime(2026, 11, 16, 2, tzinfo=UTC)


@given(moments, st.sampled_from(ZONES), st.sampled_from(list(Later)))
def test_a_seller_is_called_back_at_a_decent_hour_and_not_at_once(
    now: datetime, zone: str, when: Later
) -> None:
    found = called_back_at(when, now=now, zone=zone, hours=HOURS)
    assert HOURS.is_open(found, zone)
    assert now + timedelta(minutes=30) <= found <= now + timedelta(days=5)


@given(moments, st.sampled_from(ZONES))
def test_the_next_decent_hour_is_the_first_one(now: datetime, zone: str) -> None:
    found = first_open(now, zone, HOURS)
    assert found >= now
    assert HOURS.is_open(found, zone)
    before = found - timedelta(minutes=15)
    assert found == now or before < now or not HOURS.is_open(before, zone)


def test_moments_are_by_the_clock_there() -> None:
    found = {
        when: called_back_at(when, now=MONDAY_NINE, zone="Asia/Jayapura", hours=HOURS)
        for when in Later
    }
    local = {
        when: f"{at.astimezone(ZoneInfo('Asia/Jayapura')):%d %H}" for when, at in found.items()
    }
    assert local == {
        Later.HOUR: "16 12",
        Later.AFTERNOON: "16 15",
        Later.MORNING: "17 09",
        Later.NEXT_AFTERNOON: "17 14",
        Later.DAYS: "19 09",
    }


def test_this_afternoon_said_in_the_evening_is_soon() -> None:
    five = MONDAY_NINE + timedelta(hours=8)
    found = called_back_at(Later.AFTERNOON, now=five, zone="Asia/Jakarta", hours=HOURS)
    assert found == five + timedelta(minutes=30)


def test_who_did_not_answer_late_is_called_the_next_morning() -> None:
    six = MONDAY_NINE + timedelta(hours=9)
    found = tried_again_at(now=six, zone="Asia/Jakarta", hours=HOURS)
    assert found == MONDAY_NINE + timedelta(hours=23)


def test_nobody_is_called_on_a_holiday_or_in_the_prayer() -> None:
    off = Hours(holidays={date(2026, 11, 17)})
    assert called_back_at(
        Later.MORNING, now=MONDAY_NINE, zone="Asia/Jakarta", hours=off
    ) == datetime(2026, 11, 18, 1, tzinfo=UTC)
    friday_half_past_ten = datetime(2026, 11, 20, 3, 45, tzinfo=UTC)
    assert called_back_at(
        Later.HOUR, now=friday_half_past_ten, zone="Asia/Jakarta", hours=HOURS
    ) == datetime(2026, 11, 20, 6, tzinfo=UTC)


def test_what_is_pressed_twice_is_taken_back() -> None:
    assert toggled((), Answer.NO_TIME) == (Answer.NO_TIME,)
    assert toggled((Answer.NO_TIME,), Answer.SHIPPING) == (Answer.NO_TIME, Answer.SHIPPING)
    assert toggled((Answer.NO_TIME, Answer.SHIPPING), Answer.NO_TIME) == (Answer.SHIPPING,)
    assert toggled((Answer.NO_TIME, Answer.SHIPPING), Answer.FINE) == (Answer.FINE,)
    assert toggled((Answer.FINE,), Answer.SHIPPING) == (Answer.SHIPPING,)
