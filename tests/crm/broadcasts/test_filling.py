from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.broadcasts import filling, queries
from crm.broadcasts.rules import Audience, Facet, Lack
from crm.followups.hours import Hours
from locales.languages import LANGUAGES
from models import Outbox, SegmentWeek, Seller, SellerSnapshot, Touch
from models.broadcasts import BroadcastState
from models.followups import TouchSource, TouchState
from models.segments import Lifecycle
from models.sellers import Consent, Reach
from tests.support.broadcasts import EVERYBODY, a_broadcast, filled
from tests.support.builders import NOW, a_seller

DAY = timedelta(days=1)


async def told(session: AsyncSession) -> list[int]:
    """Return the sellers who have a message of a broadcast, in the order of the outbox."""
    rows = await session.scalars(
        select(col(Outbox.seller_id)).where(col(Outbox.lane).is_not(None)).order_by(col(Outbox.id))
    )
    return [row or 0 for row in rows]


async def had_words(session: AsyncSession, seller: Seller, *days_ago: float) -> None:
    for ago in days_ago:
        at = NOW - timedelta(days=ago)
        touch = Touch(
            seller_id=seller.id or 0,
            source=TouchSource.CADENCE,
            state=TouchState.SENT,
            planned_at=at,
            sent_at=at,
        )
        session.add(touch)
    await session.flush()


async def test_each_seller_gets_one_message_in_the_lane_of_their_zone(
    session: AsyncSession,
) -> None:
    ayu = await a_seller(session)
    ina = await a_seller(session, zone="Asia/Jayapura")
    odd = await a_seller(session, zone="Mars/Olympus")
    broadcast = await a_broadcast(session)
    await filled(session, broadcast)
    rows = list(await session.scalars(select(Outbox).order_by(col(Outbox.id))))
    number = broadcast.id
    assert [(row.seller_id, row.lane) for row in rows] == [
        (ayu.id, f"{number}:Asia/Jakarta"),
        (ina.id, f"{number}:Asia/Jayapura"),
        (odd.id, f"{number}:Asia/Jakarta"),
    ]
    assert all(row.dedupe_key == f"touch:{row.touch_id}" for row in rows)
    assert rows[0].params == {"touch_id": rows[0].touch_id, "broadcast_id": number}
    assert (broadcast.recipients, broadcast.filled_at) == (3, NOW)


async def test_slices_meet_without_a_gap_or_a_double(session: AsyncSession) -> None:
    sellers = [(await a_seller(session)).id for _ in range(7)]
    broadcast = await a_broadcast(session)
    more, slices = True, 0
    while more:
        more = await filling.fill(session, broadcast_id=broadcast.id or 0, now=NOW, most=3)
        slices += 1
    assert slices == 3
    assert await told(session) == sellers
    assert not await filling.fill(session, broadcast_id=broadcast.id or 0, now=NOW)
    assert await told(session) == sellers


@pytest.mark.parametrize("state", [BroadcastState.PAUSED, BroadcastState.CANCELLED])
async def test_nobody_is_written_to_while_it_may_not_leave(
    session: AsyncSession, state: BroadcastState
) -> None:
    await a_seller(session)
    broadcast = await a_broadcast(session, state=state)
    await filled(session, broadcast)
    assert await told(session) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"proactive": False},
        {"consent": Consent.DECLINED},
        {"telegram": Reach.BLOCKED},
        {"chat_id": None},
        {"portal_id": None},
        {"gone_at": NOW},
    ],
    ids=str,
)
async def test_whoever_may_not_be_written_to_is_left_out(
    session: AsyncSession, facts: dict[str, object]
) -> None:
    await a_seller(session, **facts)
    await filled(session, await a_broadcast(session))
    assert await told(session) == []


