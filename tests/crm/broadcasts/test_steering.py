from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.settings import Settings
from crm.broadcasts import queries, steering, tending
from crm.broadcasts.payloads import BroadcastProgress, BroadcastResult, Tally
from crm.broadcasts.refusals import NotOnItsWay, SupervisorsOnly
from crm.followups import touches
from crm.followups.hours import Hours
from models import Broadcast, Outbox, Staff, Touch
from models.broadcasts import BroadcastState
from models.followups import TouchState
from models.mail import OutboxState
from models.staff import Role
from tests.support.broadcasts import a_broadcast, filled
from tests.support.builders import NOW, a_seller, a_staff_member

SETTINGS = Settings.load(None)
HOURS = Hours()


@pytest.fixture
async def boss(session: AsyncSession) -> Staff:
    return await a_staff_member(session, role=Role.SUPERVISOR)


async def tended(session: AsyncSession, broadcast: Broadcast, *, now: object = NOW) -> None:
    assert isinstance(now, type(NOW))
    tally = await queries.tally(session, broadcast, now=now)
    await tending.tend(
        session, broadcast_id=broadcast.id or 0, tally=tally, settings=SETTINGS, now=now
    )


async def posted(session: AsyncSession, template: str) -> list[Outbox]:
    rows = await session.scalars(
        select(Outbox).where(col(Outbox.template) == template).order_by(col(Outbox.id))
    )
    return list(rows)


async def all_become(session: AsyncSession, state: OutboxState) -> None:
    await session.execute(update(Outbox).where(col(Outbox.lane).is_not(None)).values(state=state))


async def test_lanes_are_open_only_while_it_is_being_sent(
    session: AsyncSession, boss: Staff
) -> None:
    broadcast = await a_broadcast(session)
    number = broadcast.id or 0

    async def lanes() -> int:
        return len(await queries.lanes_open(session, hours=HOURS, now=NOW))

    assert await lanes() == 4
    await steering.pause(session, broadcast_id=number, staff=boss)
    assert await lanes() == 0
    await steering.resume(session, broadcast_id=number, staff=boss)
    assert await lanes() == 4
    await steering.cancel(session, broadcast_id=number, staff=boss)
    assert await lanes() == 0


async def test_lanes_keep_the_hours_of_their_zones(session: AsyncSession) -> None:
    broadcast = await a_broadcast(session)
    evening = NOW.replace(hour=11, minute=30)  # 18:30 in Jakarta, 20:30 in Jayapura
    found = await queries.lanes_open(session, hours=HOURS, now=evening)
    assert found == [
        f"{broadcast.id}:{zone}" for zone in ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar")
    ]


async def test_lanes_close_once_the_words_are_stale(session: AsyncSession) -> None:
    await a_broadcast(session)
    later = NOW + timedelta(days=4, seconds=1)
    assert await queries.lanes_open(session, hours=HOURS, now=later) == []


async def test_only_supervisors_steer(session: AsyncSession) -> None:
    agent = await a_staff_member(session)
    broadcast = await a_broadcast(session)
    with pytest.raises(SupervisorsOnly):
        await steering.cancel(session, broadcast_id=broadcast.id or 0, staff=agent)


@pytest.mark.parametrize(
    "state", [BroadcastState.DRAFT, BroadcastState.DONE, BroadcastState.CANCELLED]
)
async def test_what_is_not_on_its_way_cannot_be_cancelled(
    session: AsyncSession, boss: Staff, state: BroadcastState
) -> None:
    broadcast = await a_broadcast(session, state=state)
    with pytest.raises(NotOnItsWay) as refused:
        await steering.cancel(session, broadcast_id=broadcast.id or 0, staff=boss)
    assert refused.value.state is state


async def test_cancelling_drops_what_waits_slice_by_slice(
    session: AsyncSession, boss: Staff
) -> None:
    for _ in range(5):
        await a_seller(session)
    broadcast = await a_broadcast(session)
    await filled(session, broadcast)
    await steering.cancel(session, broadcast_id=broadcast.id or 0, staff=boss)
    await session.refresh(broadcast)
    assert await tending.drop(session, broadcast=broadcast, most=3)
    assert not await tending.drop(session, broadcast=broadcast, most=3)
    states = set(await session.scalars(select(col(Touch.state))))
    assert states == {TouchState.DROPPED}
    await tended(session, broadcast)
    assert broadcast.state is BroadcastState.CANCELLED
    assert broadcast.ended_at == NOW
    (result,) = await posted(session, BroadcastResult.template)
    assert BroadcastResult.load(result.params).tally == Tally(recipients=5, dropped=5)


