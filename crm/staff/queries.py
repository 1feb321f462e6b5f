"""Find the staff and their group."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Interaction, Staff, StaffGroup, Ticket
from models.interactions import Direction
from models.staff import Role
from models.tickets import unfinished


async def group(session: AsyncSession) -> StaffGroup | None:
    """Return the paired group; no query where the transaction has met it before."""
    return await session.get(StaffGroup, 1)


async def by_telegram_id(session: AsyncSession, telegram_id: int) -> Staff | None:
    """Return whoever has this Telegram id, those who left too."""
    return await session.scalar(select(Staff).where(col(Staff.telegram_id) == telegram_id))


async def get(session: AsyncSession, staff_id: int) -> Staff | None:
    """Return a member of the staff, those who left too."""
    return await session.get(Staff, staff_id)


def away(day: date) -> ColumnElement[bool]:
    """Tell in SQL who is on leave on this day."""
    return and_(
        col(Staff.away_from).is_not(None),
        col(Staff.away_from) <= day,
        or_(col(Staff.away_until).is_(None), col(Staff.away_until) >= day),
    )


async def at_work(session: AsyncSession, *, day: date) -> list[Staff]:
    """Return the active staff who are not on leave."""
    found = await session.scalars(
        select(Staff).where(col(Staff.active), not_(away(day))).order_by(col(Staff.id))
    )
    return list(found)


async def hold_active(session: AsyncSession) -> list[Staff]:
    """Return the active staff, whom nobody else changes until the transaction ends.

    All are held, and in one order: so no two who change one of them and then give tickets in
    turn wait for each other.
    """
    found = await session.scalars(
        select(Staff)
        .where(col(Staff.active))
        .order_by(col(Staff.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def loads(session: AsyncSession) -> dict[int, int]:
    """Return how many unfinished tickets each has who has any, by their id."""
    rows = await session.execute(
        select(col(Ticket.assignee_id), func.count())
        .where(unfinished(), col(Ticket.assignee_id).is_not(None))
        .group_by(col(Ticket.assignee_id))
    )
    return {staff_id: count for staff_id, count in rows if staff_id is not None}


async def with_a_chat(session: AsyncSession, staff: Collection[Staff]) -> list[Staff]:
    """Return those who have ever written to us in private: a bot cannot write first."""
    spoke = exists().where(
        col(Interaction.chat_id) == col(Staff.telegram_id),
        col(Interaction.direction) == Direction.IN,
    )
    ids = [member.id for member in staff]
    found = await session.scalars(select(col(Staff.id)).where(col(Staff.id).in_(ids), spoke))
    known = set(found)
    return [member for member in staff if member.id in known]


async def load_of(session: AsyncSession, *, staff_id: int) -> int:
    """Return how many unfinished tickets somebody has."""
    found = await session.scalar(
        select(func.count())
        .select_from(Ticket)
        .where(unfinished(), col(Ticket.assignee_id) == staff_id)
    )
    return found or 0


async def by_name(session: AsyncSession, name: str) -> Staff | None:
    """Return the one active member who is called so, in any case; None where it is not one."""
    found = await session.scalars(
        select(Staff).where(col(Staff.active), func.lower(col(Staff.name)) == name.lower())
    )
    members = list(found)
    return members[0] if len(members) == 1 else None


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
