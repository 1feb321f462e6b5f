from datetime import timedelta

from models.staff import Role
from models.tickets import TicketState
from simulator import Message
from tests.support.talk import offers
from tests.support.town import Town
from views.actions import Claim, SetPriority, ShowPriorities, ShowTicketMenu, encode

PERSON = "tg://user?id="


async def test_before_a_seller_waits_too_long_and_supervisors_after_it(town: Town) -> None:
    """Half an hour is the promise; it begins with the report, on a Monday at 09:00."""
    putri = await town.another_agent("Putri", role=Role.SUPERVISOR)
    putri.start()
    await putri.hears(".")
    sri = await town.a_linked_seller(zone="Asia/Jayapura")
    ticket = await town.reported(sri)
    card = await town.card(ticket)
    assert "di sana pukul 11.00" in card.text
    assert "Jawaban pertama paling lambat 09.30" in card.text, "on the staff's clock"
    claim = encode(Claim(ticket.id or 0))
    assert await town.agent.presses(claim, chat=town.group, message=card).answered()

    await town.pass_time(timedelta(minutes=25))
    warning = await town.group.hears("paling lambat 09.30.", thread=card.thread)
    assert "⏳" in warning.text
    assert _called(warning) == [town.agent.id]

    await town.pass_time(timedelta(minutes=6))
    late = await town.group.hears("⚠️", thread=card.thread)
    assert _called(late) == [town.agent.id]

    await town.pass_time(timedelta(minutes=30))
    louder = await town.group.hears("🚨", thread=card.thread)
    assert putri.id in _called(louder)

    await town.pass_time(timedelta(minutes=30))
    alone = await putri.hears("🚨")
    assert f"#{ticket.id}" in alone.text
    await town.settled()


async def test_and_nobody_is_once_the_seller_was_answered(town: Town) -> None:
    sri = await town.a_linked_seller()
    ticket = await town.reported(sri)
    card = await town.card(ticket)
    number = ticket.id or 0
    shown = encode(ShowTicketMenu(number, here=0))
    await town.agent.presses(shown, chat=town.group, message=card).answered()
    menu = await town.group.hears(offers(ShowPriorities), thread=card.thread)
    for step in (ShowPriorities(number), SetPriority(number, 3)):
        told = await town.agent.presses(encode(step), chat=town.group, message=menu).answered()
        await town.settled()
    assert "Dicatat" in told
    assert "Dewi" in menu.text
    town.agent.says("/prioritas mendesak", chat=town.group, thread=card.thread)
    await town.group.hears("sekarang 🔴 mendesak", thread=card.thread)
    town.agent.says("Kami cek dulu, ya Bu.", chat=town.group, thread=card.thread)
    await sri.hears("Kami cek dulu, ya Bu.")

    for _ in range(3):
        await town.pass_time(timedelta(hours=2))

    await town.settled()
    assert (await town.ticket(ticket.id or 0)).state is TicketState.WAITING
    assert not [message for message in town.group.messages() if "tolong dilihat" in message.text]


def _called(message: Message) -> list[int]:
    """Return whom a message calls by name."""
    entities: list[dict[str, str]] = message.raw.get("entities", [])
    urls = (entity.get("url", "") for entity in entities)
    return [int(url.removeprefix(PERSON)) for url in urls if url.startswith(PERSON)]
