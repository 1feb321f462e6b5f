from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from telegram import Bot

from core.services import Services
from crm.calls.payloads import (
    CallList,
    CallPress,
    CallPressed,
    CallProblemKept,
    CallProblemNeedsWords,
    CallProblemPrompt,
    CallProblemTooLate,
)
from crm.wanting.payloads import WantingSought
from handlers import call_problems, tables
from handlers.turn import Turn
from models import CallTask, Interaction, Outbox, Staff
from models.interactions import Direction
from models.staff import Role
from models.tickets import Category
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.calls import a_cadence_call, a_running, again, told
from tests.support.chat import TOKEN
from tests.support.tickets import GROUP, a_desk
from tests.support.turns import Stage
from views.actions import (
    Action,
    CallHinder,
    CallLater,
    CallProblem,
    CloseCall,
    ListCalls,
    MoveCall,
    OpenCall,
)

PROMPT = 50


class NamedBot(Bot):
    """A bot that need not ask Telegram what it is called."""

    @property
    def username(self) -> str:
        """Return the name."""
        return "sapa_bot"


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def call(session: AsyncSession) -> CallTask:
    return await a_cadence_call(session, await a_seller(session), plan=await a_running(session))


async def pressed(stage: Stage, services: Services, staff: Staff, action: Action) -> Turn:
    turn = await stage.press(staff)
    turn.services = services
    turn.message.set_bot(NamedBot(TOKEN))
    _, press = tables.STAFF_PRESSES[type(action)]
    await press(turn, action)
    return turn


async def replied(stage: Stage, staff: Staff, **said: Any) -> bool:  # noqa: ANN401 - fields of the Bot API
    """Reply to the prompt; tell whether the reply was one to a problem."""
    prompt = {"message_id": PROMPT, "date": 0, "chat": {"id": GROUP, "type": "supergroup"}}
    turn = await stage.in_group(staff, reply_to_message=prompt, **said)
    return await call_problems.keep(turn)


async def prompted(stage: Stage, services: Services, staff: Staff, call: CallTask) -> None:
    """Let the prompt be posted, as if it were sent."""
    action = CallProblem(call.id or 0, Category.PAYMENT)
    await pressed(stage, services, staff, action)
    await stage.session.flush()
    query = select(Outbox).where(col(Outbox.template) == CallProblemPrompt.template)
    [row] = await stage.session.scalars(query)
    line = Interaction(
        at=NOW,
        direction=Direction.OUT,
        chat_id=GROUP,
        message_id=PROMPT,
        kind=CallProblemPrompt.template,
        outbox_id=row.id,
    )
    stage.session.add(line)
    await stage.session.flush()


@pytest.mark.parametrize(
    "action",
    [
        CloseCall(0, "withdrawn"),
        CloseCall(0, "bogus"),
        CallLater(0, "never"),
        CallProblem(0, "bogus"),
        CallHinder(0, "bogus"),
        CallHinder(0, "shipping"),
        OpenCall(1),
        MoveCall(1, "take"),
        CloseCall(1, "no_answer"),
    ],
    ids=str,
)
async def test_a_button_of_another_day_changes_nothing(
    stage: Stage,
    chat_services: Services,
    dewi: Staff,
    call: CallTask,
    action: CloseCall | CallLater | CallProblem | CallHinder | OpenCall | MoveCall,
) -> None:
    number = (call.id or 0) + action.task_id
    turn = await pressed(stage, chat_services, dewi, replace(action, task_id=number))
    assert turn.answer == CallPressed(CallPress.NOT_OPEN)
    assert (await again(stage.session, call)).done_at is None


async def test_a_press_is_about_the_seller_who_is_called(
    stage: Stage, chat_services: Services, dewi: Staff, call: CallTask
) -> None:
    turn = await pressed(stage, chat_services, dewi, OpenCall(call.id or 0))
    assert turn.about_id == call.seller_id
    assert turn.answer == CallPressed(CallPress.TAKEN)


async def test_the_list_is_turned_in_its_place_and_shown_below_the_mornings_count(
    stage: Stage, chat_services: Services, dewi: Staff
) -> None:
    await pressed(stage, chat_services, dewi, ListCalls("", "", 0))
    await pressed(stage, chat_services, dewi, ListCalls("", "", -1))
    await stage.session.flush()
    assert [one.message_id for one in await told(stage.session, CallList)] == [9, None]


async def test_a_reply_to_the_prompt_makes_a_report(
    stage: Stage, chat_services: Services, dewi: Staff, call: CallTask
) -> None:
    await prompted(stage, chat_services, dewi, call)
    assert await replied(stage, dewi, text="Uang belum cair")
    [kept] = await told(stage.session, CallProblemKept)
    assert (await again(stage.session, call)).ticket_id == kept.ticket_id


async def test_a_reply_without_words_or_too_late_says_what_to_do(
    stage: Stage, chat_services: Services, dewi: Staff, call: CallTask
) -> None:
    await prompted(stage, chat_services, dewi, call)
    assert await replied(stage, dewi)
    assert await told(stage.session, CallProblemNeedsWords)
    call.done_at = NOW
    turn = await stage.in_group(
        dewi,
        message_id=901,
        reply_to_message={"message_id": PROMPT, "date": 0, "chat": {"id": GROUP, "type": "group"}},
        text="Uang belum cair",
    )
    assert await call_problems.keep(turn)
    assert await told(stage.session, CallProblemTooLate)
    assert not await told(stage.session, CallProblemKept)


async def test_a_reply_to_anything_else_is_no_problem(stage: Stage, dewi: Staff) -> None:
    assert not await replied(stage, dewi, text="halo")


async def test_the_list_to_mend_is_promised(stage: Stage, dewi: Staff) -> None:
    role, show = tables.STAFF_COMMANDS["perbaiki"]
    assert role is Role.AGENT
    await show(await stage.in_group(dewi, text="/perbaiki"))
    await stage.session.flush()
    assert await told(stage.session, WantingSought) == [WantingSought()]


def test_every_agent_may_call() -> None:
    buttons = (ListCalls, OpenCall, MoveCall, CloseCall, CallLater, CallProblem, CallHinder)
    assert {tables.STAFF_PRESSES[button][0] for button in buttons} == {Role.AGENT}
    assert tables.STAFF_COMMANDS["telepon"][0] is Role.AGENT
