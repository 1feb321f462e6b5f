"""The ground of the tests holds."""

import socket

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from tests.support.builders import a_seller, a_staff_member, a_ticket
from tests.support.pool import Pool


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


async def test_a_database_is_like_new_for_who_uses_it_next(postgres_pool: Pool) -> None:
    urls: set[str] = set()
    numbers: set[int | None] = set()
    for _ in range(2):
        with postgres_pool.lent() as url:
            urls.add(url)
            database = Database(url)
            async with database.transaction() as session:
                numbers.add((await a_ticket(session)).id)
            async with database.reading() as session:
                await a_seller(session)
            await database.close()
    assert len(urls) == 1, "making one more takes long"
    assert numbers == {1}


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (id int)",
        "DROP TABLE dialog",
        "ALTER TABLE seller ALTER store_name DROP NOT NULL",
        "CREATE INDEX more ON seller (store_name)",
        "ALTER TABLE seller ADD CHECK (id < 5)",
        "UPDATE alembic_version SET version_num = '9999'",
    ],
)
def test_a_database_of_another_shape_is_lent_to_nobody(postgres_pool: Pool, change: str) -> None:
    with postgres_pool.lent() as changed, psycopg.connect(changed) as connection:
        connection.execute(change.encode())
    with postgres_pool.lent() as url:
        assert url != changed


def test_no_test_leaves_the_machine() -> None:
    with (
        socket.socket() as connection,
        pytest.raises(ConnectionRefusedError, match="a test tried to reach 192"),
    ):
        connection.connect(("192.0.2.1", 443))
