from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from core.settings import Settings
from crm.segments import files
from crm.segments.files import Material, ask, hand_out, material
from crm.segments.operations import take_snapshot
from crm.segments.payloads import NothingCounted, SegmentsChart, SegmentsSheet, SegmentsShown
from crm.segments.picks import Pick
from crm.segments.rules import Thresholds
from models import Attachment, Outbox, SegmentOrder, SegmentWeek
from models.segments import Lifecycle
from tests.support.builders import NOW, a_sale, a_seller
from tests.support.rows import all_of

DESK, DEWI = -100_200, 7_001


@pytest.fixture
async def counted(database: Database) -> Database:
    """Return a database in which three stores were counted in this week."""
    async with database.transaction() as session:
        for name, days, amount in (("Batik", 1, 900), ("Kopi", 30, 100), ("Tenun", 300, 50)):
            store = await a_seller(
                session, store_name=name, last_login=NOW - timedelta(days=days), chat_id=None
            )
            await a_sale(session, seller=store, amount=amount, at=NOW - timedelta(days=days))
    await take_snapshot(database, now=NOW, settings=Settings.load(None))
    return database


async def asked(database: Database, chat_id: int = DESK, at: timedelta = timedelta()) -> list[str]:
    async with database.transaction() as session:
        payloads = await ask(session, chat_id=chat_id, ticket_id=None, now=NOW + at)
    return [payload.template for payload in payloads]


async def made(database: Database) -> Material:
    async with database.reading() as session:
        found = await material(session)
    assert found is not None
    async with database.transaction() as session:
        await hand_out(session, of=found, chart=b"png", sheet=b"xlsx", now=NOW)
    return found


async def test_without_a_count_staff_are_told_what_comes_first(database: Database) -> None:
    assert await asked(database) == [NothingCounted.template]
    await take_snapshot(database, now=NOW, settings=Settings.load(None))
    assert await asked(database) == [NothingCounted.template]
    assert await all_of(database, SegmentOrder) == []


async def test_a_week_is_shown_at_once(counted: Database) -> None:
    async with counted.transaction() as session:
        (shown,) = await ask(session, chat_id=DESK, ticket_id=None, now=NOW)
    assert isinstance(shown, SegmentsShown)
    assert (shown.week, shown.since, shown.stores) == ("2026-W47", None, 3)
    counts = {count.lifecycle: count.stores for count in shown.counts if count.stores}
    assert counts == {Lifecycle.ACTIVE: 1, Lifecycle.SLOWING: 1, Lifecycle.LOST: 1}
    assert [line.store for line in shown.top.lines] == ["Batik", "Kopi", "Tenun"]
    assert shown.files_follow


async def test_files_are_made_once_for_all_who_asked(counted: Database) -> None:
    for chat_id in (DESK, DEWI, DESK):
        assert await asked(counted, chat_id) == [SegmentsShown.template]
    async with counted.reading() as session:
        assert await files.are_awaited(session)
    await made(counted)
    posted = [(row.chat_id, row.template) for row in await all_of(counted, Outbox)]
    assert sorted(posted) == sorted(
        (chat_id, kind.template)
        for chat_id in (DESK, DEWI)
        for kind in (SegmentsChart, SegmentsSheet)
    )
    async with counted.reading() as session:
        assert not await files.are_awaited(session)
    assert await asked(counted) == [
        SegmentsShown.template,
        SegmentsChart.template,
        SegmentsSheet.template,
    ]
    names = [file.name for file in await all_of(counted, Attachment)]
    assert names == ["segmen-2026-W47.png", "segmen-2026-W47.xlsx"]


async def test_files_are_made_anew_before_they_are_forgotten(counted: Database) -> None:
    await made(counted)
    assert await asked(counted, at=timedelta(days=3)) == [SegmentsShown.template]


async def test_files_of_an_older_count_go_only_to_those_who_waited(counted: Database) -> None:
    await asked(counted)
    async with counted.reading() as session:
        older = await material(session)
    assert older is not None
    later = NOW + timedelta(hours=1)
    await take_snapshot(counted, now=later, settings=Settings.load(None))
    async with counted.transaction() as session:
        await hand_out(session, of=older, chart=b"png", sheet=b"xlsx", now=later)
    assert len(await all_of(counted, Outbox)) == 2
    (week,) = await all_of(counted, SegmentWeek)
    assert week.chart_id is None
    assert await asked(counted) == [SegmentsShown.template]


async def test_a_sheet_lists_stores_and_picks_the_weightiest_first(
    counted: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LISTED", 2)
    found = await made(counted)
    assert [row.store for row in found.stores] == ["Batik", "Kopi"]
    assert [row.store for row in found.picked[Pick.AT_RISK]] == []
    assert (found.stores[0].lifecycle, found.stores[0].before) == (Lifecycle.ACTIVE, None)


async def test_a_week_that_was_not_counted_has_no_files(session: AsyncSession) -> None:
    assert Thresholds().at(NOW).week == "2026-W47"
    assert await material(session, week="2026-W47") is None
