import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets.handover import HandOverOutcome, HandOverPage, HandOverPressed
from crm.tickets.menu import TicketMenu
from crm.tickets.payloads import PressAnswered, PressOutcome, TicketList
from handlers import routing
from handlers.turn import Turn
from models import Staff
from models.staff import Role
from models.tickets import TicketState
from tests.support.builders import NOW, a_staff_member, a_ticket
from tests.support.tickets import a_desk, posted, rows
from tests.support.turns import Stage
from views.actions import (
    Action,
    ChooseTaker,
    Claim,
    GiveTo,
    ListTickets,
    ShowTicketMenu,
    TakeOver,
    encode,
)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def budi(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Budi")


async def pressed(stage: Stage, who: Staff, action: Action) -> Turn:
    turn = await stage.press(who, encode(action))
    await routing.pressed(turn)
    return turn


async def test_the_menu_and_its_pages_stay_in_the_tickets_topic(
    stage: Stage, dewi: Staff, budi: Staff
) -> None:
    ticket = await a_ticket(stage.session, assignee_id=dewi.id)
    number = ticket.id or 0
    await pressed(stage, dewi, ShowTicketMenu(number, 0))
    await pressed(stage, dewi, ChooseTaker(number, 0))
    await pressed(stage, dewi, ShowTicketMenu(number, 1))
    (page,) = await posted(stage.session, HandOverPage)
    assert ([line.staff_id for line in page.lines], page.message_id) == ([budi.id], 9)
    below, here = await posted(stage.session, TicketMenu)
    assert (below.message_id, here.message_id) == (None, 9)
    posts = [*await rows(stage.session, TicketMenu), *await rows(stage.session, HandOverPage)]
    assert {row.ticket_id for row in posts} == {number}


async def test_each_hand_over_is_answered(stage: Stage, dewi: Staff, budi: Staff) -> None:
    ratna = await a_staff_member(stage.session, name="Ratna", role=Role.SUPERVISOR)
    away = await a_staff_member(stage.session, name="Sari", away_from=NOW.date())
    ticket = await a_ticket(stage.session, assignee_id=dewi.id)
    number, of_dewi, of_budi = ticket.id or 0, dewi.id or 0, budi.id or 0
    answers = [
        (await pressed(stage, who, action)).answer
        for who, action in (
            (budi, GiveTo(number, of_budi, of_dewi)),
            (dewi, GiveTo(number, away.id or 0, of_dewi)),
            (dewi, GiveTo(number, of_budi, of_dewi)),
            (ratna, TakeOver(number, of_dewi)),
            (ratna, TakeOver(number, of_budi)),
            (ratna, GiveTo(number, 0, ratna.id or 0)),
            (away, Claim(number)),
        )
    ]
    assert answers == [
        HandOverPressed(HandOverOutcome.NOT_YOURS, name="Dewi"),
        HandOverPressed(HandOverOutcome.AWAY, name="Sari"),
        HandOverPressed(HandOverOutcome.GIVEN, name="Budi"),
        HandOverPressed(HandOverOutcome.CHANGED, name="Budi"),
        HandOverPressed(HandOverOutcome.TAKEN, name="Ratna"),
        HandOverPressed(HandOverOutcome.RELEASED),
        HandOverPressed(HandOverOutcome.ON_LEAVE),
    ]
    ticket.state = TicketState.CLOSED
    turn = await pressed(stage, ratna, GiveTo(number, of_budi, 0))
    assert turn.answer == PressAnswered(PressOutcome.ALREADY_RESOLVED)
    for action in (ChooseTaker(4321, 0), GiveTo(4321, of_budi, 0), TakeOver(4321, of_budi)):
        turn = await pressed(stage, ratna, action)
        assert turn.answer == PressAnswered(PressOutcome.GONE)


async def test_pages_of_a_list_are_turned_in_its_place(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(stage.session, assignee_id=dewi.id)
    await pressed(stage, dewi, ListTickets(dewi.id or 0, 0))
    await pressed(stage, dewi, ListTickets(0, 3))
    mine, queue = await posted(stage.session, TicketList)
    assert ([line.ticket_id for line in mine.lines], mine.message_id) == ([ticket.id], 9)
    assert (queue.lines, queue.page, queue.mine) == ((), 0, False)
