"""The shelf of macros as staff see it: by category, one by one, and what is asked about one."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.macros import operations, queries, rules
from crm.macros.payloads import (
    MacroCard,
    MacroCategories,
    MacroList,
    MacroShelf,
    MacroTextPrompt,
)
from crm.macros.refusals import MacroGone
from crm.staff.rules import allowed
from locales.languages import INDONESIAN, LANGUAGES
from models import Macro, Staff
from models.staff import Role
from models.tickets import Category


async def shelf(
    session: AsyncSession, *, staff: Staff, now: datetime, message_id: int | None = None
) -> MacroShelf:
    """Return how many macros there are of each category."""
    await operations.stock(session, now=now)
    return MacroShelf(
        counts=tuple(await queries.counts(session)),
        supervisor=_may_write(staff),
        message_id=message_id,
    )


async def listed(
    session: AsyncSession, *, category: Category | None, message_id: int
) -> MacroList:
    """Return the macros of one category."""
    found = await queries.of_category(session, category)
    return MacroList(
        category=category,
        lines=tuple(rules.line_of(macro) for macro in found),
        message_id=message_id,
    )


async def card(
    session: AsyncSession, *, macro_id: int, language: str, staff: Staff, message_id: int
) -> MacroCard:
    """Return one macro in a language.

    Raises:
        MacroGone: there is none.
    """
    macro = await session.get(Macro, macro_id)
    if macro is None or language not in LANGUAGES:
        raise MacroGone(macro_id=macro_id)
    return card_of(macro, language=language, staff=staff, message_id=message_id)


def card_of(
    macro: Macro, *, language: str, staff: Staff, message_id: int | None = None
) -> MacroCard:
    """Return a macro that is at hand in a language."""
    return MacroCard(
        line=rules.line_of(macro),
        category=macro.category,
        language=language,
        said=None if rules.is_draft(macro) else rules.text_for(macro, language),
        written=tuple(sorted(macro.texts)),
        supervisor=_may_write(staff),
        message_id=message_id,
    )


def filing(macro: Macro) -> MacroCategories:
    """Return the question with which tickets a macro shall be offered."""
    return MacroCategories(line=rules.line_of(macro))


def asked(macro: Macro, *, language: str, staff: Staff) -> MacroTextPrompt:
    """Return the question for a macro's words; of a draft the Indonesian ones come first.

    Raises:
        MacroGone: nobody writes in this language.
    """
    if language not in LANGUAGES:
        raise MacroGone(language=language)
    return MacroTextPrompt(
        line=rules.line_of(macro),
        language=INDONESIAN if rules.is_draft(macro) else language,
        telegram_id=staff.telegram_id,
        name=staff.name,
    )


def next_step(macro: Macro, *, staff: Staff) -> MacroTextPrompt | MacroCard:
    """Return what follows once a macro has its category: its first words, or how it is now."""
    if rules.is_draft(macro):
        return asked(macro, language=INDONESIAN, staff=staff)
    return card_of(macro, language=INDONESIAN, staff=staff)


def _may_write(staff: Staff) -> bool:
    return allowed(staff.role, Role.SUPERVISOR)
