from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.imports.values.columns import days, moments
from crm.imports.values.moments import parse_moment

DATES = st.dates(date(1990, 1, 1), date(2099, 12, 31))
WAYS = st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d"])


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("12 Agustus 2026", "2026-08-12T00:00+07:00"),
        ("12 AGT 2026", "2026-08-12T00:00+07:00"),
        ("12/08/2026", "2026-08-12T00:00+07:00"),
        ("1/2/2026", "2026-02-01T00:00+07:00"),
        ("12-08-26", "2026-08-12T00:00+07:00"),
        ("12-Mei-2026", "2026-05-12T00:00+07:00"),
        ("20260812", "2026-08-12T00:00+07:00"),
        ("2026-08-12", "2026-08-12T00:00+07:00"),
        ("2026-08-12 09:30", "2026-08-12T09:30+07:00"),
        ("2026-08-12T09:30:15Z", "2026-08-12T09:30:15+00:00"),
        ("2026-08-12T09:30:15.250+08:00", "2026-08-12T09:30:15.250+08:00"),
        ("12/08/2026 09.30 WITA", "2026-08-12T09:30+08:00"),
        ("Jum'at, 1 Mei 2026 pukul 09.30", "2026-05-01T09:30+07:00"),
        ("Senin 12 Agustus 2026", "2026-08-12T00:00+07:00"),
        ("Aug 12, 2026", "2026-08-12T00:00+07:00"),
        ("August 12, 2026 12:30 AM", "2026-08-12T00:30+07:00"),
        ("12/08/2026 9:30:00 PM", "2026-08-12T21:30+07:00"),
        ("12 Agu 2026 12.05 p.m.", "2026-08-12T12:05+07:00"),
        ("46246", "2026-08-12T00:00+07:00"),
        ("46246.5", "2026-08-12T12:00+07:00"),
    ],
)
def test_moments_as_portals_write_them(written: str, moment: str) -> None:
    assert parse_moment(written) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2026",
        "12/31/2026",
        "kemarin",
        "12 Foo 2026",
        "Foo, 12 Agustus 2026",
        "Foo 12, 2026",
        "12/08/2026 13:00 PM",
        "12/08/2026 0:30 am",
        "2026-08-12 25:00",
        "1/1/0001",
        "12",
        "",
    ],
)
def test_what_is_no_moment_is_none(written: str) -> None:
    assert parse_moment(written) is None


@given(DATES, WAYS)
def test_a_day_is_read_back_however_it_is_written(day: date, way: str) -> None:
    moment = parse_moment(day.strftime(way))
    assert moment
    assert moment.date() == day


@given(st.lists(st.none() | st.builds(date.strftime, DATES, WAYS)))
def test_columns_are_read_as_single_days_are(written: list[str | None]) -> None:
    texts = pl.Series(written, dtype=pl.String)
    parsed = [parse_moment(text) if text else None for text in written]
    assert days(texts).to_list() == [moment and moment.date() for moment in parsed]
    assert moments(texts).to_list() == [moment and moment.astimezone(UTC) for moment in parsed]


@given(DATES)
def test_excels_number_of_a_day_is_that_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert days(pl.Series([str(serial), f"{serial}.0"])).to_list() == [day, day]


@given(DATES, st.integers(0, 86_399))
def test_a_time_without_zone_is_jakartas(day: date, second: int) -> None:
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    written = [f"{day} {clock}", f"{day}T{clock}"]
    expected = [datetime.fromisoformat(f"{text}+07:00") for text in written]
    assert moments(pl.Series(written)).to_list() == expected
    assert [parse_moment(text) for text in written] == expected
