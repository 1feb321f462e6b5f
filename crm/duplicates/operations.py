"""Find stores that may be one, among those that an import touched."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CursorResult,
    Select,
    and_,
    case,
    func,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime

from core.sql import insert_into
from crm.duplicates.rules import MOST_ALIKE
from models import Seller, SellerDuplicate
from models.duplicates import DuplicateReason, DuplicateState

_SELLER = Seller.metadata.tables["seller"].c
ALIKE: dict[DuplicateReason, tuple[Sequence[Column[Any]], ColumnElement[bool]]] = {
    DuplicateReason.PHONE: ((_SELLER.phone,), _SELLER.phone.is_not(None)),
    DuplicateReason.EMAIL: ((_SELLER.email,), _SELLER.email.is_not(None)),
    DuplicateReason.NAME: (
        (_SELLER.store_key, _SELLER.regency),
        and_(_SELLER.store_key != "", _SELLER.regency != ""),
    ),
}
"""What makes two stores look like one, the strongest reason first, and where there is any of it.

The name alone is no reason: in another regency, or in an unknown one, it is another store.
"""


async def detect(session: AsyncSession, *, batch_id: int, now: datetime) -> int:
    """List stores that share something with one that the import touched; return how many pairs.

    One statement a reason. A pair is the oldest store of a group and another one of it, so that
    few rows say it all; a pair that is listed, was kept or was merged before is not listed again.
    Groups of more than `MOST_ALIKE` stores are left out.
    """
    found = 0
    for reason in ALIKE:
        found += await _list(session, reason, batch_id, now)
    return found


async def _list(
    session: AsyncSession, reason: DuplicateReason, batch_id: int, now: datetime
) -> int:
    group = alike(session, reason, batch_id).subquery("alike")
    pairs = select(
        group.c.first_id,
        group.c.id,
        literal(reason.value),
        literal(DuplicateState.OPEN.value),
        literal(now, UTCDateTime()),
        literal(batch_id),
    ).where(group.c.id > group.c.first_id, group.c.size <= MOST_ALIKE, group.c.touched == 1)
    connection = await session.connection()
    listed: CursorResult[Any] = await connection.execute(
        insert_into(session, SellerDuplicate)
        .from_select(
            ["first_id", "second_id", "reason", "state", "found_at", "batch_id"],
            pairs.order_by(group.c.first_id, group.c.id),
        )
        .on_conflict_do_nothing(index_elements=["first_id", "second_id"]),
        execution_options={"preserve_rowcount": True},
    )
    return listed.rowcount


def alike(
    session: AsyncSession, reason: DuplicateReason, batch_id: int | None = None
) -> Select[*tuple[Any, ...]]:
    """Return each store that may share a value, with the oldest of its group and the group's size.

    `touched` is 1 where the import touched one of the group. On SQLite an index alone tells what
    is shared at all, and only those few rows are read. PostgreSQL sorts them all, which is quick,
    and is so without statistics about new rows too.
    """
    keys, there_is = ALIKE[reason]
    group: dict[str, Any] = {"partition_by": list(keys)}
    touched = case((_SELLER.batch_id == batch_id, 1), else_=0)
    stores = select(
        _SELLER.id,
        func.min(_SELLER.id).over(**group).label("first_id"),
        func.count().over(**group).label("size"),
        func.max(touched).over(**group).label("touched"),
    ).where(there_is, _SELLER.portal_id.is_not(None), _SELLER.merged_into.is_(None))
    if session.get_bind().dialect.name != "sqlite":
        return stores
    shared = (
        select(*keys).where(there_is).group_by(*keys).having(func.count() > 1).subquery("shared")
    )
    return stores.join(shared, and_(*(key == shared.c[key.name] for key in keys)))