@pytest.mark.parametrize(
    ("audience", "fits"),
    [
        (EVERYBODY, {}),
        (Audience({Facet.PROVINCE: ("Aceh", "Papua")}), {"province": "Aceh"}),
        (Audience({Facet.LANGUAGE: ("su",)}), {"language": "su"}),
        (Audience({Facet.LANGUAGE: ("id",)}), {"language": None}),
        (Audience({Facet.CATEGORY: ("kriya",)}), {"category": "kriya"}),
        (Audience({}, frozenset({Lack.PRODUCT})), {"products": 0}),
        (Audience({}, frozenset({Lack.SALE})), {"transactions": 0}),
    ],
    ids=str,
)
async def test_only_those_whom_the_filter_finds(
    session: AsyncSession, audience: Audience, fits: dict[str, object]
) -> None:
    other = {"language": "jv", "transactions": 5, "products": 5}
    one = await a_seller(session, **(other | fits))
    outsider = await a_seller(session, **other)
    await filled(session, await a_broadcast(session, audience=audience))
    both = [one.id, outsider.id]
    assert await told(session) == (both if audience == EVERYBODY else [one.id])


async def test_segments_are_those_of_the_last_week_counted(session: AsyncSession) -> None:
    slow, lost = await a_seller(session), await a_seller(session)
    for week, parts in (
        ("2026-W46", (Lifecycle.LOST, Lifecycle.LOST)),
        ("2026-W47", (Lifecycle.SLOWING, Lifecycle.LOST)),
    ):
        session.add(SegmentWeek(week=week, at=NOW, summary={}))
        for seller, part in zip((slow, lost), parts, strict=True):
            session.add(
                SellerSnapshot(week=week, seller_id=seller.id or 0, at=NOW, lifecycle=part)
            )
    await session.flush()
    audience = Audience({Facet.SEGMENT: ("slowing",)})
    await filled(session, await a_broadcast(session, audience=audience))
    assert await told(session) == [slow.id]
    offered = await queries.choices(session, audience, Facet.SEGMENT)
    assert {(one.value, one.sellers, one.chosen) for one in offered} == {
        ("slowing", 1, True),
        ("lost", 1, False),
    }


@pytest.mark.parametrize(
    ("days_ago", "days"),
    [
        ((), 0),
        ((1.5,), 0),
        ((0.01,), 1),
        ((1.5, 6.5), 1),
        ((1.5, 4.5), 3),
        ((2.5, 3.5), None),
        ((8, 9, 10), 0),
    ],
)
async def test_whoever_has_heard_enough_gets_it_when_they_may(
    session: AsyncSession, days_ago: tuple[float, ...], days: int | None
) -> None:
    seller = await a_seller(session)
    await had_words(session, seller, *days_ago)
    broadcast = await a_broadcast(session)
    split = await queries.split(session, EVERYBODY, hours=Hours(), now=NOW)
    await filled(session, broadcast)
    dues = list(await session.scalars(select(col(Outbox.due))))
    assert dues == ([] if days is None else [NOW + days * DAY])
    assert (split.recipients, split.enough) == ((0, 1) if days is None else (1, 0))
    assert split.later == (1 if days else 0)


async def test_counts_who_sleeps_and_who_is_left_out(session: AsyncSession) -> None:
    await a_seller(session)
    await a_seller(session, language="jv", zone="Asia/Jayapura")
    await a_seller(session, proactive=False)
    await a_seller(session, telegram=Reach.BLOCKED)
    await a_seller(session, consent=Consent.DECLINED)
    evening = NOW.replace(hour=11, minute=30)  # 18:30 in Jakarta, 20:30 in Jayapura
    split = await queries.split(session, EVERYBODY, hours=Hours(), now=evening)
    assert split.by_language == dict.fromkeys(LANGUAGES, 0) | {"id": 1, "jv": 1}
    assert (split.at_night, split.later, split.enough) == (1, 0, 0)
    assert await queries.left_out(session, EVERYBODY) == queries.LeftOut(1, 1, 1)
