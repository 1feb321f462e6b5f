import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.payloads import TicketResolved
from crm.tickets.reminding import NotYetHeard, SellerSaysNotYet
from crm.tickets.reporting import Reopened, TooLateToReopen
from models import Ticket
from models.tickets import TicketKind, TicketState
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.chat import Chat, only
from tests.support.tickets import a_desk, happened, posted
from views.actions import SayIfSolved

LONG_AGO = NOW.replace(year=2025)


@pytest.fixture
async def ticket(session: AsyncSession, seller_chat: Chat) -> Ticket:
    await a_desk(session)
    dewi = await a_staff_member(session, name="Dewi")
    return await a_ticket(
        session,
        seller=await seller_chat.seller(),
        state=TicketState.WAITING,
        waiting_since=LONG_AGO,
        reminded_at=LONG_AGO,
        assignee_id=dewi.id,
        card_message_id=9,
    )


async def test_a_seller_who_is_content_ends_the_report_and_is_asked_how_it_was(
    session: AsyncSession, seller_chat: Chat, ticket: Ticket
) -> None:
    yes = SayIfSolved(ticket.id or 0, 1)
    assert only(await seller_chat.presses(yes), TicketResolved).asks
    assert (ticket.state, ticket.resolved_at) == (TicketState.RESOLVED, NOW)
    assert await seller_chat.presses(yes) == []
    assert seller_chat.toasts == ["This report is done already. Thank you!"]
    assert await happened(session, ticket) == ["resolved"]


async def test_a_seller_who_is_not_gives_staff_the_word_once(
    session: AsyncSession, seller_chat: Chat, ticket: Ticket
) -> None:
    no = SayIfSolved(ticket.id or 0, 0)
    only(await seller_chat.presses(no), NotYetHeard)
    assert (ticket.state, ticket.waiting_since) == (TicketState.OPEN, None)
    [told] = await posted(session, SellerSaysNotYet)
    assert (told.ticket_id, told.assignee, told.telegram_id > 0) == (ticket.id, "Dewi", True)
    assert await seller_chat.presses(no) == []
    assert seller_chat.toasts == ["Our team is still working on this report."]
    assert await happened(session, ticket) == ["not_solved"]


async def test_not_yet_opens_again_what_was_resolved_meanwhile(
    seller_chat: Chat, ticket: Ticket
) -> None:
    ticket.state, ticket.resolved_at = TicketState.RESOLVED, NOW
    only(await seller_chat.presses(SayIfSolved(ticket.id or 0, 0)), Reopened)
    assert ticket.state is TicketState.OPEN


async def test_not_yet_comes_too_late_for_what_is_closed(
    seller_chat: Chat, ticket: Ticket
) -> None:
    ticket.state, ticket.resolved_at = TicketState.CLOSED, LONG_AGO
    only(await seller_chat.presses(SayIfSolved(ticket.id or 0, 0)), TooLateToReopen)


async def test_nobody_answers_for_another_or_decides_a_claim(
    session: AsyncSession, seller_chat: Chat, ticket: Ticket
) -> None:
    foreign = await a_ticket(session, state=TicketState.WAITING, waiting_since=LONG_AGO)
    ticket.kind = TicketKind.CLAIM
    for one in (foreign, ticket):
        assert await seller_chat.presses(SayIfSolved(one.id or 0, 1)) == []
        assert one.state is TicketState.WAITING
