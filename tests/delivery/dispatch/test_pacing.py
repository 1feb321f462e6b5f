from hypothesis import given
from hypothesis import strategies as st

from core.clock import MovableClock
from core.db import Database
from delivery.dispatch import pacing

RATES = st.floats(min_value=0.5, max_value=2000)


@given(
    rate=RATES,
    asks=st.lists(
        st.tuples(st.floats(min_value=0, max_value=0.5), st.integers(1, 100)),
        min_size=1,
        max_size=60,
    ),
)
def test_never_more_than_the_rate_and_one_in_any_second(
    rate: float, asks: list[tuple[float, int]]
) -> None:
    now = tat = 1_700_000_000.0
    slots: list[float] = []
    for pause, wanted in asks:
        now += pause
        leave = pacing.grant(tat=tat, now=now, rate=rate, wanted=wanted, horizon=0.1)
        slots += [leave.start + i * leave.interval for i in range(leave.count)]
        tat = leave.tat if leave.count else tat
    for first in slots:
        within = sum(1 for slot in slots if first <= slot < first + 1 - 1e-6)
        assert within <= rate + 1


@given(rate=RATES, wanted=st.integers(1, 500))
def test_grants_what_is_wanted_when_nothing_was_sent_and_the_horizon_is_wide(
    rate: float, wanted: int
) -> None:
    leave = pacing.grant(tat=0, now=1000.0, rate=rate, wanted=wanted, horizon=wanted / rate + 1)
    assert (leave.count, leave.start) == (wanted, 1000.0)


def test_grants_nothing_before_the_tat_comes_near() -> None:
    leave = pacing.grant(tat=1001.0, now=1000.0, rate=30, wanted=5, horizon=0.1)
    assert leave.count == 0


async def test_a_hold_keeps_everybody_waiting(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as session:
        await pacing.open_bucket(session)
        await pacing.hold(session, seconds=7, now=clock.now())
    async with database.transaction() as session:
        reading = await pacing.lock_bucket(session, now=clock.now())
    assert 6 < reading.tat - reading.now <= 7


async def test_opening_the_bucket_again_keeps_its_state(
    database: Database, clock: MovableClock
) -> None:
    async with database.transaction() as session:
        await pacing.open_bucket(session)
        await pacing.advance(session, 123.0)
        await pacing.open_bucket(session)
        assert (await pacing.lock_bucket(session, now=clock.now())).tat == 123.0
