"""Find macros, and the questions of ours that supervisors answer by a reply."""

from collections.abc import Sequence

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.macros import rules
from crm.macros.payloads import MacroCount
from models import Macro
from models.tickets import Category


async def counts(session: AsyncSession) -> list[MacroCount]:
    """Count the macros of each category that has any; those for any ticket come first."""
    off = func.sum(case((col(Macro.active), 0), else_=1))
    rows = await session.execute(
        select(col(Macro.category), func.count(), off).group_by(col(Macro.category))
    )
    found = {category: MacroCount(category, count, switched) for category, count, switched in rows}
    return [found[one] for one in (None, *Category) if one in found]


async def of_category(session: AsyncSession, category: Category | None) -> Sequence[Macro]:
    """Return the macros of a category, the most used first and those switched off last."""
    found = await session.scalars(
        select(Macro)
        .where(col(Macro.category) == category)
        .order_by(col(Macro.active).desc(), col(Macro.uses).desc(), col(Macro.id))
        .limit(rules.MOST)
    )
    return found.all()


async def offered(session: AsyncSession, category: Category) -> Sequence[Macro]:
    """Return the macros to offer with a ticket, the most used first."""
    is_own = case((col(Macro.category) == category, 0), else_=1)
    found = await session.scalars(
        select(Macro)
        .where(
            col(Macro.active), or_(col(Macro.category).is_(None), col(Macro.category) == category)
        )
        .order_by(col(Macro.uses).desc(), is_own, col(Macro.id))
        .limit(rules.OFFERED)
    )
    return found.all()
