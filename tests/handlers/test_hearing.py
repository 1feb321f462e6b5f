from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.payloads import StopQuestion
from crm.sellers.menu import Menu, MenuNote, ProactiveStopped
from crm.tickets.events import EventKind
from crm.tickets.payloads import TicketResolved
from crm.tickets.reminding import SolvedQuestion
from crm.tickets.reporting import (
    CategoryQuestion,
    DialogExpired,
    DialogName,
    MessageJoined,
    OfferReport,
    Reopened,
    ReportSummary,
    TooLateToReopen,
)
from models import Interaction, Ticket, TicketEvent
from models.interactions import Direction
from models.tickets import TicketState
from tests.support.builders import NOW, a_ticket
from tests.support.chat import Chat, only
from views.actions import ChooseCategory, MakeReport, Proactive, Reopen, SayIfSolved

BOT = {"id": 1, "is_bot": True, "first_name": "Sapa"}


async def heard(session: AsyncSession, ticket: Ticket) -> list[str]:
    found = await session.scalars(
        select(TicketEvent).where(
            col(TicketEvent.ticket_id) == ticket.id, col(TicketEvent.kind) == EventKind.MESSAGE
        )
    )
    return [event.data["text"] for event in found]


async def said_about(session: AsyncSession, ticket: Ticket, chat: Chat, message_id: int) -> None:
    """Log a message of the bot about the ticket."""
    session.add(
        Interaction(
            at=NOW,
            direction=Direction.OUT,
            chat_id=chat.id,
            message_id=message_id,
            ticket_id=ticket.id,
            kind="ticket_resolved",
        )
    )
    await session.flush()


def a_reply_to(chat: Chat, message_id: int) -> dict[str, object]:
    private = {"id": chat.id, "type": "private"}
    return {"message_id": message_id, "date": 0, "chat": private, "from": BOT, "text": "…"}


async def test_a_message_joins_the_open_report(session: AsyncSession, seller_chat: Chat) -> None:
    ticket = await a_ticket(session, seller=await seller_chat.seller())

    joined = only(await seller_chat.says("Masih belum masuk"), MessageJoined)

    assert joined.ticket_id == ticket.id
    assert await heard(session, ticket) == ["Masih belum masuk"]


