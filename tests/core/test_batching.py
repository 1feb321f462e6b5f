import pytest
from sqlalchemy import func, select
from sqlmodel import col

from core.batching import insert_soon
from core.db import Database
from models import Interaction, Seller
from models.interactions import Direction
from tests.support.builders import NOW, a_seller


def a_line(seller: Seller, number: int) -> dict[str, object]:
    return {
        "at": NOW,
        "direction": Direction.IN,
        "seller_id": seller.id,
        "kind": "text",
        "text": "halo",
        "update_id": number,
        "data": {},
    }


async def count(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count(col(Interaction.id)))) or 0


async def test_rows_are_there_for_the_next_statement(database: Database) -> None:
    async with database.transaction() as session:
        seller = await a_seller(session)
        for number in range(3):
            insert_soon(session, Interaction, a_line(seller, number))
        rows = await session.scalars(select(Interaction).order_by(col(Interaction.id)))
        assert [row.update_id for row in rows] == [0, 1, 2]


async def test_rows_are_written_by_the_commit(database: Database) -> None:
    async with database.transaction() as session:
        insert_soon(session, Interaction, a_line(await a_seller(session), 1))
    assert await count(database) == 1


async def a_failing_turn(database: Database) -> None:
    async with database.transaction() as session:
        insert_soon(session, Interaction, a_line(await a_seller(session), 1))
        raise LookupError


async def test_rows_go_with_a_rollback(database: Database) -> None:
    with pytest.raises(LookupError):
        await a_failing_turn(database)
    assert await count(database) == 0
