"""Whose a row is: the store with the id that the row names, known already or not yet."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.imports.files.tables import LINE
from crm.imports.hashes import HASH
from crm.imports.passing import SEEN, Passed
from crm.imports.staging import Staged
from models import Product, Sale, Seller

OWNED = (Sale.metadata.tables["sale"], Product.metadata.tables["product"])
"""What belongs to a store by the store's id at the portal."""


def owner_of(rows: Table) -> Mapping[str, ColumnElement[Any]]:
    """Find whose each row is: what is a merged store's is that of the one it went into."""
    owner = (
        select(func.coalesce(col(Seller.merged_into), col(Seller.id)))
        .where(col(Seller.portal_id) == rows.c.seller_ref)
        .scalar_subquery()
    )
    return {"seller_id": owner}


async def attach(session: AsyncSession) -> None:
    """Give what belongs to stores that were not known to those which are now."""
    for table in OWNED:
        await session.execute(
            update(table)
            .values(owner_of(table))
            .where(
                table.c.seller_id.is_(None),
                exists().where(col(Seller.portal_id) == table.c.seller_ref),
            )
        )


async def unattached(session: AsyncSession, staged: Staged, passed: Passed | None) -> int:
    """Count the file's rows of stores that are not known, those that were passed over too."""
    read = await _read(session, staged)
    passed_over = await _passed_over(session, staged) if passed and passed.same else 0
    return read + passed_over


async def _read(session: AsyncSession, staged: Staged) -> int:
    here = staged.stage
    if "seller_ref" not in here.c:  # nothing had to be read
        return 0
    unknown = ~exists().where(col(Seller.portal_id) == here.c.seller_ref)
    return await session.scalar(select(func.count()).select_from(here).where(unknown)) or 0


async def _passed_over(session: AsyncSession, staged: Staged) -> int:
    stored = staged.subject.table
    same = and_(stored.c[staged.subject.key[0]] == SEEN.c.id, stored.c[HASH] == SEEN.c[HASH])
    found = await session.scalar(
        select(func.count())
        .select_from(stored)
        .join(SEEN, same)
        .where(
            stored.c.seller_id.is_(None),
            stored.c.gone_at.is_(None),
            ~exists().where(staged.stage.c[LINE] == SEEN.c[LINE]),
        )
    )
    return found or 0
