from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.broadcasts.payloads import BroadcastDeclined, BroadcastPressed, BroadcastPrompt
from handlers import broadcasts
from handlers.turn import Turn
from models import Broadcast, Outbox, Staff
from models.broadcasts import BroadcastState
from models.staff import Role
from tests.support.broadcasts import a_broadcast
from tests.support.builders import a_seller, a_staff_member
from tests.support.turns import Stage
from views.actions import BroadcastLack, BroadcastPick, BroadcastStep, BroadcastTo

PHOTO = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 90},
    {"file_id": "large", "file_unique_id": "l", "width": 900, "height": 900},
]
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}


@pytest.fixture
async def boss(session: AsyncSession) -> Staff:
    return await a_staff_member(session, role=Role.SUPERVISOR)


@pytest.fixture
async def draft(session: AsyncSession) -> Broadcast:
    return await a_broadcast(
        session, state=BroadcastState.DRAFT, texts={}, confirmed_at=None, message_id=None
    )


async def replied(
    stage: Stage,
    draft: Broadcast,
    staff: Staff,
    language: str = "id",
    **message: Any,  # noqa: ANN401 - fields of the Bot API
) -> Turn:
    """Return the turn of a reply to our request for the words in a language."""
    prompt = BroadcastPrompt(draft.id or 0, language, staff.telegram_id, staff.name, 1)
    turn = await stage.replies(staff, prompt, **message)
    assert await broadcasts.take(turn)
    return turn


async def why(session: AsyncSession) -> list[str]:
    """Return why messages were declined."""
    rows = await session.scalars(
        select(Outbox).where(col(Outbox.template) == BroadcastDeclined.template)
    )
    return [row.params["why"] for row in rows]


async def test_keeps_the_words_and_the_largest_photo(
    stage: Stage, session: AsyncSession, boss: Staff, draft: Broadcast
) -> None:
    await replied(stage, draft, boss, photo=PHOTO, caption="  Ayo!  ")
    assert (draft.texts, draft.photo) == ({"id": "Ayo!"}, "large")
    await replied(stage, draft, boss, "jv", text="Ayo, Rek!")
    assert (draft.texts, draft.photo) == ({"id": "Ayo!", "jv": "Ayo, Rek!"}, "large")
    await replied(stage, draft, boss, text="Tanpa foto")
    assert draft.photo is None
    assert await why(session) == []


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ({"voice": VOICE}, "not_taken"),
        ({"photo": PHOTO}, "no_words"),
        ({"text": "  \n "}, "no_words"),
        ({"photo": PHOTO, "caption": "🙏" * 513}, "too_long"),
        ({"photo": PHOTO, "media_group_id": "9"}, "one_photo"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_declines_what_no_broadcast_can_be(
    stage: Stage,
    session: AsyncSession,
    boss: Staff,
    draft: Broadcast,
    message: dict[str, Any],
    reason: str,
) -> None:
    await replied(stage, draft, boss, **message)
    assert await why(session) == [reason]
    assert draft.texts == {}


async def test_a_text_that_fits_no_caption_is_declined_once_there_is_a_photo(
    stage: Stage, session: AsyncSession, boss: Staff, draft: Broadcast
) -> None:
    await replied(stage, draft, boss, "jv", text="x" * 4096)
    await replied(stage, draft, boss, photo=PHOTO, caption="Ayo!")
    assert await why(session) == ["too_long"]
    assert (list(draft.texts), draft.photo) == (["jv"], None)


async def test_agents_write_none(stage: Stage, session: AsyncSession, draft: Broadcast) -> None:
    await replied(stage, draft, await a_staff_member(session), text="Halo")
    assert await why(session) == ["not_supervisor"]
    assert draft.texts == {}


async def test_what_was_confirmed_is_not_written_any_more(
    stage: Stage, session: AsyncSession, boss: Staff, draft: Broadcast
) -> None:
    draft.state = BroadcastState.SENDING
    await replied(stage, draft, boss, text="Halo")
    assert await why(session) == ["over"]


@pytest.mark.parametrize(
    ("move", "told"),
    [
        ("confirm", "no_indonesian"),
        ("preview", "no_indonesian"),
        ("pause", "over"),
        ("giveup", "done"),
        ("sample", "sample"),
        ("fly", "gone"),
    ],
)
async def test_a_press_is_answered_by_what_came_of_it(
    stage: Stage, boss: Staff, draft: Broadcast, move: str, told: str
) -> None:
    turn = await stage.press(boss)
    await broadcasts.step(turn, BroadcastStep(draft.id or 0, move))
    assert isinstance(turn.answer, BroadcastPressed)
    assert turn.answer.outcome == told


async def test_confirms_nothing_that_reaches_nobody(
    stage: Stage, session: AsyncSession, boss: Staff, draft: Broadcast
) -> None:
    draft.texts = {"id": "Halo"}
    turn = await stage.press(boss)
    await broadcasts.step(turn, BroadcastStep(draft.id or 0, "confirm"))
    assert turn.answer == BroadcastPressed(broadcasts.Pressed.NOBODY)
    await a_seller(session)
    await broadcasts.step(turn, BroadcastStep(draft.id or 0, "confirm"))
    assert turn.answer == BroadcastPressed(broadcasts.Pressed.CONFIRMED)
    assert (draft.state, draft.message_id) == (BroadcastState.SENDING, 9)
    await broadcasts.step(turn, BroadcastStep(draft.id or 0, "confirm"))
    assert turn.answer == BroadcastPressed(broadcasts.Pressed.OVER)


async def test_buttons_of_another_day_change_nothing(
    stage: Stage, boss: Staff, draft: Broadcast
) -> None:
    number = draft.id or 0
    turn = await stage.press(boss)
    before = dict(draft.filters)
    await broadcasts.offer(turn, BroadcastTo(number, "weather"))
    await broadcasts.pick(turn, BroadcastPick(number, "province", "00000000"))
    await broadcasts.require(turn, BroadcastLack(number, "patience"))
    assert turn.answer == BroadcastPressed(broadcasts.Pressed.GONE)
    assert draft.filters == before
