import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from crm.errors import CrmError
from crm.imports.orders import deciding, operations, outcomes
from crm.imports.orders.deciding import AlreadyDecided
from crm.imports.orders.operations import (
    Asked,
    FileTooBig,
    OrderLost,
    SentFile,
    SupervisorsOnly,
    claim,
    order_from_chat,
)
from crm.imports.orders.payloads import ImportKnown, ImportStopped
from crm.imports.orders.queries import batch_of
from crm.imports.orders.rules import CHAT_LIMIT, LEASE
from crm.imports.reports import ImportReport
from models import ImportBatch, ImportOrder, Outbox, Staff
from models.imports import ImportKind, ImportSource, ImportState
from models.staff import Role
from tests.support.builders import NOW, a_staff_member
from tests.support.tickets import a_desk

LATER = NOW + LEASE + timedelta(seconds=1)
REPORT = ImportReport(kind=ImportKind.SELLERS, file_name="tarikan.csv", rows=3, added=2)


async def a_supervisor(session: AsyncSession) -> Staff:
    return await a_staff_member(session, role=Role.SUPERVISOR)


async def sent(session: AsyncSession, staff: Staff, *, size: int = 1_000) -> ImportOrder:
    return await order_from_chat(
        session,
        staff=staff,
        file=SentFile("BQAC", "tarikan.csv", size),
        profile="portal_bumn",
        asked=Asked(staff.id, -100, 7),
        now=NOW,
    )


async def found_in_a_folder(session: AsyncSession, *, name: str = "a.csv") -> ImportOrder:
    return await operations.order(
        session,
        source=ImportSource.FOLDER,
        place=f"/pulls/{name}",
        file_name=name,
        profile=None,
        now=NOW,
    )


async def claimed(session: AsyncSession, *, now: datetime = NOW) -> ImportOrder:
    """Return the next order as the importer holds it: apart from the session."""
    found = await claim(session, now=now)
    assert found is not None
    session.expunge(found)
    return found


async def templates(session: AsyncSession) -> list[str]:
    rows = await session.scalars(select(col(Outbox.template)).order_by(col(Outbox.id)))
    return list(rows)


async def state_of(session: AsyncSession, order: ImportOrder) -> ImportState:
    found = await session.get(ImportOrder, order.id, populate_existing=True)
    assert found is not None
    return found.state


async def test_a_file_out_of_a_chat_is_looked_through_first(session: AsyncSession) -> None:
    order = await sent(session, await a_supervisor(session))
    assert (order.state, order.place, order.profile) == (
        ImportState.WAITING,
        "BQAC",
        "portal_bumn",
    )
    assert await templates(session) == ["import_received"]


async def test_a_file_out_of_a_folder_is_taken_in_without_asking(session: AsyncSession) -> None:
    order = await found_in_a_folder(session)
    assert (order.state, order.chat_id) == (ImportState.CONFIRMED, None)


async def test_an_agent_orders_nothing(session: AsyncSession) -> None:
    with pytest.raises(SupervisorsOnly):
        await sent(session, await a_staff_member(session))


async def test_a_file_that_telegram_does_not_hand_out_is_refused(session: AsyncSession) -> None:
    with pytest.raises(FileTooBig):
        await sent(session, await a_supervisor(session), size=CHAT_LIMIT + 1)


async def test_the_oldest_order_comes_first_and_only_once(session: AsyncSession) -> None:
    first = await found_in_a_folder(session)
    second = await found_in_a_folder(session, name="b.csv")

    taken = [await claimed(session), await claimed(session)]

    assert [order.id for order in taken] == [first.id, second.id]
    assert await claim(session, now=NOW) is None


async def test_an_order_is_claimed_again_once_its_lease_ended(session: AsyncSession) -> None:
    await found_in_a_folder(session)
    dead = await claimed(session)

    alive = await claimed(session, now=LATER)

    assert (alive.id, alive.attempts) == (dead.id, 2)
    with pytest.raises(OrderLost):
        await operations.renew(session, dead, now=LATER)
    with pytest.raises(OrderLost):
        await outcomes.failed(session, dead, error="late", now=LATER)
    await operations.renew(session, alive, now=LATER)


async def test_an_order_that_was_put_off_rests_meanwhile(session: AsyncSession) -> None:
    await found_in_a_folder(session)
    await operations.put_off(session, await claimed(session), by=timedelta(minutes=5), now=NOW)
    assert await claim(session, now=LATER) is None
    assert await claim(session, now=NOW + timedelta(minutes=6)) is not None


