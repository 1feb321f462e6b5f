import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.declared.spans import Span
from crm.followups.cadences import queries
from crm.followups.cadences.plans import Anchor, Entrance, Stop, Unanswered
from crm.followups.hours import Hours
from crm.followups.planning import NothingCounted, plan
from models.followups import Ending, FollowUp, Touch, TouchSource, TouchState
from models.interactions import Channel
from models.segments import Lifecycle
from models.sellers import Consent, Reach
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_ticket
from tests.support.cadences import (
    SETTINGS,
    a_plan,
    a_step,
    approved,
    days_of,
    followups,
    plan_again,
    planned,
)

SILENT = NOW - timedelta(days=20)
TODAY, TOMORROW = date(2026, 11, 16), date(2026, 11, 17)
NOBODY_ELSE = a_plan(enter=Entrance(silent_days=Span(at_least=14)))


async def test_a_store_enters_with_its_first_step_at_its_own_minute(
    database: Database, session: AsyncSession
) -> None:
    seller = await a_seller(session, last_login=SILENT, zone="Asia/Jayapura", transactions=3)
    await session.commit()
    [entered] = await planned(database, NOBODY_ELSE, now=NOW)
    assert (entered.cadence, entered.stores, entered.control) == ("quiet", 1, 0)
    assert entered.languages == {"id": 1}
    [followup] = await followups(session)
    assert (followup.seller_id, followup.cadence, followup.edition) == (seller.id, "quiet", 1)
    assert (followup.entered_at, followup.ended_at, followup.control) == (NOW, None, False)
    assert (followup.products, followup.transactions) == (12, 3)
    assert followup.zone == "Asia/Jayapura"
    minute = Hours().minute_of(seller.id or 0)
    day = TODAY if minute > 11 * 60 else TOMORROW
    assert days_of(followup) == ("first", day, minute)


async def test_planning_again_adds_nothing(database: Database, session: AsyncSession) -> None:
    for _ in range(3):
        await a_seller(session, last_login=SILENT)
    await session.commit()
    assert [one.stores for one in await planned(database, NOBODY_ELSE, now=NOW)] == [3]
    assert [one.stores for one in await plan_again(database, now=NOW)] == [0]
    later = NOW + timedelta(hours=30)
    assert [one.stores for one in await plan_again(database, now=later)] == [0]
    assert len(await followups(session)) == 3


async def test_two_who_plan_at_once_let_each_store_enter_once(
    database: Database, session: AsyncSession
) -> None:
    for _ in range(20):
        await a_seller(session, last_login=SILENT)
    await session.commit()
    await planned(database, now=NOW)
    await approved(database, NOBODY_ELSE, now=NOW)
    await asyncio.gather(*(plan_again(database, now=NOW) for _ in range(3)))
    entered = [followup.seller_id for followup in await followups(session)]
    assert len(entered) == len(set(entered)) == 20


async def test_a_dry_run_counts_and_writes_nothing(
    database: Database, session: AsyncSession
) -> None:
    await a_seller(session, last_login=SILENT, language="jv")
    await session.commit()
    await planned(database, now=NOW)
    await approved(database, NOBODY_ELSE, now=NOW)
    async with database.reading() as reading:
        cadences = await queries.active(reading)
    [entered] = await plan(database, cadences, now=NOW, settings=SETTINGS, dry_run=True)
    assert (entered.stores, entered.languages) == (1, {"jv": 1})
    assert sum(entered.days.values()) == 1
    assert await followups(session) == []


async def test_a_store_enters_the_first_cadence_that_wants_it(
    database: Database, session: AsyncSession
) -> None:
    await a_seller(session, last_login=SILENT)
    await a_seller(session)
    await session.commit()
    urgent = a_plan("urgent", priority=1, enter=NOBODY_ELSE.enter)
    entered = await planned(database, a_plan("other", priority=2), urgent, now=NOW)
    assert [(one.cadence, one.stores) for one in entered] == [("urgent", 1), ("other", 1)]


async def test_without_a_count_nobody_knows_how_the_stores_stand(database: Database) -> None:
    await approved(database, NOBODY_ELSE, now=NOW)
    with pytest.raises(NothingCounted, match="sapa segments"):
        await plan_again(database, now=NOW)


