from datetime import UTC, date, datetime

import pytest

from bot.demo.opening import opening

HOLIDAYS = {date(2026, 11, 26)}


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ("2026-11-24 09:00", "2026-11-24 09:00"),
        ("2026-11-24 15:59", "2026-11-24 15:59"),
        ("2026-11-24 08:59", "2026-11-24 09:30"),
        ("2026-11-24 16:00", "2026-11-25 09:30"),
        ("2026-11-25 20:00", "2026-11-27 09:30"),
        ("2026-11-26 10:00", "2026-11-27 09:30"),
        ("2026-11-28 10:00", "2026-11-30 09:30"),
    ],
)
def test_begins_at_an_hour_of_work_in_jakarta(now: str, start: str) -> None:
    begun = opening(datetime.fromisoformat(f"{now}+07:00").astimezone(UTC), HOLIDAYS)

    assert begun == datetime.fromisoformat(f"{start}+07:00")
    assert begun.tzinfo is UTC
