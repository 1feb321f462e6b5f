from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crm.followups.cadences.plans import Stop
from crm.followups.hours import ZONES, zone_of
from crm.followups.rules import A_DAY, A_WEEK, WEEK, Progress, ending, free_at, is_stale
from models.followups import Ending

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
STILL = Progress(
    entered_at=NOW,
    products_then=1,
    transactions_then=1,
    products=1,
    transactions=1,
    last_login=NOW - timedelta(days=20),
    answered=False,
    open_ticket=False,
    proactive=True,
)


def test_a_store_that_stands_as_it_did_stays() -> None:
    assert ending(STILL, frozenset(Stop)) is None


def test_only_what_a_cadence_names_ends_it() -> None:
    from dataclasses import replace  # noqa: PLC0415 - only here

    cases = {
        Stop.LOGGED_IN: (replace(STILL, last_login=NOW + timedelta(1)), Ending.LOGGED_IN),
        Stop.PRODUCT_ADDED: (replace(STILL, products=2), Ending.PRODUCT_ADDED),
        Stop.SALE: (replace(STILL, transactions=2), Ending.SALE),
        Stop.LISTING: (replace(STILL, listing=True), Ending.LISTING),
        Stop.LINKED: (replace(STILL, linked=True), Ending.LINKED),
        Stop.ANSWERED: (replace(STILL, answered=True), Ending.ANSWERED),
        Stop.OPEN_TICKET: (replace(STILL, open_ticket=True), Ending.OPEN_TICKET),
    }
    assert set(cases) == set(Stop)
    for stop, (progress, why) in cases.items():
        assert ending(progress, {stop}) is why
        assert ending(progress, frozenset(Stop) - {stop}) is None
    assert ending(replace(STILL, proactive=False), ()) is Ending.OPTED_OUT
    assert ending(replace(STILL, is_store=False), ()) is Ending.WITHDRAWN


@given(
    gaps=st.lists(st.integers(0, 60 * 24 * 9), max_size=60),
    zone=st.sampled_from(ZONES),
)
def test_whoever_asks_before_each_word_never_says_too_many(gaps: list[int], zone: str) -> None:
    sent: list[datetime] = []
    now = NOW
    for gap in gaps:
        now += timedelta(minutes=gap)
        if free_at(sent, now=now, zone=zone) is None:
            sent.append(now)
    for at in sent:
        assert sum(at - WEEK < other <= at for other in sent) <= A_WEEK
        day = at.astimezone(zone_of(zone)).date()
        assert sum(other.astimezone(zone_of(zone)).date() == day for other in sent) <= A_DAY


@given(
    ago=st.lists(st.integers(0, 60 * 24 * 10), max_size=6),
    zone=st.sampled_from(ZONES),
)
def test_the_moment_it_names_is_soon_enough_and_never_now(ago: list[int], zone: str) -> None:
    sent = [NOW - timedelta(minutes=minutes) for minutes in ago]
    at = free_at(sent, now=NOW, zone=zone)
    if at is not None:
        assert NOW < at <= NOW + WEEK
        tried = 0
        while at is not None and tried < 3:
            at, tried = free_at(sent, now=at, zone=zone), tried + 1
        assert at is None


def test_after_four_days_nobody_wants_it_any_more() -> None:
    assert not is_stale(NOW - timedelta(days=4), NOW)
    assert is_stale(NOW - timedelta(days=4, seconds=1), NOW)
