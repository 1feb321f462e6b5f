from datetime import date

import pytest

from crm.staff.days import DaysNotUnderstood, LeaveWish, read_leave

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("24-12 31-12", date(2026, 12, 24), date(2026, 12, 31), ""),
        ("24/12/2026 - 2/1", date(2026, 12, 24), date(2027, 1, 2), ""),
        ("2026-12-24 2026-12-31", date(2026, 12, 24), date(2026, 12, 31), ""),
        ("sampai 20.11", TODAY, date(2026, 11, 20), ""),
        ("1-2", TODAY, date(2027, 2, 1), ""),
        ("Sri Wahyuni dari 1-12 sampai 3-12", date(2026, 12, 1), date(2026, 12, 3), "Sri Wahyuni"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, first: date, last: date, name: str) -> None:
    assert read_leave(text, today=TODAY) == LeaveWish(first, last, name)


@pytest.mark.parametrize(
    "text", ["besok", "31-2", "1-12 2-12 3-12", "99-99", "0000-01-01", "29-2", "12-2026-1"]
)
def test_what_names_no_days_is_not_guessed(text: str) -> None:
    with pytest.raises(DaysNotUnderstood):
        read_leave(text, today=TODAY)
