"""Which pairs of stores a pull would bring about, told before it is written."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, exists, func, literal, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.duplicates.operations import ALIKE
from crm.duplicates.rules import MOST_ALIKE
from crm.imports.differences import taken
from crm.imports.files.tables import LINE
from crm.imports.staging import Staged
from models import Seller, SellerDuplicate

_SELLER = Seller.metadata.tables["seller"]
_SHARED = ("phone", "email", "store_key", "regency")


async def pairs(session: AsyncSession, staged: Staged) -> int:
    """Count the pairs that `crm.duplicates.operations.detect` would list anew."""
    newest = await session.scalar(select(func.max(col(Seller.id)))) or 0
    stores = _stores_to_be(staged, newest)
    found = union(*(_alike(stores, [key.name for key in keys]) for keys, _ in ALIKE.values()))
    pair = found.subquery("pair")
    listed = exists().where(
        col(SellerDuplicate.first_id) == pair.c.first_id,
        col(SellerDuplicate.second_id) == pair.c.id,
    )
    return await session.scalar(select(func.count()).select_from(pair).where(~listed)) or 0


def _stores_to_be(staged: Staged, newest: int) -> CTE:
    """Select every store as it would be, and whether the pull touches it.

    New ones come after the newest there is, in the file's order, as they will.
    """
    here, touched = staged.stage, staged.touched
    is_store = and_(_SELLER.c.portal_id.is_not(None), _SELLER.c.merged_into.is_(None))
    target = touched.c.target_id
    changes = select(target).where(target.is_not(None), touched.c.differs)
    untouched = select(
        _SELLER.c.id, *(_SELLER.c[name] for name in _SHARED), literal(0).label("touched")
    ).where(is_store, _SELLER.c.id.not_in(changes))
    changed = (
        select(_SELLER.c.id, *(_afterwards(staged, name) for name in _SHARED), literal(1))
        .select_from(touched)
        .join(here, here.c[LINE] == touched.c[LINE])
        .join(_SELLER, _SELLER.c.id == target)
        .where(is_store, touched.c.differs)
    )
    new = (
        select(
            touched.c[LINE] + newest, *(_at_first(staged, name) for name in _SHARED), literal(1)
        )
        .select_from(touched)
        .join(here, here.c[LINE] == touched.c[LINE])
        .where(target.is_(None))
    )
    return untouched.union_all(changed, new).cte("stores_to_be")


def _alike(stores: CTE, names: list[str]) -> Select[*tuple[Any, ...]]:
    keys = [stores.c[name] for name in names]
    group: dict[str, Any] = {"partition_by": keys}
    found = (
        select(
            stores.c.id,
            func.min(stores.c.id).over(**group).label("first_id"),
            func.count().over(**group).label("size"),
            func.max(stores.c.touched).over(**group).label("touched"),
        )
        .where(*(key > "" for key in keys))
        .subquery()
    )
    return select(found.c.first_id, found.c.id).where(
        found.c.id > found.c.first_id, found.c.size <= MOST_ALIKE, found.c.touched == 1
    )


def _afterwards(staged: Staged, name: str) -> ColumnElement[Any]:
    return taken(_SELLER, staged.stage, name) if name in staged.stage.c else _SELLER.c[name]


def _at_first(staged: Staged, name: str) -> ColumnElement[Any]:
    return staged.stage.c[name] if name in staged.stage.c else literal("")
