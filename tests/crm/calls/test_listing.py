from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from crm.calls import operations
from crm.calls.cards import Caller
from crm.calls.digests import post_digest
from crm.calls.holding import take
from crm.calls.listing import NOWHERE, PAGE, Filters, all_calls, listed
from crm.calls.payloads import CallDigest, CallList, LanguageCalls, RegionCalls
from crm.calls.rules import CallReason
from models import CallTask, Seller, Staff
from tests.support.builders import NOW, a_seller
from tests.support.calls import HOURS, a_cadence_call, a_desk, a_running, told

ZONE = Settings.load(None).timezone
NIGHT = NOW + timedelta(hours=13)  # 22:00 in Jakarta


async def shown(
    session: AsyncSession, province: str = "", language: str = "", page: int = 0
) -> CallList:
    return await listed(session, filters=Filters(province, language, page), hours=HOURS, now=NOW)


async def stores(session: AsyncSession, *places: tuple[str, str, str]) -> list[CallTask]:
    """Let a cadence want calls to stores in these provinces and regencies, of these languages."""
    plan = await a_running(session)
    return [
        await a_cadence_call(
            session,
            await a_seller(session, province=province, regency=regency, language=language),
            plan=plan,
            call_at=NOW - timedelta(minutes=number),
        )
        for number, (province, regency, language) in enumerate(places)
    ]


async def test_calls_are_counted_by_province_and_language(session: AsyncSession) -> None:
    await stores(
        session,
        ("Jawa Barat", "Kota Bandung", "su"),
        ("Jawa Barat", "Kota Bogor", "id"),
        ("Bali", "Kota Denpasar", "id"),
        ("", "", "id"),
    )
    found = await shown(session)
    assert (found.total, found.later) == (4, 0)
    assert found.regions == (
        RegionCalls("32", "Jawa Barat", 2),
        RegionCalls(NOWHERE, "", 1),
        RegionCalls("51", "Bali", 1),
    )
    assert found.languages == (LanguageCalls("id", 3), LanguageCalls("su", 1))


async def test_filters_leave_what_fits_and_count_its_regencies(session: AsyncSession) -> None:
    bandung, bogor, _ = await stores(
        session,
        ("Jawa Barat", "Kota Bandung", "su"),
        ("Jawa Barat", "Kota Bogor", "id"),
        ("", "", "su"),
    )
    west = await shown(session, province="32")
    assert [line.task_id for line in west.lines] == [bogor.id, bandung.id]
    assert (west.province_name, west.total) == ("Jawa Barat", 2)
    assert west.regions == (
        RegionCalls("32", "Kota Bandung", 1),
        RegionCalls("32", "Kota Bogor", 1),
    )
    sundanese = await shown(session, province="32", language="su")
    assert [line.task_id for line in sundanese.lines] == [bandung.id]
    assert len((await shown(session, province=NOWHERE)).lines) == 1
    assert (await shown(session, province="99")).total == 3


async def test_who_asked_comes_first_and_then_the_oldest(session: AsyncSession) -> None:
    late, early = await stores(session, ("Bali", "", "id"), ("Bali", "", "id"))
    asked = await operations.ask(
        session,
        seller=await a_seller(session),
        touch_id=None,
        reason=CallReason.ASKED,
        now=NOW,
    )
    found = await shown(session)
    assert [line.task_id for line in found.lines] == [asked.id, early.id, late.id]
    everything = await all_calls(session, hours=HOURS, now=NOW, limit=2)
    assert [one.task.id for one in everything] == [asked.id, early.id]


async def test_a_long_list_has_pages(session: AsyncSession) -> None:
    await stores(session, *[("Bali", "Kota Denpasar", "id")] * (PAGE + 1))
    first, second = await shown(session), await shown(session, page=1)
    assert (len(first.lines), len(second.lines), first.pages) == (PAGE, 1, 2)
    assert (await shown(session, page=99)).page == 1


async def test_nobody_is_listed_at_night_but_who_asked(session: AsyncSession) -> None:
    await stores(session, ("Bali", "", "id"))
    asked = await operations.ask(
        session,
        seller=await a_seller(session),
        touch_id=None,
        reason=CallReason.ASKED,
        now=NOW,
    )
    found = await listed(session, filters=Filters(), hours=HOURS, now=NIGHT)
    assert [line.task_id for line in found.lines] == [asked.id]
    assert found.later == 1


async def test_a_call_waits_for_its_hour(session: AsyncSession, seller: Seller) -> None:
    plan = await a_running(session)
    await a_cadence_call(session, seller, plan=plan, call_at=NOW + timedelta(hours=1))
    found = await shown(session)
    assert (found.total, found.later, found.lines) == (0, 1, ())


async def test_the_list_says_who_is_calling(session: AsyncSession, dewi: Staff) -> None:
    [task] = await stores(session, ("Bali", "", "id"))
    await take(session, task_id=task.id or 0, caller=Caller(dewi), now=NOW)
    assert (await shown(session)).lines[0].holder == "Dewi"
    later = await listed(session, filters=Filters(), hours=HOURS, now=NOW + timedelta(minutes=31))
    assert not later.lines[0].holder


async def test_the_desk_is_told_once_a_workday(session: AsyncSession) -> None:
    await stores(session, ("Bali", "", "id"), ("Bali", "", "id"))
    assert not await post_digest(session, zone=ZONE, now=NOW, holidays=())
    await a_desk(session)
    assert await post_digest(session, zone=ZONE, now=NOW, holidays=())
    assert not await post_digest(session, zone=ZONE, now=NOW, holidays=())
    assert await told(session, CallDigest) == [CallDigest(2, 0, (RegionCalls("51", "Bali", 2),))]


async def test_the_desk_is_left_alone_on_free_days_and_without_calls(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    today = NOW.astimezone(ZONE).date()
    assert not await post_digest(session, zone=ZONE, now=NOW, holidays=())
    await stores(session, ("Bali", "", "id"))
    assert not await post_digest(session, zone=ZONE, now=NOW, holidays={today})
    saturday = NOW + timedelta(days=5)
    assert not await post_digest(session, zone=ZONE, now=saturday, holidays=())
