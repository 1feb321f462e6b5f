"""Find the staff and their group."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Staff, StaffGroup
from models.staff import Role


async def group(session: AsyncSession) -> StaffGroup | None:
    """Return the paired group; no query where the transaction has met it before."""
    return await session.get(StaffGroup, 1)


async def by_telegram_id(session: AsyncSession, telegram_id: int) -> Staff | None:
    """Return whoever has this Telegram id, those who left too."""
    return await session.scalar(select(Staff).where(col(Staff.telegram_id) == telegram_id))


async def supervisors(session: AsyncSession) -> list[Staff]:
    """Return the active supervisors and admins."""
    return await _active(session, Role.SUPERVISOR, Role.ADMIN)


async def admins(session: AsyncSession) -> list[Staff]:
    """Return the active admins."""
    return await _active(session, Role.ADMIN)


async def everybody(session: AsyncSession) -> list[Staff]:
    """Return all staff, those who left last."""
    found = await session.scalars(
        select(Staff).order_by(col(Staff.active).desc(), col(Staff.name), col(Staff.id))
    )
    return list(found)


async def _active(session: AsyncSession, *roles: Role) -> list[Staff]:
    found = await session.scalars(
        select(Staff).where(col(Staff.active), col(Staff.role).in_(roles)).order_by(col(Staff.id))
    )
    return list(found)
