import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from crm.outbox.payload import Payload
from crm.tickets.priorities import (
    PriorityOutcome,
    PriorityPage,
    PriorityPressed,
    PriorityTold,
    WhosePriority,
)
from handlers import priorities
from models.tickets import TicketState
from tests.support.builders import a_staff_member, a_ticket
from tests.support.tickets import a_desk, posted
from tests.support.turns import Stage
from views.actions import SetPriority, ShowPriorities


@pytest.fixture
async def stage(database: Database, session: AsyncSession, clock: MovableClock) -> Stage:
    await a_desk(session)
    return Stage(database, session, clock)


async def said(stage: Stage, kind: type[Payload], text: str, *, topic: int | None = 7) -> Payload:
    """Let somebody write the command, and return the answer."""
    staff = await a_staff_member(stage.session)
    await priorities.say(await stage.in_group(staff, topic=topic, text=text))
    [answer] = await posted(stage.session, kind)
    return answer


async def test_the_command_sets_it_in_the_topic(stage: Stage) -> None:
    ticket = await a_ticket(stage.session, topic_id=7, priority=2)

    answer = await said(stage, PriorityTold, "/prioritas mendesak")

    assert answer == PriorityTold(PriorityOutcome.SET, level=1, ticket_id=ticket.id or 0)
    assert ticket.priority == 1


async def test_the_command_names_a_ticket_elsewhere(stage: Stage) -> None:
    ticket = await a_ticket(stage.session, topic_id=7, priority=2)

    await said(stage, PriorityTold, f"/prioritas #{ticket.id} 3", topic=None)

    assert ticket.priority == 3


async def test_the_bare_command_asks(stage: Stage) -> None:
    ticket = await a_ticket(stage.session, topic_id=7, priority=2)

    assert await said(stage, PriorityPage, "/prioritas") == PriorityPage(ticket.id or 0, level=2)


@pytest.mark.parametrize(
    ("text", "number"),
    [("/prioritas 1", None), ("/prioritas #999 1", 999), ("/prioritas segera", None)],
)
async def test_what_is_not_understood_is_explained(
    stage: Stage, text: str, number: int | None
) -> None:
    assert await said(stage, WhosePriority, text) == WhosePriority(number=number)


async def test_a_press_sets_it_and_shows_it_in_place(stage: Stage) -> None:
    staff = await a_staff_member(stage.session)
    ticket = await a_ticket(stage.session, priority=2)
    turn = await stage.press(staff)

    await priorities.ask(turn, ShowPriorities(ticket.id or 0))
    await priorities.choose(turn, SetPriority(ticket.id or 0, 1))
    await priorities.choose(turn, SetPriority(ticket.id or 0, 1))

    assert turn.answer == PriorityPressed(PriorityOutcome.ALREADY, level=1)
    assert await posted(stage.session, PriorityPage) == [
        PriorityPage(ticket.id or 0, level=2, message_id=9),
        PriorityPage(ticket.id or 0, level=1, set_by=staff.name, message_id=9),
    ]


@pytest.mark.parametrize(
    ("state", "level", "outcome"),
    [
        (TicketState.RESOLVED, 1, PriorityOutcome.NOTHING_LEFT),
        (TicketState.NEW, 9, PriorityOutcome.NO_SUCH),
    ],
)
async def test_a_press_in_vain_is_told(
    stage: Stage, state: TicketState, level: int, outcome: PriorityOutcome
) -> None:
    ticket = await a_ticket(stage.session, state=state, priority=2)
    turn = await stage.press(await a_staff_member(stage.session))

    await priorities.choose(turn, SetPriority(ticket.id or 0, level))

    assert turn.answer == PriorityPressed(outcome, level=2)
    assert await posted(stage.session, PriorityPage) == []