async def test_what_waits_for_a_supervisor_does_not_run(
    database: Database, session: AsyncSession
) -> None:
    from crm.followups.cadences.publishing import publish  # noqa: PLC0415 - a helper would approve

    await a_seller(session, last_login=SILENT)
    await publish(session, [NOBODY_ELSE], now=NOW)
    await session.commit()
    assert await planned(database, now=NOW) == []


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"last_login": NOW - timedelta(days=13)}, id="logged in lately"),
        pytest.param({"last_login": None}, id="no login known"),
        pytest.param({"portal_id": None}, id="not a store"),
        pytest.param({"gone_at": NOW}, id="gone from the pull"),
        pytest.param({"proactive": False}, id="wants silence"),
        pytest.param({"chat_id": None, "email": None, "phone": None}, id="no way to them"),
        pytest.param(
            {
                "telegram": Reach.BLOCKED,
                "email": "a@b.id",
                "bounced_email": "a@b.id",
                "phone": None,
            },
            id="every way failed",
        ),
    ],
)
async def test_nobody_else_enters(
    database: Database, session: AsyncSession, facts: dict[str, object]
) -> None:
    await a_seller(session, **({"last_login": SILENT} | facts))
    await session.commit()
    assert sum(one.stores for one in await planned(database, NOBODY_ELSE, now=NOW)) == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"telegram": Reach.BLOCKED},
        {"telegram": Reach.GONE, "email": None},
        {"consent": Consent.UNASKED},
        {"consent": Consent.DECLINED, "phone": None},
        {"chat_id": None, "email": "new@b.id", "bounced_email": "old@b.id", "phone": None},
        {"chat_id": None, "email": None, "wrong_phone": "+62811"},
    ],
)
async def test_one_way_is_enough(
    database: Database, session: AsyncSession, facts: dict[str, object]
) -> None:
    await a_seller(session, **({"last_login": SILENT} | facts))
    await session.commit()
    assert sum(one.stores for one in await planned(database, NOBODY_ELSE, now=NOW)) == 1


@pytest.mark.parametrize(
    ("enter", "fits", "does_not"),
    [
        (
            Entrance(segments=(Lifecycle.DORMANT,)),
            {"last_login": NOW - timedelta(days=100)},
            {"last_login": NOW},
        ),
        (Entrance(products=Span(at_most=0)), {"products": 0}, {"products": 1}),
        (Entrance(products=Span(1, 3)), {"products": 3}, {"products": 4}),
        (Entrance(transactions=Span(at_most=0)), {"transactions": 0}, {"transactions": 1}),
        (Entrance(linked=True), {}, {"chat_id": None}),
        (Entrance(linked=False), {"chat_id": None}, {}),
        (Entrance(provinces=("Bali",)), {"province": "Bali"}, {"province": "Aceh"}),
        (Entrance(languages=("jv", "su")), {"language": "su"}, {"language": None}),
        (Entrance(joined_days=Span(1, 14)), {"joined": date(2026, 11, 2)}, {"joined": TODAY}),
        (Entrance(joined_days=Span(1, 14)), {"joined": date(2026, 11, 15)}, {"joined": None}),
        (
            Entrance(silent_days=Span(14, 20)),
            {"last_login": NOW - timedelta(days=20, hours=23)},
            {"last_login": NOW - timedelta(days=21)},
        ),
    ],
)
async def test_who_enters_is_as_declared(
    database: Database,
    session: AsyncSession,
    enter: Entrance,
    fits: dict[str, object],
    does_not: dict[str, object],
) -> None:
    fitting = await a_seller(session, **fits)
    await a_seller(session, **does_not)
    await session.commit()
    await planned(database, a_plan(enter=enter), now=NOW)
    assert [one.seller_id for one in await followups(session)] == [fitting.id]


async def test_who_was_helped_last_week_may_be_asked(
    database: Database, session: AsyncSession
) -> None:
    helped, long_ago = await a_seller(session), await a_seller(session)
    for seller, days in ((helped, 5), (long_ago, 30)):
        await a_ticket(
            session,
            seller=seller,
            state=TicketState.RESOLVED,
            resolved_at=NOW - timedelta(days=days),
        )
    await session.commit()
    await planned(database, a_plan(enter=Entrance(resolved_days=Span(3, 7))), now=NOW)
    assert [one.seller_id for one in await followups(session)] == [helped.id]


async def test_who_left_a_promotion_unanswered_may_be_asked(
    database: Database, session: AsyncSession
) -> None:
    sellers = [await a_seller(session) for _ in range(3)]
    for seller, state in zip(sellers, (TouchState.SENT, TouchState.ANSWERED), strict=False):
        session.add(
            Touch(
                seller_id=seller.id or 0,
                source=TouchSource.PROMOTION,
                state=state,
                planned_at=NOW,
                sent_at=NOW - timedelta(days=3),
            )
        )
    await session.commit()
    enter = Entrance(unanswered=Unanswered(TouchSource.PROMOTION, Span(2, 7)))
    await planned(database, a_plan(enter=enter), now=NOW)
    assert [one.seller_id for one in await followups(session)] == [sellers[0].id]


