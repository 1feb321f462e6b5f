"""The ground of the tests holds."""

import socket

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from tests.support.builders import a_seller, a_staff_member, a_ticket


async def test_builders_fill_what_the_tables_demand(session: AsyncSession) -> None:
    member = await a_staff_member(session)
    ticket = await a_ticket(session, assignee_id=member.id)
    other = await a_ticket(session, seller=await a_seller(session, language="jv"))
    assert ticket.seller_id != other.seller_id


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_has_a_database_of_its_own(database: Database, turn: int) -> None:
    async with database.transaction() as session:
        await a_seller(session)
    async with database.reading() as session:
        assert (await session.execute(text("SELECT count(*) FROM seller"))).scalar_one() == 1


def test_no_test_leaves_the_machine() -> None:
    with (
        socket.socket() as connection,
        pytest.raises(ConnectionRefusedError, match="a test tried to reach 192"),
    ):
        connection.connect(("192.0.2.1", 443))
