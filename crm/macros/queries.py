"""Find macros, and the questions of ours that supervisors answer by a reply."""

from collections.abc import Sequence

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.macros import rules
from crm.macros.payloads import MacroCount, MacroNamePrompt, MacroTextPrompt
from models import Interaction, Macro, Outbox
from models.tickets import Category

Prompt = MacroNamePrompt | MacroTextPrompt
_PROMPTS: dict[str, type[MacroNamePrompt] | type[MacroTextPrompt]] = {
    MacroNamePrompt.template: MacroNamePrompt,
    MacroTextPrompt.template: MacroTextPrompt,
}


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


async def prompt_behind(session: AsyncSession, *, chat_id: int, message_id: int) -> Prompt | None:
    """Return what a message of ours asks for; None where it asks for nothing about macros."""
    row = await session.execute(
        select(col(Interaction.kind), col(Outbox.params))
        .join(Outbox, col(Interaction.outbox_id) == col(Outbox.id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.kind).in_(_PROMPTS),
        )
        .limit(1)
    )
    found = row.first()
    return _PROMPTS[found[0]].load(found[1]) if found else None
