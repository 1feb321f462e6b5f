from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from models import Staff
from models.staff import Role
from simulator import Message
from tests.support.talk import taps
from tests.support.town import Town, a_town
from views.actions import (
    Action,
    ChooseTaker,
    DraftInvitation,
    GiveTo,
    MakeInvitation,
    ReadIn,
    ShowTicketMenu,
    TakeLeave,
    encode,
)


async def staff(town: Town, telegram_id: int) -> Staff:
    (found,) = await town.all(select(Staff).where(col(Staff.telegram_id) == telegram_id))
    return found


async def test_a_supervisor_gives_a_report_to_an_agent_whose_leave_gives_it_back(
    town: Town,
) -> None:
    sri = await town.a_linked_seller()
    lead = await town.another_agent("Ratna", Role.SUPERVISOR)
    dewi = (await staff(town, town.agent.id)).id or 0
    town.agent.start()
    await town.agent.hears(".")
    ticket = await town.reported(sri)
    card = await town.card(ticket)
    number = ticket.id or 0

    async def presses(action: Action, message: Message) -> str:
        press = lead.presses(encode(action), chat=town.group, message=message)
        told = await press.answered()
        await town.settled()
        return told

    await presses(ShowTicketMenu(number, 0), card)
    menu = await town.group.hears("Apa yang mau dilakukan?", thread=card.thread)
    await presses(ChooseTaker(number, 0), menu)
    told = await presses(GiveTo(number, dewi, 0), menu)
    assert told == "Sekarang dipegang Dewi, dan sudah diberi tahu."
    await town.group.hears("Diberikan oleh Ratna", thread=card.thread)
    given = await town.agent.hears("memberimu sebuah laporan")
    assert f"#{number}" in given.text
    await town.group.hears("Diambil oleh Dewi", thread=card.thread)

    town.agent.says("/bahasa")
    await taps(town.agent, ReadIn("en", 0))
    await town.agent.hears("I write English")
    town.agent.says("/tugas")
    await town.agent.hears("You have 1 report")
    town.agent.says("/cuti")
    await taps(town.agent, TakeLeave(dewi, 7))
    await town.agent.hears("1 report waits for somebody")
    await town.group.hears("Dewi cuti sampai")
    assert (await town.ticket(number)).assignee_id is None
    await town.settled()
    assert not [message for message in sri.messages if "Dewi" in message.text]


async def test_an_admin_invites_a_colleague_by_a_link_that_works_once(town: Town) -> None:
    sari, other = town.a_stranger("Sari"), town.a_stranger("Agus")
    town.admin.start()
    await town.admin.hears(".")
    town.admin.says("/staf", chat=town.group)
    listed = await town.group.hears("orang di tim")
    for action in (DraftInvitation("agent", 1), DraftInvitation("agent", 3)):
        town.admin.presses(encode(action), chat=town.group, message=listed)
        await town.settled()
    make = encode(MakeInvitation("agent", 3))
    told = await town.admin.presses(make, chat=town.group, message=listed).answered()
    assert "pesan pribadi" in told
    link = await town.admin.hears("t.me/")
    payload = link.text.partition("?start=")[2].split()[0]

    sari.start(payload)
    await sari.hears("Selamat datang di tim")
    await town.admin.hears("Sari mengikuti undanganmu")
    other.start(payload)
    await other.hears("sudah dipakai orang lain")
    member = await staff(town, sari.id)
    assert (member.role, member.speaks) == (Role.AGENT, ["id", "jv"])
    await town.settled()


async def test_new_reports_go_round_where_that_is_wished(
    database: Database, database_url: str, clock: MovableClock
) -> None:
    async with a_town(database, database_url, clock, round_robin=True) as town:
        town.agent.start()
        await town.agent.hears(".")
        ticket = await town.reported(await town.a_linked_seller())
        await town.pass_time(timedelta(seconds=5))
        await town.agent.hears(f"#{ticket.id}")
        assert (await town.ticket(ticket.id or 0)).assignee_id is not None
        await town.settled()