async def test_an_order_that_was_given_back_counts_as_untried(session: AsyncSession) -> None:
    await found_in_a_folder(session)
    await operations.give_back(session, await claimed(session))
    assert (await claimed(session)).attempts == 1


async def test_what_a_process_left_is_free_where_there_is_no_other(session: AsyncSession) -> None:
    await found_in_a_folder(session)
    await claimed(session)
    await operations.free_all(session)
    assert (await claimed(session)).attempts == 2


async def test_of_replicas_that_claim_at_once_one_gets_the_order(database: Database) -> None:
    async with database.transaction() as session:
        await found_in_a_folder(session)

    async def try_to() -> ImportOrder | None:
        async with database.transaction() as session:
            return await claim(session, now=NOW)

    found = await asyncio.gather(*(try_to() for _ in range(4)))
    assert sum(order is not None for order in found) == 1


async def test_the_first_press_counts_and_the_second_is_told(session: AsyncSession) -> None:
    boss = await a_supervisor(session)
    await sent(session, boss)
    order = await claimed(session)
    await outcomes.previewed(session, order, report=REPORT, too_many=False, now=NOW)

    await deciding.confirm(
        session, order_id=order.id or 0, staff=boss, message_id=9, forced=False, now=NOW
    )

    with pytest.raises(AlreadyDecided) as refusal:
        await deciding.cancel(session, order_id=order.id or 0, staff=boss, message_id=9, now=NOW)
    assert refusal.value.state is ImportState.CONFIRMED
    found = await claimed(session)
    assert (found.kind, found.message_id, found.attempts) == (ImportKind.SELLERS, 9, 1)
    assert await templates(session) == ["import_received", "import_preview", "import_progress"]


async def test_an_agent_decides_nothing(session: AsyncSession) -> None:
    await sent(session, await a_supervisor(session))
    order = await claimed(session)
    await outcomes.previewed(session, order, report=REPORT, too_many=False, now=NOW)
    agent = await a_staff_member(session)
    with pytest.raises(SupervisorsOnly):
        await deciding.confirm(
            session, order_id=order.id or 0, staff=agent, message_id=9, forced=True, now=NOW
        )
    assert await state_of(session, order) is ImportState.PREVIEWED


async def test_what_was_never_ordered_cannot_be_decided(session: AsyncSession) -> None:
    with pytest.raises(AlreadyDecided) as refusal:
        await deciding.cancel(
            session, order_id=99, staff=await a_supervisor(session), message_id=9, now=NOW
        )
    assert refusal.value.state is None


async def test_the_desk_hears_of_a_file_that_came_by_itself(session: AsyncSession) -> None:
    await a_desk(session)
    for name in ("a", "b", "c"):
        await found_in_a_folder(session, name=name)
    one, two, three = [await claimed(session) for _ in range(3)]

    await outcomes.known(session, one, kind=ImportKind.SELLERS, file_name="a", at=NOW, now=NOW)
    await outcomes.refused(session, two, error=CrmError("b is empty."), now=NOW)
    await outcomes.failed(session, three, error="KeyError", now=NOW)

    assert await templates(session) == [
        ImportKnown.template,
        ImportStopped.template,
        ImportStopped.template,
    ]
    assert await claim(session, now=LATER) is None


async def test_without_a_desk_an_import_ends_all_the_same(session: AsyncSession) -> None:
    await found_in_a_folder(session)
    order = await claimed(session)
    await outcomes.failed(session, order, error="KeyError", now=NOW)
    assert await state_of(session, order) is ImportState.FAILED
    assert await templates(session) == []


async def test_a_batch_belongs_to_one_order_only(session: AsyncSession) -> None:
    order = await found_in_a_folder(session)
    batch = ImportBatch(
        kind=ImportKind.SELLERS, file_name="a.csv", digest="d", at=NOW, order_id=order.id
    )
    session.add(batch)
    await session.flush()
    assert await batch_of(session, order_id=order.id or 0) is batch


async def test_open_orders_are_found_by_their_index(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.reading() as session:
        plan = await session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT id FROM import_order "
                "WHERE state IN ('waiting', 'confirmed') ORDER BY id LIMIT 1"
            )
        )
        assert "ix_import_order_open" in str(plan.all())
    await database.close()
