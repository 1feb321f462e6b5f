"""Two replicas at once: what one does the other does not do again."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from core.db import Database
from crm.broadcasts import filling, operations
from crm.broadcasts.refusals import NotADraft
from models import Broadcast, Outbox, Staff
from models.broadcasts import BroadcastState
from models.staff import Role
from tests.support.broadcasts import a_broadcast
from tests.support.builders import NOW, a_seller

SELLERS = 40


async def prepared(database: Database, state: BroadcastState) -> int:
    async with database.transaction() as session:
        for _ in range(SELLERS):
            await a_seller(session)
        return (await a_broadcast(session, state=state)).id or 0


async def test_nobody_is_written_to_twice(database: Database) -> None:
    number = await prepared(database, BroadcastState.SENDING)

    async def fill() -> None:
        more = True
        while more:
            async with database.transaction() as session:
                more = await filling.fill(session, broadcast_id=number, now=NOW, most=7)

    await asyncio.gather(fill(), fill(), fill())

    async with database.reading() as session:
        counts = await session.execute(
            select(func.count(), func.count(func.distinct(col(Outbox.seller_id))))
        )
        assert tuple(counts.one()) == (SELLERS, SELLERS)
        broadcast = await session.get_one(Broadcast, number)
        assert broadcast.recipients == SELLERS


async def test_the_first_to_confirm_counts(database: Database) -> None:
    number = await prepared(database, BroadcastState.DRAFT)
    async with database.transaction() as session:
        (staff,) = await session.scalars(select(Staff))
        staff.role = Role.SUPERVISOR

    async def confirm(message_id: int) -> None:
        async with database.transaction() as session:
            await operations.confirm(
                session, broadcast_id=number, staff=staff, message_id=message_id, now=NOW
            )

    outcomes = await asyncio.gather(confirm(1), confirm(2), return_exceptions=True)
    refused = [one for one in outcomes if one is not None]
    with pytest.raises(NotADraft):
        raise refused[0]
    assert len(refused) == 1