async def test_what_is_in_hand_is_waited_for(session: AsyncSession, boss: Staff) -> None:
    await a_seller(session)
    broadcast = await a_broadcast(session)
    await filled(session, broadcast)
    await all_become(session, OutboxState.SENDING)
    await steering.cancel(session, broadcast_id=broadcast.id or 0, staff=boss)
    await tended(session, broadcast)
    assert broadcast.ended_at is None
    await all_become(session, OutboxState.SENT)
    await tended(session, broadcast)
    assert broadcast.ended_at == NOW


async def test_its_result_is_told_once_though_some_get_it_tomorrow(session: AsyncSession) -> None:
    await a_seller(session)
    ina = await a_seller(session)
    broadcast = await a_broadcast(session)
    await filled(session, broadcast)
    await all_become(session, OutboxState.SENT)
    tomorrow = NOW + timedelta(days=1)
    await session.execute(
        update(Outbox)
        .where(col(Outbox.seller_id) == ina.id)
        .values(state=OutboxState.WAITING, due=tomorrow)
    )
    await tended(session, broadcast)
    await tended(session, broadcast)
    (result,) = await posted(session, BroadcastResult.template)
    tally = BroadcastResult.load(result.params).tally
    assert (tally.sent, tally.later, tally.waiting) == (1, 1, 0)
    assert broadcast.state is BroadcastState.SENDING
    await all_become(session, OutboxState.SENT)
    await tended(session, broadcast, now=tomorrow)
    assert broadcast.state is BroadcastState.DONE
    assert len(await posted(session, BroadcastResult.template)) == 1


async def test_counts_blocked_failed_and_dropped_apart(session: AsyncSession) -> None:
    for _ in range(6):
        await a_seller(session)
    broadcast = await a_broadcast(session)
    await filled(session, broadcast)
    rows = list(await session.scalars(select(Outbox).order_by(col(Outbox.id))))
    for row, state in zip(
        rows,
        ("sent", "sent", "cancelled", "cancelled", "dead", "unknown"),
        strict=True,
    ):
        row.state = OutboxState(state)
    await session.flush()
    await touches.failed(session, touch_ids=[rows[2].touch_id or 0], now=NOW)
    await touches.drop(session, touch_ids=[rows[3].touch_id or 0])
    tally = await queries.tally(session, broadcast, now=NOW)
    assert tally == Tally(recipients=6, sent=2, blocked=1, dropped=1, failed=2)


async def test_progress_is_shown_no_oftener_than_a_group_can_bear(session: AsyncSession) -> None:
    sellers = [await a_seller(session) for _ in range(3)]
    broadcast = await a_broadcast(session)
    await filled(session, broadcast)

    async def one_is_sent(number: int) -> None:
        await session.execute(
            update(Outbox)
            .where(col(Outbox.seller_id) == sellers[number].id)
            .values(state=OutboxState.SENT)
        )

    async def shown(after: int) -> int:
        await tended(session, broadcast, now=NOW + timedelta(seconds=after))
        return len(await posted(session, BroadcastProgress.template))

    assert await shown(0) == 1
    await one_is_sent(0)
    assert await shown(60) == 1, "the last one has not even left"
    await session.execute(
        update(Outbox)
        .where(col(Outbox.template) == BroadcastProgress.template)
        .values(state=OutboxState.SENT)
    )
    assert await shown(14) == 1, "too early"
    assert await shown(16) == 2
    assert await shown(40) == 2, "nothing new"


async def test_a_desk_that_moves_takes_its_broadcasts_along(session: AsyncSession) -> None:
    broadcast = await a_broadcast(session)
    await tended(session, broadcast)
    await steering.move(session, old=-100_500, new=-100_600)
    await session.refresh(broadcast)
    assert (broadcast.chat_id, broadcast.message_id) == (-100_600, None)
    (edit,) = await posted(session, BroadcastProgress.template)
    await session.refresh(edit)
    assert edit.state is OutboxState.CANCELLED
    await tending.progress_posted(session, broadcast_id=broadcast.id or 0, message_id=99)
    await session.refresh(broadcast)
    assert broadcast.message_id == 99
