import pytest
from sqlalchemy import select
from sqlmodel import col

from crm.imports.orders.payloads import Declined, ImportDeclined, ImportPrompt
from handlers import imports, routing
from handlers.turn import Turn
from models import ImportOrder, Outbox, Staff
from models.staff import Role
from tests.support.builders import a_staff_member
from tests.support.tickets import GROUP, a_desk
from tests.support.turns import BOT, Stage, group_chat

FILE = {"file_id": "BQAC", "file_unique_id": "AQAD", "file_name": "tarikan.csv", "file_size": 10}


@pytest.fixture
async def boss(stage: Stage) -> Staff:
    await a_desk(stage.session)
    return await a_staff_member(stage.session, role=Role.SUPERVISOR)


async def payloads(turn: Turn) -> list[tuple[str, dict[str, object]]]:
    rows = await turn.session.scalars(select(Outbox).order_by(col(Outbox.id)))
    return [(row.template, row.params) for row in rows]


async def orders(turn: Turn) -> list[ImportOrder]:
    return list(await turn.session.scalars(select(ImportOrder)))


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("/impor", None),
        ("/impor@sapa_bot", None),
        ("/IMPOR  portal_bumn", "portal_bumn"),
        ("/impor@sapa_bot portal_bumn ya", "portal_bumn"),
    ],
)
async def test_the_command_asks_for_a_file_and_remembers_the_profile(
    stage: Stage, boss: Staff, text: str, profile: str | None
) -> None:
    turn = await stage.in_group(boss, text=text)
    await imports.ask(turn)
    assert await payloads(turn) == [(ImportPrompt.template, {"reply_to": 900, "profile": profile})]


async def test_a_caption_orders_at_once(stage: Stage, boss: Staff) -> None:
    turn = await stage.in_group(boss, document=FILE, caption="/impor portal_bumn")
    assert await imports.take(turn)
    (made,) = await orders(turn)
    assert (made.place, made.profile, made.staff_id, made.chat_id, made.message_id) == (
        "BQAC",
        "portal_bumn",
        boss.id,
        GROUP,
        900,
    )


async def test_a_command_that_answers_a_document_orders_it(stage: Stage, boss: Staff) -> None:
    lying = {"message_id": 5, "date": 0, "chat": group_chat(), "from": BOT, "document": FILE}
    turn = await stage.in_group(boss, text="/impor", reply_to_message=lying)
    await imports.ask(turn)
    assert [made.place for made in await orders(turn)] == ["BQAC"]


@pytest.mark.parametrize("caption", ["/importir", "laporan /impor", "", None])
async def test_other_documents_are_about_something_else(
    stage: Stage, boss: Staff, caption: str | None
) -> None:
    turn = await stage.in_group(boss, document=FILE, caption=caption)
    assert not await imports.take(turn)
    assert await orders(turn) == []


async def test_a_picture_is_asked_for_as_a_document(stage: Stage, boss: Staff) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}]
    turn = await stage.in_group(boss, photo=photo, caption="/impor")
    assert await imports.take(turn)
    ((template, params),) = await payloads(turn)
    assert (template, params["why"]) == (ImportDeclined.template, Declined.NO_DOCUMENT.value)


async def test_the_command_of_somebody_who_is_not_staff_is_not_heard(
    stage: Stage, boss: Staff
) -> None:
    turn = await stage.in_group(None, document=FILE, caption="/impor")
    assert not await imports.take(turn)
    await routing.group_command(await stage.in_group(None, text="/impor"))
    assert await orders(turn) == []
    assert await payloads(turn) == []


async def test_outside_of_the_desk_it_is_not_heard_either(stage: Stage, boss: Staff) -> None:
    turn = await stage.in_group(boss, chat_id=GROUP - 9, text="/impor")
    await routing.group_command(turn)
    turn = await stage.in_group(boss, chat_id=GROUP - 9, document=FILE, caption="/impor")
    await routing.group_message(turn)
    assert await payloads(turn) == []
