from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import Settings
from crm.segments.rules import (
    RETURNS,
    SLIPS,
    Standing,
    Thresholds,
    cut_places,
    lifecycle,
    week_of,
)
from models.segments import Lifecycle
from tests.support.builders import NOW

JAKARTA = ZoneInfo("Asia/Jakarta")
BOUNDS = Thresholds().at(NOW)
INSTANT = timedelta(microseconds=1)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def standing(**facts: object) -> Standing:
    """Return an old store that has products and logged in yesterday."""
    plausible = {"joined": date(2025, 1, 1), "products": 3, "last_login": ago(1)}
    return Standing(**(plausible | facts))  # pyright: ignore[reportArgumentType] - facts of a test


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"is_store": False}, Lifecycle.VISITOR),
        ({"gone": True}, Lifecycle.LOST),
        ({"gone": True, "last_login": None}, Lifecycle.LOST),
        ({"last_login": None}, Lifecycle.INVITED),
        ({"last_login": None, "joined": date(2026, 11, 15)}, Lifecycle.INVITED),
        ({"last_login": None, "last_sale": ago(181)}, Lifecycle.LOST),
        ({"last_login": ago(180)}, Lifecycle.DORMANT),
        ({"last_login": ago(180) - INSTANT}, Lifecycle.LOST),
        ({"last_login": ago(400), "last_sale": ago(3)}, Lifecycle.ACTIVE),
        ({"joined": date(2026, 11, 10), "products": 0}, Lifecycle.NEW),
        ({"joined": date(2026, 10, 17)}, Lifecycle.NEW),
        ({"joined": date(2026, 10, 16)}, Lifecycle.ACTIVE),
        ({"joined": None}, Lifecycle.ACTIVE),
        ({"products": 0}, Lifecycle.NO_PRODUCT),
        ({"products": 0, "last_login": ago(100)}, Lifecycle.NO_PRODUCT),
        ({"last_login": ago(14)}, Lifecycle.ACTIVE),
        ({"last_login": ago(14) - INSTANT}, Lifecycle.SLOWING),
        ({"last_login": ago(60)}, Lifecycle.SLOWING),
        ({"last_login": ago(60) - INSTANT}, Lifecycle.DORMANT),
        ({"last_login": ago(100), "last_sale": ago(20)}, Lifecycle.SLOWING),
    ],
)
def test_where_a_store_stands(facts: dict[str, object], expected: Lifecycle) -> None:
    assert lifecycle(standing(**facts), BOUNDS) is expected


def test_a_day_is_that_of_the_staffs_zone() -> None:
    evening = datetime(2026, 11, 15, 17, 30, tzinfo=UTC)  # in Jakarta it is Monday
    assert Thresholds().at(evening).new == date(2026, 11, 16) - timedelta(days=30)
    assert week_of(evening, JAKARTA) == "2026-W47"
    assert week_of(evening, ZoneInfo("UTC")) == "2026-W46"


def test_weeks_are_those_of_iso_and_sort_by_name() -> None:
    assert week_of(datetime(2027, 1, 1, tzinfo=UTC), JAKARTA) == "2026-W53"
    first = datetime(2026, 1, 5, tzinfo=UTC)
    names = [week_of(first + timedelta(weeks=week), JAKARTA) for week in range(60)]
    assert names == sorted(names)


def test_thresholds_without_settings_are_those_of_settings_left_alone() -> None:
    assert Thresholds.of(Settings.load(None)) == Thresholds()


@given(st.integers(1, 200), st.integers(0, 199))
def test_a_score_counts_the_fifths_that_sold_less(stores: int, smaller: int) -> None:
    smaller %= stores
    exceeded = sum(smaller >= place for place in cut_places(stores))
    assert 1 + exceeded == 1 + 5 * smaller // stores


def test_slipping_and_coming_back_are_the_two_ways_along_the_steps() -> None:
    assert (Lifecycle.NEW, Lifecycle.DORMANT) in SLIPS
    assert (Lifecycle.NEW, Lifecycle.ACTIVE) not in SLIPS | RETURNS
    assert (Lifecycle.LOST, Lifecycle.SLOWING) in RETURNS
    assert not SLIPS & RETURNS
    assert {way for way in SLIPS if way[0] is not Lifecycle.NEW} == {
        (higher, lower) for lower, higher in RETURNS
    }
