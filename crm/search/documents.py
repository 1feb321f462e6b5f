"""The documents that are searched, made from what they repeat."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from models import Interaction, SearchDocument, Seller, Ticket
from models.interactions import Direction
from models.search import Found

LONGEST = 4_096
"""No message is longer; of an address that is a story so much is enough."""
WORDLESS = ("button", "status", "cadence_decided")
"""What comes in and is nobody's own words."""
ROWS: dict[Found, Any] = {
    Found.SELLER: col(Seller.id),
    Found.TICKET: col(Ticket.id),
    Found.MESSAGE: col(Interaction.id),
}
"""The ids of the rows that documents are about."""
NUMBERS = {kind: number for number, kind in enumerate(Found)}
SPREAD = 4
"""Ids of documents are so far apart for one kind; it leaves room for one more kind."""


async def refresh(session: AsyncSession, kind: Found, *, after: int, upto: int) -> None:
    """Make the documents about the rows with an id in `(after, upto]` what these rows say now.

    It does not matter how often: where nothing changed nothing is written.
    """
    source = _source(kind, after, upto).subquery()
    mine = and_(
        col(SearchDocument.kind) == kind,
        col(SearchDocument.ref_id) > after,
        col(SearchDocument.ref_id) <= upto,
    )
    still = exists().where(source.c.ref_id == col(SearchDocument.ref_id))
    await session.execute(
        delete(SearchDocument).where(mine, ~still),
        execution_options={"synchronize_session": False},
    )
    changed = (
        select(
            source.c.ref_id * SPREAD + NUMBERS[kind], literal(kind), source.c.ref_id, source.c.body
        )
        .outerjoin(
            SearchDocument,
            and_(col(SearchDocument.kind) == kind, col(SearchDocument.ref_id) == source.c.ref_id),
        )
        .where(or_(col(SearchDocument.id).is_(None), col(SearchDocument.body) != source.c.body))
    )
    into = insert_into(session, SearchDocument).from_select(
        ("id", "kind", "ref_id", "body"), changed
    )
    await session.execute(
        into.on_conflict_do_update(index_elements=["id"], set_={"body": into.excluded.body})
    )


async def refresh_store(session: AsyncSession, *, seller_id: int) -> None:
    """Let a store be found, or not any more, as soon as it is one or is none."""
    await refresh(session, Found.SELLER, after=seller_id - 1, upto=seller_id)


async def forget(session: AsyncSession, *, seller_ids: Collection[int]) -> None:
    """Forget the words of these sellers, of their reports, and of what was said with them.

    Whoever erases a seller asks for this first, while the rows still tell whose they are.
    """
    theirs = {
        Found.SELLER: select(col(Seller.id)).where(col(Seller.id).in_(seller_ids)),
        Found.TICKET: select(col(Ticket.id)).where(col(Ticket.seller_id).in_(seller_ids)),
        Found.MESSAGE: select(col(Interaction.id)).where(
            col(Interaction.seller_id).in_(seller_ids)
        ),
    }
    for kind, ids in theirs.items():
        await session.execute(
            delete(SearchDocument).where(
                col(SearchDocument.kind) == kind, col(SearchDocument.ref_id).in_(ids)
            ),
            execution_options={"synchronize_session": False},
        )


def _source(kind: Found, after: int, upto: int) -> Any:  # noqa: ANN401 - SQLAlchemy says no more
    body, worth = _SAYS[kind]
    row_id, said = ROWS[kind], func.substr(body, 1, LONGEST)
    named: tuple[Any, Any] = (row_id.label("ref_id"), said.label("body"))
    return select(*named).where(row_id > after, row_id <= upto, worth)


_SAYS: dict[Found, tuple[Any, ColumnElement[bool]]] = {
    Found.SELLER: (
        col(Seller.store_name)
        + " "
        + col(Seller.owner_name)
        + " "
        + col(Seller.regency)
        + " "
        + col(Seller.province)
        + " "
        + col(Seller.category)
        + " "
        + func.coalesce(col(Seller.portal_id), ""),
        and_(
            col(Seller.merged_into).is_(None),
            col(Seller.store_name) + col(Seller.owner_name) != "",
        ),
    ),
    Found.TICKET: (col(Ticket.text), col(Ticket.text) != ""),
    Found.MESSAGE: (
        col(Interaction.text),
        and_(
            col(Interaction.direction) == Direction.IN,
            col(Interaction.kind).not_in(WORDLESS),
            col(Interaction.text) != "",
            ~col(Interaction.text).startswith("/"),
        ),
    ),
}
"""What a row's document says, and which rows have one: people's own words, no commands."""
