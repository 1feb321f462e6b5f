from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.interpreting.orders import is_any_due
from crm.interpreting.payloads import TranslationOff, TranslationSought
from crm.interpreting.telling import words
from crm.tickets import operations
from crm.tickets.messages import Said
from handlers.interpreting import translate
from models import InterpretingOrder, Ticket
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.chat import TOKEN, Chat
from tests.support.tickets import a_desk
from tests.support.turns import Stage
from views.actions import (
    AnswerConsent,
    ChooseCategory,
    ChooseLanguage,
    DialogStep,
    LinkBy,
    MakeReport,
    TranslateTicket,
)

VOICE = {"file_id": "suara", "file_unique_id": "u", "duration": 3}


def services(database: Database, clock: MovableClock) -> Services:
    url = "http://127.0.0.1:9"
    settings = Settings.load(
        None, telegram_token=TOKEN, translate_url=url, transcribe_url=url, admin_ids=[4242]
    )
    return Services(settings=settings, clock=clock, database=database)


async def orders(session: AsyncSession) -> list[tuple[str, int | None, str]]:
    """Return what was ordered: the task, its ticket, and the language or file."""
    await session.flush()
    found = await session.scalars(select(InterpretingOrder).order_by("id"))
    return [(one.task.value, one.ticket_id, one.target or one.file_id) for one in found]


async def test_without_a_service_staff_are_told_so(session: AsyncSession, stage: Stage) -> None:
    await a_desk(session)
    dewi, ticket = await a_staff_member(session), await a_ticket(session)
    turn = await stage.press(dewi)

    await translate(turn, TranslateTicket(ticket.id or 0))

    assert (turn.answer, await orders(session)) == (TranslationOff(), [])


async def test_two_presses_ask_once(
    session: AsyncSession, stage: Stage, database: Database, clock: MovableClock
) -> None:
    await a_desk(session)
    dewi, ticket = await a_staff_member(session, language="en"), await a_ticket(session)
    stage.services = services(database, clock)

    for _ in range(2):
        turn = await stage.press(dewi)
        await translate(turn, TranslateTicket(ticket.id or 0))
        assert turn.answer == TranslationSought()

    assert await orders(session) == [("translate", ticket.id, "en")]


async def test_what_is_translated_is_what_staff_have_not_answered(session: AsyncSession) -> None:
    seller = await a_seller(session)
    ticket = await a_ticket(session, seller=seller, text="Pitih alun masuak", unanswered=0)
    assert await words(session, ticket=ticket) == "Pitih alun masuak"
    for number, text in enumerate(("Alah tigo hari", "", "Baa caronyo?"), start=1):
        said = Said(seller.chat_id or 0, number, "text" if text else "voice", text)
        await operations.add_message(session, ticket=ticket, said=said, now=NOW)
    await session.flush()

    assert await words(session, ticket=ticket) == "Alah tigo hari\nBaa caronyo?"


async def test_a_voice_is_written_down_once_it_is_in_a_ticket(
    session: AsyncSession, database: Database, clock: MovableClock
) -> None:
    seller = await a_seller(session)
    chat = Chat(session, services(database, clock), seller.chat_id or 0)

    await chat.sends(voice=VOICE)
    assert await orders(session) == [("transcribe", None, "suara")]
    ticket = await a_ticket(session, seller=seller)
    await chat.says("/batal")
    await chat.sends(voice={**VOICE, "file_id": "lagi"})

    assert await orders(session) == [
        ("transcribe", None, "suara"),
        ("transcribe", ticket.id, "lagi"),
    ]


async def test_a_voice_waits_for_consent_and_is_written_down_after_it(
    session: AsyncSession, database: Database, clock: MovableClock
) -> None:
    chat = Chat(session, services(database, clock), 55)
    await chat.sends(voice=VOICE)
    await chat.presses(ChooseLanguage("id"))
    await chat.sends(voice={**VOICE, "file_id": "lagi"})
    assert await orders(session) == [("transcribe", None, "suara"), ("transcribe", None, "lagi")]
    assert not await is_any_due(session, now=NOW + timedelta(days=1)), "nobody hears it yet"

    await chat.presses(AnswerConsent(1))
    await chat.presses(LinkBy("later"))
    await chat.presses(MakeReport(1, 1))
    await chat.presses(ChooseCategory("payment"))
    await chat.presses(DialogStep("send"))
    (ticket,) = await session.scalars(select(Ticket))
    assert await orders(session) == [
        ("transcribe", ticket.id, "suara"),
        ("transcribe", ticket.id, "lagi"),
    ]


async def test_after_a_no_no_voice_is_kept(
    session: AsyncSession, database: Database, clock: MovableClock
) -> None:
    ours, others = (Chat(session, services(database, clock), number) for number in (55, 56))
    for chat in (ours, others):
        await chat.sends(voice=VOICE)
    await ours.presses(ChooseLanguage("id"))
    await ours.presses(AnswerConsent(0))
    await ours.sends(voice=VOICE)
    found = await session.scalars(select(col(InterpretingOrder.chat_id)))
    assert found.all() == [56]


async def test_without_a_service_no_voice_is_noted(
    session: AsyncSession, seller_chat: Chat
) -> None:
    await seller_chat.sends(voice=VOICE)
    assert await orders(session) == []
