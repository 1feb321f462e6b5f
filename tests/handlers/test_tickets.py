import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.staff.payloads import StaffHelp
from crm.tickets import operations
from crm.tickets.payloads import PressAnswered, PressOutcome, TicketList
from handlers import tickets
from models import Seller, Staff, Ticket
from models.staff import Role
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, posted, rows
from tests.support.turns import Stage
from views.actions import ApproveLink, Claim, HowToNote, ReopenTicket, Resolve


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def budi(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Budi")


async def test_each_press_on_claim_is_answered(stage: Stage, dewi: Staff, budi: Staff) -> None:
    ticket = await a_ticket(stage.session)
    answers: list[object] = []
    for staff in (dewi, budi, dewi):
        turn = await stage.press(staff)
        await tickets.claim(turn, Claim(ticket.id or 0))
        answers.append(turn.answer)
    assert answers == [
        PressAnswered(PressOutcome.CLAIMED),
        PressAnswered(PressOutcome.ALREADY_CLAIMED, by="Dewi"),
        PressAnswered(PressOutcome.ALREADY_YOURS, by="Dewi"),
    ]


async def test_each_press_on_resolve_is_answered(stage: Stage, dewi: Staff, budi: Staff) -> None:
    ticket = await a_ticket(stage.session)
    turn = await stage.press(dewi)
    await tickets.resolve(turn, Resolve(ticket.id or 0))
    assert (turn.answer, turn.ticket_id) == (PressAnswered(PressOutcome.RESOLVED), ticket.id)
    turn = await stage.press(budi)
    await tickets.resolve(turn, Resolve(ticket.id or 0))
    assert turn.answer == PressAnswered(PressOutcome.ALREADY_RESOLVED, by="Dewi")
    turn = await stage.press(budi)
    await tickets.claim(turn, Claim(ticket.id or 0))
    assert turn.answer == PressAnswered(PressOutcome.ALREADY_RESOLVED, by="Dewi")


async def test_note_explains_itself(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(stage.session)
    turn = await stage.press(dewi)
    await tickets.how_to_note(turn, HowToNote(ticket.id or 0))
    assert turn.answer == PressAnswered(PressOutcome.HOW_TO_NOTE)


async def test_a_ticket_that_is_not_there_is_told_of(stage: Stage, dewi: Staff) -> None:
    turn = await stage.press(dewi)
    await tickets.claim(turn, Claim(12345))
    assert turn.answer == PressAnswered(PressOutcome.GONE)


async def a_claim(stage: Stage) -> tuple[Ticket, Seller, Seller]:
    visitor = await a_seller(stage.session, portal_id=None)
    store = await a_seller(stage.session, chat_id=None, linked_at=None)
    ticket = await operations.claim_store(
        stage.session, seller=visitor, typed_name="dapur", candidates=[store], now=NOW
    )
    return ticket, visitor, store


async def test_a_claim_is_linked_and_the_batch_knows_it(stage: Stage, dewi: Staff) -> None:
    ticket, visitor, store = await a_claim(stage)
    chat = visitor.chat_id or 0
    turn = await stage.press(dewi)
    turn.roster.sellers[chat] = visitor
    await tickets.decide_claim(turn, ApproveLink(ticket.id or 0, store.id or 0))
    assert turn.answer == PressAnswered(PressOutcome.LINKED)
    assert turn.roster.sellers == {chat: store}


async def test_a_claim_is_refused_once(stage: Stage, dewi: Staff, budi: Staff) -> None:
    ticket, _, _ = await a_claim(stage)
    answers: list[object] = []
    for staff in (dewi, budi):
        turn = await stage.press(staff)
        await tickets.decide_claim(turn, ApproveLink(ticket.id or 0, 0))
        answers.append(turn.answer)
    assert answers == [
        PressAnswered(PressOutcome.REFUSED),
        PressAnswered(PressOutcome.ALREADY_RESOLVED, by="Dewi"),
    ]


async def test_a_store_that_was_taken_meanwhile_is_not_linked(stage: Stage, dewi: Staff) -> None:
    ticket, _, store = await a_claim(stage)
    store.chat_id, store.linked_at = 99, NOW.replace(year=2027)
    turn = await stage.press(dewi)
    await tickets.decide_claim(turn, ApproveLink(ticket.id or 0, store.id or 0))
    assert turn.answer == PressAnswered(PressOutcome.STORE_TAKEN)
    await tickets.decide_claim(turn, ApproveLink(ticket.id or 0, 4321))
    assert turn.answer == PressAnswered(PressOutcome.GONE)


async def test_a_resolved_ticket_is_opened_by_its_card(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(stage.session, state=TicketState.CLOSED, closed_at=NOW)
    for outcome in (PressOutcome.REOPENED, PressOutcome.STILL_OPEN):
        turn = await stage.press(dewi)
        await tickets.reopen(turn, ReopenTicket(ticket.id or 0))
        assert turn.answer == PressAnswered(outcome)
    assert (ticket.state, ticket.closed_at) == (TicketState.OPEN, None)


async def test_lists_are_answered_where_they_are_asked_for(stage: Stage, dewi: Staff) -> None:
    mine = await a_ticket(stage.session, assignee_id=dewi.id, topic_id=33)
    free = await a_ticket(stage.session)
    await tickets.mine(await stage.in_group(dewi, topic=33, text="/tugas"))
    await tickets.queue(await stage.in_group(dewi, text="/antrean"))
    own, waiting = await posted(stage.session, TicketList)
    assert [line.ticket_id for line in own.lines] == [mine.id]
    assert own.lines[0].link == f"https://t.me/c/{str(GROUP)[4:]}/33"
    assert [(line.ticket_id, line.state) for line in waiting.lines] == [(free.id, TicketState.NEW)]
    assert [row.ticket_id for row in await rows(stage.session, TicketList)] == [mine.id, None]


async def test_lists_work_in_private_too(stage: Stage, dewi: Staff) -> None:
    await tickets.mine(await stage.in_private(dewi.telegram_id, text="/tugas"))
    assert await posted(stage.session, TicketList) == [
        TicketList(mine=True, total=0, lines=(), staff_id=dewi.id or 0)
    ]


async def test_supervisors_and_admins_are_helped_further(stage: Stage, dewi: Staff) -> None:
    budi = await a_staff_member(stage.session, role=Role.SUPERVISOR)
    ratna = await a_staff_member(stage.session, role=Role.ADMIN)
    for staff in (dewi, budi, ratna):
        await tickets.staff_help(await stage.in_group(staff, text="/bantuan"))
    helped = await posted(stage.session, StaffHelp)
    assert [(one.is_supervisor, one.is_admin) for one in helped] == [
        (False, False),
        (True, False),
        (True, True),
    ]
