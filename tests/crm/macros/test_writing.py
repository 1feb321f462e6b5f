import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.macros import operations, queries, rules, shelf
from crm.macros.refusals import (
    MacroGone,
    NeedsWords,
    SupervisorsOnly,
    TooLong,
    TooMany,
    UnbalancedBrace,
    UnknownBlank,
)
from crm.macros.starters import Starter
from models import Macro, Staff
from models.staff import Role
from models.tickets import Category
from tests.support.builders import NOW, a_staff_member


@pytest.fixture
async def boss(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)


async def a_macro(session: AsyncSession, **facts: object) -> Macro:
    plausible = {"name": "Promosi penuh", "texts": {"id": "Maaf, penuh."}, "updated_at": NOW}
    macro = Macro.model_validate(plausible | facts)
    session.add(macro)
    await session.flush()
    return macro


async def write(
    session: AsyncSession, macro: Macro, boss: Staff, text: str, language: str = "id"
) -> Macro:
    return await operations.write(
        session, macro_id=macro.id or 0, language=language, text=text, staff=boss, now=NOW
    )


async def test_what_sapa_brings_along_is_on_the_shelf_once(session: AsyncSession) -> None:
    for _ in range(2):
        await operations.stock(session, now=NOW)
    assert await session.scalar(select(func.count()).select_from(Macro)) == len(Starter)
    counts = await queries.counts(session)
    assert counts[0].category is None
    assert sum(one.macros for one in counts) == len(Starter)


async def test_a_macro_is_offered_once_it_has_words(session: AsyncSession, boss: Staff) -> None:
    macro = await operations.begin(session, staff=boss, name=" Promosi \n penuh ", now=NOW)
    await operations.categorise(
        session, macro_id=macro.id or 0, category=Category.STORE, staff=boss, now=NOW
    )
    assert (macro.name, macro.active) == ("Promosi penuh", False)
    assert list(await queries.offered(session, Category.STORE)) == []
    with pytest.raises(NeedsWords):
        await operations.switch(session, macro_id=macro.id or 0, on=True, staff=boss, now=NOW)

    await write(session, macro, boss, "Maaf {owner}, penuh.")
    await write(session, macro, boss, "Ngapunten {owner}, kebak.", "jv")

    assert (macro.active, macro.written_by) == (True, boss.id)
    assert macro.texts == {"id": "Maaf {owner}, penuh.", "jv": "Ngapunten {owner}, kebak."}
    assert list(await queries.offered(session, Category.STORE)) == [macro]


async def test_what_was_begun_and_never_written_is_given_up(
    session: AsyncSession, boss: Staff
) -> None:
    await operations.begin(session, staff=boss, name="Satu", now=NOW)
    await operations.begin(session, staff=boss, name="Dua", now=NOW)
    assert list(await session.scalars(select(col(Macro.name)))) == ["Dua"]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (" ", NeedsWords),
        ("Halo {nama}", UnknownBlank),
        ("Halo {owner", UnbalancedBrace),
        ("x" * (rules.LONGEST + 1), TooLong),
        ("{owner}" * 16, TooLong),
    ],
)
async def test_words_that_cannot_be_sent_change_nothing(
    session: AsyncSession, boss: Staff, text: str, refusal: type[CrmError]
) -> None:
    macro = await a_macro(session)
    with pytest.raises(refusal):
        await write(session, macro, boss, text)
    assert macro.texts == {"id": "Maaf, penuh."}


@pytest.mark.parametrize(("name", "refusal"), [("\n", NeedsWords), ("🙂" * 31, TooLong)])
async def test_a_name_must_fit_on_a_button(
    session: AsyncSession, boss: Staff, name: str, refusal: type[CrmError]
) -> None:
    with pytest.raises(refusal):
        await operations.begin(session, staff=boss, name=name, now=NOW)


async def test_agents_write_nothing(session: AsyncSession) -> None:
    dewi, macro = await a_staff_member(session), await a_macro(session)
    with pytest.raises(SupervisorsOnly):
        await operations.begin(session, staff=dewi, name="x", now=NOW)
    for change in (
        write(session, macro, dewi, "Halo"),
        operations.drop(session, macro_id=macro.id or 0, language="id", staff=dewi, now=NOW),
        operations.switch(session, macro_id=macro.id or 0, on=False, staff=dewi, now=NOW),
        operations.categorise(session, macro_id=macro.id or 0, category=None, staff=dewi, now=NOW),
    ):
        with pytest.raises(SupervisorsOnly):
            await change
    assert (macro.active, macro.texts) == (True, {"id": "Maaf, penuh."})


async def test_words_can_be_taken_back_while_others_are_left(
    session: AsyncSession, boss: Staff
) -> None:
    macro = await a_macro(session, texts={"id": "Maaf", "jv": "Ngapunten"})
    number = macro.id or 0
    await operations.drop(session, macro_id=number, language="jv", staff=boss, now=NOW)
    with pytest.raises(NeedsWords):
        await operations.drop(session, macro_id=number, language="id", staff=boss, now=NOW)
    assert macro.texts == {"id": "Maaf"}


async def test_a_starter_speaks_its_own_words_again(session: AsyncSession, boss: Staff) -> None:
    macro = await a_macro(session, starter=Starter.THANK_YOU, texts={"id": "Makasih"})
    await operations.drop(session, macro_id=macro.id or 0, language="id", staff=boss, now=NOW)
    assert rules.text_for(macro, "id").starter is Starter.THANK_YOU


async def test_a_full_category_takes_no_more(session: AsyncSession, boss: Staff) -> None:
    for _ in range(rules.MOST):
        await a_macro(session, category=Category.ORDER)
    macro = await a_macro(session)
    with pytest.raises(TooMany):
        await operations.categorise(
            session, macro_id=macro.id or 0, category=Category.ORDER, staff=boss, now=NOW
        )


async def test_there_may_be_no_such_macro_or_language(session: AsyncSession, boss: Staff) -> None:
    macro = await a_macro(session)
    with pytest.raises(MacroGone):
        await operations.switch(session, macro_id=98765, on=True, staff=boss, now=NOW)
    with pytest.raises(MacroGone):
        await write(session, macro, boss, "Hallo", "nl")
    with pytest.raises(MacroGone):
        await shelf.card(session, macro_id=macro.id or 0, language="nl", staff=boss, message_id=9)
