"""Show who is staff: with what each does, knows and has to do."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.staff import inviting, queries, rules
from crm.staff.members import Member, MemberCard, MemberPart, StaffList
from crm.staff.operations import NotStaff
from models import Staff
from models.staff import Role

PAGE = 10
"""How many members a page shows."""


async def listed(
    session: AsyncSession,
    *,
    day: date,
    now: datetime,
    page: int = 0,
    message_id: int | None = None,
) -> StaffList:
    """Return a page of the active staff by name."""
    total = await session.scalar(select(func.count()).select_from(Staff).where(col(Staff.active)))
    pages = max(1, -(-(total or 0) // PAGE))
    page = min(max(page, 0), pages - 1)
    found = await session.scalars(
        select(Staff)
        .where(col(Staff.active))
        .order_by(col(Staff.name), col(Staff.id))
        .offset(page * PAGE)
        .limit(PAGE)
    )
    loads = await queries.loads(session)
    return StaffList(
        members=tuple(member_of(one, load=loads.get(one.id or 0, 0), day=day) for one in found),
        total=total or 0,
        invitations=await inviting.count_open(session, now=now),
        page=page,
        pages=pages,
        message_id=message_id,
    )


async def card(
    session: AsyncSession,
    *,
    staff_id: int,
    by: Staff,
    day: date,
    part: MemberPart = MemberPart.CARD,
    island: str = "",
    message_id: int | None = None,
) -> MemberCard:
    """Return a member's card.

    Raises:
        NotStaff: they left.
    """
    staff = await queries.get(session, staff_id)
    if staff is None or not staff.active:
        raise NotStaff(staff_id=staff_id)
    load = await queries.load_of(session, staff_id=staff_id)
    return MemberCard(
        member=member_of(staff, load=load, day=day),
        manages=rules.allowed(by.role, Role.ADMIN),
        part=part,
        island=island,
        message_id=message_id,
    )


def member_of(staff: Staff, *, load: int, day: date) -> Member:
    """Return what a list shows of a member."""
    ahead = rules.leave_ahead(staff, day)
    return Member(
        staff_id=staff.id or 0,
        name=staff.name,
        role=staff.role,
        language=staff.language,
        speaks=tuple(staff.speaks),
        region=staff.region,
        load=load,
        away=rules.is_away(staff, day),
        away_from=staff.away_from if ahead else None,
        away_until=staff.away_until if ahead else None,
    )
