from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.learning import DAY, LATEST, learn, usual_minute
from models import Seller
from models.followups import TouchState
from models.interactions import Channel
from tests.support.builders import NOW, a_seller, a_touch

MINUTES = st.lists(st.integers(0, DAY - 1), min_size=3, max_size=LATEST)


async def answered(session: AsyncSession, seller: Seller, *minutes: int, **facts: object) -> None:
    """Store an answer a day, the first the oldest, at these minutes of the day in UTC."""
    for days, minute in enumerate(minutes):
        at = NOW.replace(hour=0) + timedelta(days=days, minutes=minute)
        plausible = {"state": TouchState.ANSWERED, "answer": "fine", "answered_at": at}
        await a_touch(session, seller=seller, **(plausible | facts))


def longest_wait(minutes: list[int]) -> list[int]:
    """Return how long after each answer, going round the clock, the next one comes."""
    found = sorted(minutes)
    following = [*found[1:], found[0] + DAY]
    return sorted(after - before for before, after in zip(found, following, strict=True))


def test_two_answers_are_no_habit() -> None:
    assert usual_minute([]) is None
    assert usual_minute([600, 600]) is None
    assert usual_minute([600, 600, 610]) == 600


def test_answers_about_midnight_are_not_taken_for_noon() -> None:
    assert usual_minute([DAY - 10, 5, 10]) == 5
    assert usual_minute([DAY - 10, DAY - 5, 10]) == DAY - 5


@given(MINUTES)
def test_it_is_one_of_the_answers_own_minutes(minutes: list[int]) -> None:
    assert usual_minute(minutes) in minutes


@given(MINUTES, st.data())
def test_the_order_does_not_matter(minutes: list[int], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(minutes))
    assert usual_minute(shuffled) == usual_minute(minutes)


@given(MINUTES, st.integers(1, DAY - 1))
def test_whoever_does_all_later_answers_later_by_as_much(minutes: list[int], shift: int) -> None:
    waits = longest_wait(minutes)
    assume(waits[-1] > waits[-2])
    usual = usual_minute(minutes)
    assert usual is not None
    assert usual_minute([(one + shift) % DAY for one in minutes]) == (usual + shift) % DAY


@given(st.lists(st.integers(480, 1199), min_size=3, max_size=LATEST))
def test_within_a_day_it_is_the_median(minutes: list[int]) -> None:
    assume(max(minutes) - min(minutes) < DAY // 2)
    assert usual_minute(minutes) == sorted(minutes)[(len(minutes) - 1) // 2]


async def test_only_the_latest_ten_answers_on_telegram_count(session: AsyncSession) -> None:
    seller = await a_seller(session)
    await answered(session, seller, *[60] * 20, *[120] * LATEST)
    await answered(session, seller, *[300] * 90, channel=Channel.EMAIL)
    await answered(session, await a_seller(session), *[300] * 90)
    await learn(session, seller=seller)
    assert seller.usual_minute == 120 + 7 * 60


async def test_the_minute_is_the_seller_s_own(session: AsyncSession) -> None:
    seller = await a_seller(session, zone="Asia/Jayapura")
    await answered(session, seller, *[16 * 60] * 3)
    await learn(session, seller=seller)
    assert seller.usual_minute == 60, "01:00 of the next day"


async def test_fewer_than_three_answers_forget_what_was_thought(session: AsyncSession) -> None:
    seller = await a_seller(session, usual_minute=700)
    await answered(session, seller, 60, 60)
    await learn(session, seller=seller)
    assert seller.usual_minute is None