async def test_an_open_ticket_keeps_a_store_out_where_it_would_end_the_cadence(
    database: Database, session: AsyncSession
) -> None:
    seller = await a_seller(session)
    await a_ticket(session, seller=seller)
    await session.commit()
    careless = a_plan("careless", priority=20, stops=frozenset[Stop]())
    entered = await planned(database, a_plan(), careless, now=NOW)
    assert [(one.cadence, one.stores) for one in entered] == [("quiet", 0), ("careless", 1)]


@pytest.mark.parametrize(
    ("cadence", "days", "enters"),
    [("quiet", 59, 0), ("quiet", 61, 1), ("another", 2, 0), ("another", 4, 1)],
)
async def test_a_store_rests_between_cadences(
    database: Database, session: AsyncSession, cadence: str, days: int, enters: int
) -> None:
    seller = await a_seller(session)
    session.add(
        FollowUp(
            seller_id=seller.id or 0,
            cadence=cadence,
            entered_at=NOW - timedelta(days=90),
            zone=seller.zone,
            day=TODAY,
            minute=600,
            ended_at=NOW - timedelta(days=days),
            ending=Ending.FINISHED,
        )
    )
    await session.commit()
    assert sum(one.stores for one in await planned(database, a_plan(), now=NOW)) == enters


async def test_only_so_many_enter_in_a_day(database: Database, session: AsyncSession) -> None:
    for _ in range(5):
        await a_seller(session)
    await session.commit()
    assert [one.stores for one in await planned(database, a_plan(cap=2), now=NOW)] == [2]
    assert [one.stores for one in await plan_again(database, now=NOW)] == [0]
    tomorrow = NOW + timedelta(days=1)
    assert [one.stores for one in await plan_again(database, now=tomorrow)] == [2]


async def test_a_share_is_only_watched(database: Database, session: AsyncSession) -> None:
    for _ in range(200):
        await a_seller(session)
    await session.commit()
    [entered] = await planned(database, a_plan(control=0.25), now=NOW)
    assert entered.stores == 200
    assert 40 <= entered.control <= 60
    assert sum(one.control for one in await followups(session)) == entered.control
    assert sum(entered.days.values()) == 200 - entered.control


async def test_a_minute_that_has_passed_is_tomorrows(
    database: Database, session: AsyncSession
) -> None:
    early, late = (
        await a_seller(session, usual_minute=500),
        await a_seller(session, usual_minute=900),
    )
    await session.commit()
    await planned(database, a_plan(), now=NOW)
    assert [days_of(one) for one in await followups(session)] == [
        ("first", TOMORROW, 500),
        ("first", TODAY, 900),
    ]
    assert early.id != late.id


@pytest.mark.parametrize(
    ("joined", "step", "day"),
    [
        (date(2026, 11, 16), "day1", TOMORROW),
        (date(2026, 11, 15), "day1", TODAY),
        (date(2026, 11, 14), "day3", TOMORROW),
        (date(2026, 11, 10), "day7", TOMORROW),
        (date(2026, 11, 9), "day7", TODAY),
        (date(2026, 11, 3), "day14", TOMORROW),
    ],
)
async def test_counted_from_joining_steps_that_have_passed_are_left_out(
    database: Database, session: AsyncSession, joined: date, step: str, day: date
) -> None:
    await a_seller(session, joined=joined, usual_minute=900)
    await a_seller(session, joined=date(2026, 11, 1), usual_minute=900)
    await session.commit()
    steps = tuple(a_step(f"day{days}", days) for days in (1, 3, 7, 14))
    await planned(database, a_plan(anchor=Anchor.JOINED, steps=steps), now=NOW)
    assert [days_of(one) for one in await followups(session)] == [(step, day, 900)]


async def test_a_store_of_an_unknown_zone_is_not_forgotten(
    database: Database, session: AsyncSession
) -> None:
    await a_seller(session, zone="Asia/Singapore")
    await session.commit()
    await planned(database, a_plan(), now=NOW)
    assert [one.zone for one in await followups(session)] == ["Asia/Jakarta"]


async def test_the_minutes_of_many_stores_are_spread_over_the_day(
    database: Database, session: AsyncSession
) -> None:
    for _ in range(120):
        await a_seller(session)
    await session.commit()
    await planned(database, a_plan(), now=datetime(2026, 11, 15, 17, 0, tzinfo=UTC))
    hours = [one.minute // 60 for one in await followups(session)]
    assert set(hours) == set(range(8, 20))
    assert max(hours.count(hour) for hour in set(hours)) <= 20


async def test_only_steps_that_can_be_told_let_a_store_enter(
    database: Database, session: AsyncSession
) -> None:
    await a_seller(session)
    await a_seller(session, chat_id=None)
    await session.commit()
    told = a_plan(steps=(a_step(channels=(Channel.TELEGRAM,)),))
    assert [one.stores for one in await planned(database, told, now=NOW)] == [1]
