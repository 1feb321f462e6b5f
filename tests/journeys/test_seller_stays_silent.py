import re
from datetime import timedelta

from models.staff import Role
from models.tickets import TicketState
from tests.support.talk import arrives, offers, taps_in
from tests.support.town import Town
from views.actions import Rate, Reopen, SayIfSolved, ShowHistory, ShowTicketMenu, encode


async def test_and_is_reminded_then_let_be_until_they_come_back_unhappy(town: Town) -> None:
    bima = await town.another_agent("Bima", Role.SUPERVISOR)
    await arrives(bima)
    sri = await town.a_linked_seller(store_name="Batik Ayu")
    ticket = await town.reported(sri)
    number, topic = ticket.id or 0, (await town.card(ticket)).thread
    town.agent.says("Boleh minta nomor pesanannya, Bu?", chat=town.group, thread=topic)
    await sri.hears("Boleh minta nomor pesanannya, Bu?")

    await town.pass_time(timedelta(days=2, hours=1))
    await sri.hears(offers(SayIfSolved(number, 0)))
    for pause in (timedelta(days=1), timedelta(days=2, hours=1)):
        await town.pass_time(pause)
    done = await sri.hears(offers(Reopen(number)))
    assert (await town.ticket(number)).state is TicketState.RESOLVED

    sri.presses(encode(Rate(number, 1)), message=done)
    await bima.hears("Batik Ayu")
    await town.group.hears(re.compile(rf"#{number}\b.*Batik Ayu"), thread=topic)
    sri.says("Belum dijawab sampai selesai")
    await bima.hears("Belum dijawab sampai selesai")

    sri.presses(encode(Reopen(number)), message=done)
    await sri.hears(f"#{number}")
    await taps_in(town.group, town.agent, ShowTicketMenu(number, here=0))
    await taps_in(town.group, town.agent, ShowHistory(number))
    history = await town.group.hears("Riwayat", thread=topic)
    await town.settled()
    assert (await town.ticket(number)).state is TicketState.OPEN
    assert [line.rpartition(" · ")[2] for line in history.text.splitlines()[2:]] == [
        "melapor",
        "membuka topiknya",
        "memasang kartunya",
        "menjawab",
        "mengingatkan penjual",
        "menyelesaikannya, karena penjual tidak menjawab lagi",
        "memberi ⭐",
        "berkata tentang jawabannya: “Belum dijawab sampai selesai”",
        "membukanya lagi",
    ]
