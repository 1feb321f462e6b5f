import pytest

from crm.tickets.history import TicketHistory, WhoseHistory
from handlers import ticket_history
from models import Staff
from tests.support.builders import a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, posted, rows
from tests.support.turns import Stage
from views.actions import ShowHistory

TOPIC = 33


@pytest.fixture
async def dewi(stage: Stage) -> Staff:
    await a_desk(stage.session)
    return await a_staff_member(stage.session, name="Dewi")


async def test_a_history_is_shown_where_it_is_asked_for(stage: Stage, dewi: Staff) -> None:
    here = await a_ticket(stage.session, topic_id=TOPIC)
    other = await a_ticket(stage.session)
    private = dewi.telegram_id
    for turn in (
        await stage.in_group(dewi, topic=TOPIC, text="/riwayat"),
        await stage.in_group(dewi, text=f"/riwayat@sapa_bot #{other.id}"),
        await stage.in_private(private, text=f"/riwayat {here.id}"),
    ):
        await ticket_history.look(turn)
    shown = await posted(stage.session, TicketHistory)
    assert [one.ticket_id for one in shown] == [here.id, other.id, here.id]
    places = [(row.chat_id, row.ticket_id) for row in await rows(stage.session, TicketHistory)]
    assert places == [(GROUP, here.id), (GROUP, None), (private, None)]


async def test_whoever_names_no_report_is_told_how(stage: Stage, dewi: Staff) -> None:
    for text in ("/riwayat", "/riwayat tolong", "/riwayat 4321"):
        await ticket_history.look(await stage.in_group(dewi, text=text))
    told = await posted(stage.session, WhoseHistory)
    assert [one.number for one in told] == [None, None, 4321]


async def test_the_button_shows_it_in_the_topic(stage: Stage, dewi: Staff) -> None:
    ticket = await a_ticket(stage.session, topic_id=TOPIC)
    await ticket_history.show(await stage.press(dewi), ShowHistory(ticket.id or 0))
    assert [row.ticket_id for row in await rows(stage.session, TicketHistory)] == [ticket.id]
