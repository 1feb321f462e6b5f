"""Read orders, and what belongs to one."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import ImportBatch, ImportOrder
from models.imports import ImportState

_OPEN = (ImportState.WAITING, ImportState.CONFIRMED)


def is_open() -> ColumnElement[bool]:
    """Match open orders, in the words of their partial index."""
    states: BindParameter[ImportState] = bindparam(
        "open_states", _OPEN, expanding=True, literal_execute=True
    )
    return col(ImportOrder.state).in_(states)


def claimable(now: datetime) -> ColumnElement[bool]:
    """Match open orders that nobody has in hand."""
    lease = col(ImportOrder.lease_until)
    return is_open() & or_(lease.is_(None), lease < now)


async def is_any_open(session: AsyncSession, *, now: datetime) -> bool:
    """Tell whether `claim` would find an order, without keeping writers waiting."""
    found = await session.scalar(select(col(ImportOrder.id)).where(claimable(now)).limit(1))
    return found is not None


async def batch_of(session: AsyncSession, *, order_id: int) -> ImportBatch | None:
    """Return what an order took in, where it did already."""
    return await session.scalar(select(ImportBatch).where(col(ImportBatch.order_id) == order_id))
