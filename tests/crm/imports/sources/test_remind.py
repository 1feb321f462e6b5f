from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.imports.sources import operations
from crm.imports.sources.payloads import LastPull, PullMissing
from crm.imports.sources.rules import is_missed, week_began
from models import ImportBatch, ImportOrder, Outbox, StaffGroup
from models.imports import ImportKind, ImportSource, ImportState
from tests.support.builders import NOW, a_staff_member

JAKARTA = ZoneInfo("Asia/Jakarta")
NOON = NOW + timedelta(hours=3)
LAST_WEEK = NOW - timedelta(days=7)


@pytest.fixture(autouse=True)
async def desk(session: AsyncSession) -> None:
    session.add(StaffGroup(chat_id=-100, title="Desk", paired_at=NOW))
    await session.flush()


async def remind(
    session: AsyncSession, *, now: datetime = NOON, holidays: tuple[date, ...] = ()
) -> bool:
    return await operations.remind(
        session, due=NOON, now=now, zone=JAKARTA, holidays=frozenset(holidays)
    )


async def a_batch(session: AsyncSession, **facts: Any) -> None:  # noqa: ANN401 - a row's
    plausible: dict[str, Any] = {
        "kind": ImportKind.SELLERS,
        "file_name": "tarikan.csv",
        "digest": "d",
        "at": NOW,
    }
    session.add(ImportBatch(**(plausible | facts)))
    await session.flush()


async def an_order(session: AsyncSession, **facts: Any) -> None:  # noqa: ANN401 - a row's
    plausible: dict[str, Any] = {
        "source": ImportSource.URL,
        "place": "IMPORT_URL",
        "created_at": NOW,
        "updated_at": NOW,
    }
    session.add(ImportOrder(**(plausible | facts)))
    await session.flush()


async def told(session: AsyncSession) -> list[PullMissing]:
    return [PullMissing.load(row.params) for row in await session.scalars(select(Outbox))]


async def test_the_desk_is_told_once_a_week(session: AsyncSession) -> None:
    assert await remind(session)
    assert not await remind(session, now=NOON + timedelta(days=1))
    assert await told(session) == [PullMissing(last=None)]


async def test_the_last_pull_is_named_with_who_sent_it(session: AsyncSession) -> None:
    dewi = await a_staff_member(session, name="Dewi")
    await a_batch(session, at=LAST_WEEK, staff_id=dewi.id, source=ImportSource.CHAT)
    await a_batch(session, at=NOW, kind=ImportKind.SALES, file_name="penjualan.csv")
    assert await remind(session)
    last = LastPull("tarikan.csv", LAST_WEEK, ImportSource.CHAT, by="Dewi")
    assert await told(session) == [PullMissing(last=last)]


async def test_nobody_is_told_once_sellers_were_pulled(session: AsyncSession) -> None:
    await a_batch(session, at=datetime(2026, 11, 15, 17, tzinfo=UTC))
    assert not await remind(session)


async def test_sunday_evening_was_last_week(session: AsyncSession) -> None:
    await a_batch(session, at=datetime(2026, 11, 15, 16, 59, tzinfo=UTC))
    assert await remind(session)


async def test_a_file_that_was_known_already_is_a_pull(session: AsyncSession) -> None:
    await an_order(session, state=ImportState.DONE, kind=ImportKind.SELLERS)
    assert not await remind(session)


async def test_a_known_file_of_sales_is_none(session: AsyncSession) -> None:
    await an_order(session, state=ImportState.DONE, kind=ImportKind.SALES)
    assert await remind(session)


async def test_nobody_is_told_while_a_file_is_in_hand(session: AsyncSession) -> None:
    await an_order(session, state=ImportState.CONFIRMED)
    assert not await remind(session)


@pytest.mark.parametrize(
    "state",
    [ImportState.REFUSED, ImportState.FAILED, ImportState.CANCELLED, ImportState.PREVIEWED],
)
async def test_a_file_that_was_not_taken_in_is_no_pull(
    session: AsyncSession, state: ImportState
) -> None:
    await an_order(session, state=state, kind=ImportKind.SELLERS)
    assert await remind(session)


async def test_a_holiday_is_let_pass_and_the_next_day_is_not(session: AsyncSession) -> None:
    monday = date(2026, 11, 16)
    assert not await remind(session, holidays=(monday,))
    assert await remind(session, now=NOON + timedelta(days=1), holidays=(monday,))


async def test_nothing_is_missed_before_the_hour(session: AsyncSession) -> None:
    assert not await remind(session, now=NOON - timedelta(minutes=1))


async def test_without_a_desk_it_is_told_once_there_is_one(session: AsyncSession) -> None:
    desk = await session.get_one(StaffGroup, 1)
    await session.delete(desk)
    await session.flush()
    assert not await remind(session)
    session.add(StaffGroup(chat_id=-100, title="Desk", paired_at=NOW))
    await session.flush()
    assert await remind(session, now=NOON + timedelta(days=1))


def test_a_line_that_never_comes_is_never_missed() -> None:
    assert not is_missed(None, now=NOON, zone=JAKARTA, holidays=())


@given(st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants them naive
def test_a_week_begins_on_a_monday_at_midnight_of_the_zone(now: datetime) -> None:
    began = week_began(now, JAKARTA)
    assert (began.weekday(), began.hour, began.utcoffset()) == (0, 0, timedelta(hours=7))
    assert began <= now < began + timedelta(days=7)
