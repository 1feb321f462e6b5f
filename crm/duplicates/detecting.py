"""Find stores that may be one, among all that an import touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime

from core.sql import insert_into
from models import Seller, SellerDuplicate
from models.duplicates import DuplicateReason, DuplicateState

MOST_ALIKE = 10
"""More stores than this with one number or address have a partner's: they are not one store."""

_SELLER = Seller.metadata.tables["seller"]
_COMMON = {
    DuplicateReason.PHONE: ("phone",),
    DuplicateReason.EMAIL: ("email",),
    DuplicateReason.NAME: ("store_key", "regency"),
}
"""What two stores have in common, the strongest reason first."""


async def detect(session: AsyncSession, *, batch_id: int, now: datetime) -> int:
    """List the pairs that the import brought about, and return how many are new.

    A pair is the oldest store of a group and another one of it: a group of five makes four. A
    pair that staff decided about is never listed again.
    """
    connection = await session.connection()
    found = 0
    for reason, columns in _COMMON.items():
        listed: CursorResult[Any] = await connection.execute(
            insert_into(session, SellerDuplicate)
            .from_select(
                ["first_id", "second_id", "reason", "state", "found_at", "batch_id"],
                _pairs(reason, columns, batch_id, now),
            )
            .on_conflict_do_nothing(index_elements=["first_id", "second_id"]),
            execution_options={"preserve_rowcount": True},
        )
        found += listed.rowcount
    return found


def _pairs(reason: DuplicateReason, columns: tuple[str, ...], batch_id: int, now: datetime) -> Any:  # noqa: ANN401 - a query of six columns
    touched = (
        select(*(_SELLER.c[name] for name in columns))
        .where(*_stores(_SELLER, columns), _SELLER.c.batch_id == batch_id)
        .distinct()
        .subquery("touched")
    )
    every = _SELLER.alias("every")
    group = (
        select(*(every.c[name] for name in columns), func.min(every.c.id).label("first_id"))
        .join(touched, and_(*(every.c[name] == touched.c[name] for name in columns)))
        .where(*_stores(every, columns))
        .group_by(*(every.c[name] for name in columns))
        .having(func.count().between(2, MOST_ALIKE))
        .subquery("alike")
    )
    other = _SELLER.alias("other")
    return (
        select(
            group.c.first_id,
            other.c.id,
            literal(reason.value),
            literal(DuplicateState.OPEN.value),
            literal(now, UTCDateTime()),
            literal(batch_id),
        )
        .join(other, and_(*(other.c[name] == group.c[name] for name in columns)))
        .where(*_stores(other, columns), other.c.id != group.c.first_id)
        .order_by(group.c.first_id, other.c.id)
    )


def _stores(seller: Any, columns: tuple[str, ...]) -> list[ColumnElement[bool]]:  # noqa: ANN401 - the table or an alias of it
    """Tell what is a store that has such a thing at all."""
    return [
        seller.c.portal_id.is_not(None),
        seller.c.merged_into.is_(None),
        *(seller.c[name] > "" for name in columns),
    ]
