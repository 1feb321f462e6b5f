from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from crm.calls.rules import next_office_hour

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
