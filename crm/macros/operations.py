"""Write macros: begin one, say what it is about, write it, switch it off and on."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.macros import rules
from crm.macros.refusals import (
    MacroGone,
    NeedsWords,
    SupervisorsOnly,
    TooLong,
    TooMany,
    UnbalancedBrace,
    UnknownBlank,
)
from crm.macros.starters import ABOUT, Starter
from crm.staff.rules import allowed
from crm.tickets.rules import units
from locales.languages import LANGUAGES
from models import Macro, Staff
from models.staff import Role
from models.tickets import Category


async def stock(session: AsyncSession, *, now: datetime) -> None:
    """Put the macros that Sapa brings along on the shelf, unless they are there."""
    found = await session.scalars(
        select(col(Macro.starter)).where(col(Macro.starter).is_not(None))
    )
    missing = [one for one in Starter if one not in set(found)]
    if not missing:
        return
    rows: list[dict[str, object]] = [
        {
            "name": one.value,
            "category": ABOUT[one],
            "texts": {},
            "active": True,
            "uses": 0,
            "starter": one.value,
            "updated_at": now,
        }
        for one in missing
    ]
    await session.execute(
        insert_into(session, Macro).values(rows).on_conflict_do_nothing(index_elements=["starter"])
    )


def check_may_write(staff: Staff) -> None:
    """Refuse whoever may only use macros.

    Raises:
        SupervisorsOnly: as it says.
    """
    if not allowed(staff.role, Role.SUPERVISOR):
        raise SupervisorsOnly(role=staff.role)


async def begin(session: AsyncSession, *, staff: Staff, name: str, now: datetime) -> Macro:
    """Begin a macro, which is offered to nobody before it has words.

    Whatever the same person began and never wrote is given up.

    Raises:
        SupervisorsOnly: for an agent.
        NeedsWords: it has no name.
        TooLong: the name does not fit on a button.
    """
    check_may_write(staff)
    called = " ".join(name.split())
    if not called:
        raise NeedsWords
    if units(called) > rules.LONGEST_NAME:
        raise TooLong(limit=rules.LONGEST_NAME)
    await _give_up(session, staff)
    macro = Macro(name=called, active=False, written_by=staff.id, updated_at=now)
    session.add(macro)
    await session.flush()
    return macro


async def categorise(
    session: AsyncSession,
    *,
    macro_id: int,
    category: Category | None,
    staff: Staff,
    now: datetime,
) -> Macro:
    """Say with which tickets a macro is offered; None: with any.

    Raises:
        SupervisorsOnly: for an agent.
        MacroGone: there is none.
        TooMany: the category is full.
    """
    macro = await held(session, macro_id=macro_id, staff=staff)
    others = await session.scalar(
        select(func.count())
        .select_from(Macro)
        .where(col(Macro.category) == category, col(Macro.id) != macro_id)
    )
    if (others or 0) >= rules.MOST:
        raise TooMany(limit=rules.MOST)
    macro.category, macro.updated_at = category, now
    return macro


async def write(
    session: AsyncSession,
    *,
    macro_id: int,
    language: str,
    text: str,
    staff: Staff,
    now: datetime,
) -> Macro:
    """Write a macro in one language; with its first words it is offered.

    Raises:
        SupervisorsOnly: for an agent.
        MacroGone: there is none, or nobody writes in this language.
        NeedsWords: there are none.
        TooLong: filled with long names it would not fit in a message beside another language.
        UnbalancedBrace: a brace has no partner.
        UnknownBlank: a word in braces is no placeholder.
    """
    macro = await held(session, macro_id=macro_id, staff=staff)
    words = text.strip()
    if language not in LANGUAGES:
        raise MacroGone(language=language)
    _check(words)
    macro.active = macro.active or rules.is_draft(macro)
    macro.texts = {**macro.texts, language: words}
    macro.written_by, macro.updated_at = staff.id, now
    return macro


async def drop(
    session: AsyncSession, *, macro_id: int, language: str, staff: Staff, now: datetime
) -> Macro:
    """Take a macro's words in one language back; a starter speaks its own again.

    Raises:
        SupervisorsOnly: for an agent.
        MacroGone: there is none.
        NeedsWords: nothing would be left to fall back to.
    """
    macro = await held(session, macro_id=macro_id, staff=staff)
    left = {tag: text for tag, text in macro.texts.items() if tag != language}
    macro.texts, before = left, macro.texts
    if rules.is_draft(macro):
        macro.texts = before
        raise NeedsWords
    macro.updated_at = now
    return macro


async def switch(
    session: AsyncSession, *, macro_id: int, on: bool, staff: Staff, now: datetime
) -> Macro:
    """Offer a macro from now on, or no longer.

    Raises:
        SupervisorsOnly: for an agent.
        MacroGone: there is none.
        NeedsWords: it has none yet.
    """
    macro = await held(session, macro_id=macro_id, staff=staff)
    if on and rules.is_draft(macro):
        raise NeedsWords
    macro.active, macro.updated_at = on, now
    return macro


async def held(session: AsyncSession, *, macro_id: int, staff: Staff) -> Macro:
    """Return a macro that a supervisor wants to change, and keep others from it meanwhile.

    Raises:
        SupervisorsOnly: for an agent.
        MacroGone: there is none.
    """
    check_may_write(staff)
    macro = await session.get(Macro, macro_id, with_for_update=True, populate_existing=True)
    if macro is None:
        raise MacroGone(macro_id=macro_id)
    return macro


def _check(words: str) -> None:
    if not words:
        raise NeedsWords
    if not rules.is_balanced(words):
        raise UnbalancedBrace
    unknown = rules.unknown_blank(words)
    if unknown is not None:
        raise UnknownBlank(unknown)
    if units(rules.longest(words)) > rules.LONGEST:
        raise TooLong(limit=rules.LONGEST)


async def _give_up(session: AsyncSession, staff: Staff) -> None:
    begun = await session.scalars(
        select(Macro).where(
            col(Macro.written_by) == staff.id,
            col(Macro.active).is_(False),
            col(Macro.starter).is_(None),
        )
    )
    empty = [macro.id for macro in begun if not macro.texts]
    if empty:
        await session.execute(delete(Macro).where(col(Macro.id).in_(empty)))
