import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.followups.cadences.deciding import approve
from crm.followups.cadences.payloads import (
    CadenceCard,
    CadenceLetter,
    CadenceList,
    CadencePressed,
    Pressed,
)
from crm.followups.cadences.publishing import publish
from crm.followups.cadences.queries import named
from crm.sellers.menu import OldButton
from handlers import tables
from models import CadenceOrder, Staff
from models.followups import CadenceState
from models.staff import Role
from tests.support.builders import NOW, a_staff_member
from tests.support.cadences import a_plan, a_step
from tests.support.rows import all_of
from tests.support.tickets import GROUP, a_desk, posted
from tests.support.turns import Stage
from views.actions import (
    Action,
    DecideCadence,
    ListCadences,
    PreviewCadence,
    ReadCadence,
    ShowCadence,
)

BUTTONS = (ListCadences, ShowCadence, DecideCadence, PreviewCadence, ReadCadence)
GONE: tuple[Action, ...] = (
    ShowCadence("gone"),
    DecideCadence("gone", 1, "approve"),
    DecideCadence("gone", 1, "pause"),
    DecideCadence("gone", 1, "resume"),
    PreviewCadence("gone"),
    ReadCadence("gone", "id"),
)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    await publish(session, [a_plan()], now=NOW)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def ratna(session: AsyncSession, dewi: Staff) -> Staff:
    return await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)


async def pressed(stage: Stage, staff: Staff, action: Action) -> object:
    turn = await stage.press(staff)
    _, press = tables.STAFF_PRESSES[type(action)]
    await press(turn, action)
    return turn.answer


async def state(session: AsyncSession) -> CadenceState:
    found = await named(session, "quiet")
    assert found is not None
    return found.state


async def test_a_supervisor_approves_pauses_and_resumes_from_the_card(
    stage: Stage, ratna: Staff
) -> None:
    ways = [
        ("approve", Pressed.APPROVED, CadenceState.ACTIVE),
        ("pause", Pressed.PAUSED, CadenceState.PAUSED),
        ("resume", Pressed.RESUMED, CadenceState.ACTIVE),
    ]
    for move, outcome, then in ways:
        toast = await pressed(stage, ratna, DecideCadence("quiet", 1, move))
        assert (toast, await state(stage.session)) == (CadencePressed(outcome), then)

    cards = await posted(stage.session, CadenceCard)
    assert [card.state for card in cards] == [then for _, _, then in ways]
    assert {(card.message_id, card.decided_by) for card in cards} == {(9, "Ratna")}


async def test_an_agent_looks_but_does_not_decide(stage: Stage, dewi: Staff) -> None:
    await pressed(stage, dewi, ListCadences())
    await pressed(stage, dewi, ShowCadence("quiet"))
    for move in ("approve", "pause", "resume"):
        toast = await pressed(stage, dewi, DecideCadence("quiet", 1, move))
        assert toast == CadencePressed(Pressed.NOT_SUPERVISOR)

    assert await state(stage.session) is CadenceState.WAITING
    assert [one.message_id for one in await posted(stage.session, CadenceList)] == [9]
    [card] = await posted(stage.session, CadenceCard)
    assert (card.state, card.message_id) == (CadenceState.WAITING, 9)


async def test_a_late_press_is_told_so_and_sees_how_it_stands(stage: Stage, ratna: Staff) -> None:
    late = [
        ("pause", Pressed.NOT_ACTIVE),
        ("resume", Pressed.NOT_PAUSED),
    ]
    for move, outcome in late:
        toast = await pressed(stage, ratna, DecideCadence("quiet", 1, move))
        assert toast == CadencePressed(outcome)
    await approve(stage.session, name="quiet", staff=ratna, now=NOW)
    toast = await pressed(stage, ratna, DecideCadence("quiet", 1, "approve"))

    assert toast == CadencePressed(Pressed.NOT_WAITING)
    assert (await posted(stage.session, CadenceCard))[-1].state is CadenceState.ACTIVE


async def test_what_changed_meanwhile_is_looked_at_first(stage: Stage, ratna: Staff) -> None:
    await publish(stage.session, [a_plan(cap=7)], now=NOW)

    toast = await pressed(stage, ratna, DecideCadence("quiet", 1, "approve"))

    assert toast == CadencePressed(Pressed.CHANGED)
    assert await state(stage.session) is CadenceState.WAITING
    [card] = await posted(stage.session, CadenceCard)
    assert (card.edition, card.cap) == (2, 7)


@pytest.mark.parametrize("action", GONE, ids=str)
async def test_a_button_of_what_is_gone_says_so(
    stage: Stage, ratna: Staff, action: Action
) -> None:
    assert await pressed(stage, ratna, action) == CadencePressed(Pressed.UNKNOWN)


async def test_a_move_that_nobody_knows_is_an_old_button(stage: Stage, ratna: Staff) -> None:
    assert await pressed(stage, ratna, DecideCadence("quiet", 1, "dance")) == OldButton()
    assert await state(stage.session) is CadenceState.WAITING


async def test_a_preview_is_ordered_for_the_chat(stage: Stage, dewi: Staff) -> None:
    for _ in range(2):
        toast = await pressed(stage, dewi, PreviewCadence("quiet"))
        assert toast == CadencePressed(Pressed.COUNTING)
    await stage.session.commit()

    [order] = await all_of(stage.services.database, CadenceOrder)
    assert (order.cadence, order.chat_id, order.asked_at) == ("quiet", GROUP, NOW)


async def test_letters_come_one_by_one_in_the_language(stage: Stage, dewi: Staff) -> None:
    await publish(stage.session, [a_plan(steps=(a_step("a"), a_step("b", 3)))], now=NOW)

    await pressed(stage, dewi, ReadCadence("quiet", "su"))

    found = await posted(stage.session, CadenceLetter)
    assert [(one.number, one.language) for one in found] == [(1, "su"), (2, "su")]


async def test_the_command_shows_a_new_list(stage: Stage, dewi: Staff) -> None:
    role, command = tables.STAFF_COMMANDS["tindaklanjut"]

    await command(await stage.in_group(dewi, text="/tindaklanjut"))

    [shown] = await posted(stage.session, CadenceList)
    assert (shown.message_id, [line.cadence for line in shown.lines]) == (None, ["quiet"])
    assert role is Role.AGENT
    assert {tables.STAFF_PRESSES[button][0] for button in BUTTONS} == {Role.AGENT}