async def test_several_messages_are_acknowledged_once_in_a_while(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(session, seller=await seller_chat.seller())
    await seller_chat.says("satu")

    assert await seller_chat.says("dua") == []
    seller_chat.waits(timedelta(minutes=10))
    only(await seller_chat.says("tiga"), MessageJoined)

    assert await heard(session, ticket) == ["satu", "dua", "tiga"]


async def test_a_reply_goes_to_the_report_it_answers(
    session: AsyncSession, seller_chat: Chat
) -> None:
    seller = await seller_chat.seller()
    first, second = [await a_ticket(session, seller=seller) for _ in range(2)]
    await said_about(session, first, seller_chat, 900)

    await seller_chat.says("ini", reply_to_message=a_reply_to(seller_chat, 900))

    assert await heard(session, first) == ["ini"]
    assert await heard(session, second) == []


async def test_a_reply_to_something_else_goes_to_the_report_at_hand(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(session, seller=await seller_chat.seller())
    foreign = await a_ticket(session)
    await said_about(session, foreign, seller_chat, 901)

    for message_id in (901, 902):
        await seller_chat.says("ini", reply_to_message=a_reply_to(seller_chat, message_id))

    assert await heard(session, ticket) == ["ini", "ini"]
    assert await heard(session, foreign) == []


async def test_a_reply_to_a_finished_report_asks_whether_it_is_open_again(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(
        session,
        seller=await seller_chat.seller(),
        state=TicketState.RESOLVED,
        resolved_at=NOW,
    )
    await said_about(session, ticket, seller_chat, 900)
    reply = a_reply_to(seller_chat, 900)

    offer = only(await seller_chat.says("Belum beres", reply_to_message=reply), OfferReport)
    assert offer.ticket_id == ticket.id
    opened = only(await seller_chat.presses(Reopen(ticket.id or 0)), Reopened)

    assert opened.added
    assert ticket.state is TicketState.OPEN
    assert await heard(session, ticket) == ["Belum beres"]
    assert await seller_chat.dialog() is None


@pytest.mark.parametrize("text", ["makasih ya", "oke", "sudah bisa kak"])
async def test_thanks_for_a_finished_report_leave_it_so(
    session: AsyncSession, seller_chat: Chat, text: str
) -> None:
    ticket = await a_ticket(
        session, seller=await seller_chat.seller(), state=TicketState.RESOLVED, resolved_at=NOW
    )
    await said_about(session, ticket, seller_chat, 900)

    only(await seller_chat.says(text, reply_to_message=a_reply_to(seller_chat, 900)), Menu)

    assert ticket.state is TicketState.RESOLVED


@pytest.mark.parametrize(
    ("text", "thanked"), [("terima kasih banyak kak", True), ("sudah bisa, makasih kak", False)]
)
async def test_thanks_reach_staff_and_wait_for_no_answer(
    session: AsyncSession, seller_chat: Chat, text: str, *, thanked: bool
) -> None:
    ticket = await a_ticket(
        session,
        seller=await seller_chat.seller(),
        state=TicketState.WAITING,
        waiting_since=NOW,
        unanswered=0,
    )
    number = ticket.id or 0

    asked = only(await seller_chat.says(text), SolvedQuestion)

    assert asked == SolvedQuestion(ticket_id=number, thanked=thanked)
    assert await heard(session, ticket) == [text]
    assert (ticket.state, ticket.unanswered) == (TicketState.WAITING, 0)
    only(await seller_chat.presses(SayIfSolved(number, 1)), TicketResolved)
    assert ticket.state is TicketState.RESOLVED


@pytest.mark.parametrize("text", ["makasih tapi masih gak bisa", "halo kak", "iya"])
async def test_what_may_be_an_answer_gives_staff_the_word(
    session: AsyncSession, seller_chat: Chat, text: str
) -> None:
    ticket = await a_ticket(
        session, seller=await seller_chat.seller(), state=TicketState.WAITING, waiting_since=NOW
    )
    only(await seller_chat.says(text), MessageJoined)
    assert ticket.state is TicketState.OPEN


async def test_thanks_while_staff_have_the_word_are_only_passed_on(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(session, seller=await seller_chat.seller(), state=TicketState.OPEN)
    only(await seller_chat.says("makasih ya"), MessageJoined)
    assert (ticket.state, ticket.unanswered) == (TicketState.OPEN, 1)


async def test_whoever_seems_to_want_silence_is_heard_by_staff_and_asked(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(session, seller=await seller_chat.seller())

    only(await seller_chat.says("jangan kirim pesan lagi"), StopQuestion)

    assert await heard(session, ticket) == ["jangan kirim pesan lagi"]
    assert (await seller_chat.seller()).proactive
    only(await seller_chat.presses(Proactive(0)), ProactiveStopped)


async def test_words_that_come_too_late_for_a_report_become_a_new_one(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(
        session, seller=await seller_chat.seller(), state=TicketState.RESOLVED, resolved_at=NOW
    )
    await said_about(session, ticket, seller_chat, 77)
    reply = a_reply_to(seller_chat, 77)
    seller_chat.waits(timedelta(days=6, hours=23))
    only(await seller_chat.says("Belum selesai", reply_to_message=reply), OfferReport)
    seller_chat.waits(timedelta(hours=2))

    late, begun = await seller_chat.presses(Reopen(ticket.id or 0))

    assert late == TooLateToReopen(ticket_id=ticket.id or 0)
    assert begun == CategoryQuestion(waiting=1)


async def test_a_reply_to_a_report_finished_long_ago_may_become_a_new_one(
    session: AsyncSession, seller_chat: Chat
) -> None:
    ticket = await a_ticket(
        session,
        seller=await seller_chat.seller(),
        state=TicketState.RESOLVED,
        resolved_at=NOW - timedelta(days=8),
    )
    await said_about(session, ticket, seller_chat, 900)
    reply = a_reply_to(seller_chat, 900)

    offer = only(await seller_chat.says("Lagi", reply_to_message=reply), OfferReport)

    assert (offer.text, offer.ticket_id) == ("Lagi", None)


async def test_a_message_out_of_nowhere_is_asked_about(
    session: AsyncSession, seller_chat: Chat
) -> None:
    offer = only(await seller_chat.says("Uang belum masuk"), OfferReport)
    assert only(await seller_chat.says("Sudah tiga hari"), OfferReport).count == 2

    only(await seller_chat.presses(MakeReport(offer.message_id, 1)), CategoryQuestion)
    shown = only(await seller_chat.presses(ChooseCategory("payment")), ReportSummary)

    assert shown.text == "Uang belum masuk\nSudah tiga hari"


async def test_an_album_out_of_nowhere_is_asked_about_once(seller_chat: Chat) -> None:
    answers = [await seller_chat.sends_photo(media_group_id="a") for _ in range(3)]

    assert [len(said) for said in answers] == [1, 0, 0]


async def test_a_message_need_not_become_a_report(
    session: AsyncSession, seller_chat: Chat
) -> None:
    offer = only(await seller_chat.says("Begitu"), OfferReport)

    menu = only(await seller_chat.presses(MakeReport(offer.message_id, 0)), Menu)

    assert menu.note is MenuNote.NO_REPORT
    assert (await session.scalars(select(Ticket))).all() == []
    assert await seller_chat.dialog() is None


async def test_the_command_takes_up_what_was_written(seller_chat: Chat) -> None:
    await seller_chat.says("Uang belum masuk")

    assert only(await seller_chat.says("/lapor"), CategoryQuestion).waiting == 1


async def test_an_old_question_is_taken_up_again(seller_chat: Chat) -> None:
    await seller_chat.says("Uang belum masuk")
    seller_chat.waits(timedelta(days=4))

    late = only(await seller_chat.says("halo?"), DialogExpired)

    assert late == DialogExpired(dialog=DialogName.OFFER, kept=2)


async def test_an_unknown_command_is_an_ordinary_message(seller_chat: Chat) -> None:
    only(await seller_chat.says("/pesanan belum dibayar"), OfferReport)


async def test_telegrams_own_notes_are_no_message(seller_chat: Chat) -> None:
    pinned = a_reply_to(seller_chat, 5)

    assert await seller_chat.sends(pinned_message=pinned) == []
