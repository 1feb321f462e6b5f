from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.macros.payloads import (
    Declined,
    MacroAnswer,
    MacroCard,
    MacroCategories,
    MacroDeclined,
    MacroList,
    MacroNamePrompt,
    MacroOffer,
    MacroPressed,
    MacroPreview,
    MacroSent,
    MacroShelf,
    MacroTextPrompt,
    Pressed,
)
from crm.outbox.payload import Payload
from crm.tickets.payloads import AnswerUndelivered
from handlers import macro_shelf, routing
from handlers.turn import Turn
from models import Macro, Staff
from models.sellers import Reach
from models.staff import Role
from models.tickets import Category
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import a_desk, posted
from tests.support.turns import Stage
from views.actions import (
    ChangeMacro,
    FileMacro,
    ListMacros,
    NewMacro,
    OfferMacros,
    PreviewMacro,
    SendMacro,
    ShowMacro,
)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def boss(session: AsyncSession, dewi: Staff) -> Staff:
    assert dewi.role is Role.AGENT
    return await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)


@pytest.fixture
async def macro(session: AsyncSession) -> Macro:
    macro = Macro(name="Dicek", texts={"id": "Sedang dicek."}, updated_at=NOW)
    session.add(macro)
    await session.flush()
    return macro


async def replied(stage: Stage, staff: Staff, prompt: Payload, **message: Any) -> Turn:  # noqa: ANN401 - fields of the Bot API
    """Return the turn of a reply to a question of ours, as it is routed."""
    turn = await stage.replies(staff, prompt, **message)
    await routing.group_message(turn)
    return turn


async def test_an_answer_is_looked_at_then_sent_in_its_place(
    stage: Stage, session: AsyncSession, dewi: Staff, macro: Macro
) -> None:
    ticket = await a_ticket(session)
    number, chosen = ticket.id or 0, macro.id or 0
    await stage.presses(dewi, OfferMacros(number, here=0))
    await stage.presses(dewi, PreviewMacro(number, chosen))
    await stage.presses(dewi, OfferMacros(number, here=1))
    toasts = [await stage.presses(dewi, SendMacro(number, chosen)) for _ in range(2)]

    below, here = await posted(session, MacroOffer)
    assert (below.message_id, here.message_id) == (None, 9)
    assert len(await posted(session, MacroPreview)) == 1
    assert toasts == [MacroPressed(Pressed.SENT), MacroPressed(Pressed.SENT_ALREADY)]
    assert [sent.message_id for sent in await posted(session, MacroSent)] == [9]
    assert len(await posted(session, MacroAnswer)) == 1


async def test_staff_are_told_that_the_seller_has_left(
    stage: Stage, session: AsyncSession, dewi: Staff, macro: Macro
) -> None:
    ticket = await a_ticket(session, seller=await a_seller(session, telegram=Reach.BLOCKED))
    toast = await stage.presses(dewi, SendMacro(ticket.id or 0, macro.id or 0))
    assert toast == MacroPressed(Pressed.UNREACHABLE)
    (told,) = await posted(session, AnswerUndelivered)
    assert told.phone


async def test_what_is_gone_says_so(stage: Stage, session: AsyncSession, boss: Staff) -> None:
    ticket = await a_ticket(session)
    for action in (
        PreviewMacro(ticket.id or 0, 98765),
        SendMacro(ticket.id or 0, 98765),
        ShowMacro(98765, "id"),
        FileMacro(98765, "any"),
        ChangeMacro(98765, "id", "on"),
        ChangeMacro(98765, "id", "dance"),
    ):
        assert await stage.presses(boss, action) == MacroPressed(Pressed.GONE)


async def test_everybody_looks_at_the_shelf(
    stage: Stage, session: AsyncSession, dewi: Staff, boss: Staff, macro: Macro
) -> None:
    for staff in (dewi, boss):
        await routing.group_command(await stage.in_group(staff, text="/balasan"))
        await stage.presses(staff, ListMacros("all"))
        await stage.presses(staff, ListMacros("any"))
        await stage.presses(staff, ListMacros("payment"))
        await stage.presses(staff, ShowMacro(macro.id or 0, "id"))
    shelves = await posted(session, MacroShelf)
    assert [shelf.supervisor for shelf in shelves] == [False, False, True, True]
    assert [one.category for one in await posted(session, MacroList)][:2] == [
        None,
        Category.PAYMENT,
    ]
    assert [card.supervisor for card in await posted(session, MacroCard)] == [False, True]


async def test_a_supervisor_writes_one_step_by_step(
    stage: Stage, session: AsyncSession, boss: Staff
) -> None:
    await stage.presses(boss, NewMacro())
    (called,) = await posted(session, MacroNamePrompt)
    turn = await replied(stage, boss, called, text="Promosi penuh")
    (filing,) = await posted(session, MacroCategories)
    await stage.presses(boss, FileMacro(filing.line.macro_id, "store"))
    (asked,) = await posted(session, MacroTextPrompt)
    await replied(stage, boss, asked, text="Maaf {nama}, penuh.")
    await replied(stage, boss, asked, text="Maaf {owner}, penuh.")
    (card,) = await posted(session, MacroCard)
    await stage.presses(boss, ChangeMacro(filing.line.macro_id, "jv", "write"))
    *_, javanese = await posted(session, MacroTextPrompt)
    await replied(stage, boss, javanese, text="Ngapunten, kebak.")

    macro = (await session.scalars(select(Macro).where(col(Macro.name) == "Promosi penuh"))).one()
    assert turn.kind == macro_shelf.KIND
    assert card.line.active
    assert (macro.category, macro.texts) == (
        Category.STORE,
        {"id": "Maaf {owner}, penuh.", "jv": "Ngapunten, kebak."},
    )
    (declined,) = await posted(session, MacroDeclined)
    assert (declined.why, declined.blank) == (Declined.UNKNOWN_BLANK, "nama")


async def test_a_supervisor_switches_one_off_and_files_it_anew(
    stage: Stage, session: AsyncSession, boss: Staff, macro: Macro
) -> None:
    number = macro.id or 0
    for move in ("off", "on", "file", "drop"):
        toast = await stage.presses(boss, ChangeMacro(number, "id", move))
    assert toast == MacroPressed(Pressed.NO_WORDS)
    await stage.presses(boss, FileMacro(number, "order"))
    assert [card.line.active for card in await posted(session, MacroCard)] == [False, True, True]
    assert macro.category is Category.ORDER


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, Declined.NO_WORDS),
        ({"text": "x" * 61}, Declined.TOO_LONG),
    ],
)
async def test_what_is_no_name_is_declined(
    stage: Stage, session: AsyncSession, boss: Staff, message: dict[str, Any], why: Declined
) -> None:
    await replied(stage, boss, MacroNamePrompt(telegram_id=1, name="Ratna"), **message)
    assert [one.why for one in await posted(session, MacroDeclined)] == [why]


async def test_agents_are_told_who_writes(
    stage: Stage, session: AsyncSession, dewi: Staff, macro: Macro
) -> None:
    for action in (
        NewMacro(),
        FileMacro(macro.id or 0, "any"),
        *(ChangeMacro(macro.id or 0, "id", move) for move in ("write", "drop", "on", "off")),
    ):
        assert await stage.presses(dewi, action) == MacroPressed(Pressed.NOT_SUPERVISOR)
    await replied(stage, dewi, MacroNamePrompt(telegram_id=1, name="Dewi"), text="Punyaku")
    assert [one.why for one in await posted(session, MacroDeclined)] == [Declined.NOT_SUPERVISOR]
    assert macro.active
