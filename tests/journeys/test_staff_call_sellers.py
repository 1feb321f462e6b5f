import re
from datetime import timedelta
from urllib.parse import unquote

from sqlalchemy import select
from sqlmodel import col

from crm.calls.operations import ask
from crm.calls.rules import CallReason
from models import CallTask, Interaction, Seller, Ticket
from models.calls import CallOutcome
from models.interactions import Channel
from simulator import Message, Person
from tests.support.calls import a_cadence_call, a_running
from tests.support.talk import offers, taps, taps_in
from tests.support.town import Town
from views.actions import (
    Action,
    CallHinder,
    CallLater,
    CallProblem,
    CloseCall,
    ListCalls,
    MoveCall,
    OpenCall,
    encode,
)

PHONE = "+6281234567890"


async def test_whom_a_cadence_wants_called_and_learn_what_hinders_them(town: Town) -> None:
    call, store = await _wanted(town, store_name="Tenun Lombok")

    card = await _opened(town, call)
    assert "Tenun Lombok" in card.text
    assert PHONE in card.text
    whatsapp = next(url for url in _urls(card) if url.startswith("https://wa.me/"))
    invitation = re.search(r"\?start=(\S+)", unquote(unquote(whatsapp.partition("?text=")[2])))
    assert invitation

    await _presses(town, town.agent, card, CloseCall(call.id or 0, "reached"))
    asked = await town.group.hears(offers(CallHinder))
    await _presses(town, town.agent, asked, CallHinder(call.id or 0, "shipping"))

    await town.settled()
    (seller,) = await town.all(select(Seller).where(col(Seller.id) == store.id))
    assert seller.tags == ["hindered:shipping"]
    assert await _logged(town) == ["reached"]

    ayu = town.owner_of(store)
    ayu.start(invitation[1])
    await ayu.hears(".")
    await town.settled()


async def test_two_do_not_call_the_same_seller(town: Town) -> None:
    call, _ = await _wanted(town)
    budi = await town.another_agent("Budi")
    listed = await _list(town)

    card = await _opened(town, call, listed)
    press = budi.presses(encode(OpenCall(call.id or 0)), chat=town.group, message=listed)
    assert "Dewi" in await press.answered()
    refused = await _presses(town, budi, card, CloseCall(call.id or 0, "reached"))
    assert "Dewi" in refused

    await _presses(town, town.agent, card, MoveCall(call.id or 0, "release"))
    await _presses(town, budi, card, CloseCall(call.id or 0, "solved"))
    await town.settled()
    assert (await _call(town, call)).outcome is CallOutcome.SOLVED


async def test_and_call_again_who_does_not_answer_or_has_no_time(town: Town) -> None:
    call, _ = await _wanted(town)
    card = await _opened(town, call)

    told = await _presses(town, town.agent, card, CloseCall(call.id or 0, "no_answer"))
    assert "12.00" in told
    town.agent.says("/telepon", chat=town.group)
    await town.group.hears("Tidak ada telepon")

    await town.pass_time(timedelta(hours=3, minutes=5))
    card = await _opened(town, call)
    assert "1 kali tidak diangkat" in card.text
    await _presses(town, town.agent, card, MoveCall(call.id or 0, "later"))
    asked = await town.group.hears(offers(CallLater))
    told = await _presses(town, town.agent, asked, CallLater(call.id or 0, "morning"))
    assert "17 Nov 2026 09.00" in told

    await town.settled()
    assert await _logged(town) == ["no_answer", "call_back"]


async def test_and_a_problem_becomes_a_report_in_their_words(town: Town) -> None:
    call, store = await _wanted(town)
    card = await _opened(town, call)

    await _presses(town, town.agent, card, MoveCall(call.id or 0, "problem"))
    await taps_in(town.group, town.agent, CallProblem(call.id or 0, "payment"))
    prompt = await town.group.hears("Balas pesan ini")
    town.agent.says("Uang minggu lalu belum cair", chat=town.group, reply_to=prompt)

    await town.group.hears("sudah dibuat")
    await town.settled()
    (ticket,) = await town.all(Ticket)
    assert (ticket.seller_id, ticket.text) == (store.id, "Uang minggu lalu belum cair")
    shown = await town.card(ticket)
    assert "Dewi" in shown.text
    assert (await _call(town, call)).ticket_id == ticket.id


async def test_and_a_wrong_number_is_put_on_the_list_to_mend(town: Town) -> None:
    call, _ = await _wanted(town, store_name="Tenun Lombok")
    card = await _opened(town, call)
    await _presses(town, town.agent, card, CloseCall(call.id or 0, "wrong_number"))

    town.agent.says("/perbaiki", chat=town.group)
    await town.group.hears("segera menyusul")
    await town.pass_time(timedelta(seconds=5))

    await town.group.hears("Data yang perlu diperbaiki")
    named = await town.group.hears("• Tenun Lombok")
    assert PHONE in named.text
    sheet = await town.group.hears(lambda message: message.document is not None)
    assert (sheet.document or {})["file_name"] == "perbaiki-2026-11-16.xlsx"
    await town.settled()


async def test_and_are_told_each_morning_how_many_wait(town: Town) -> None:
    await _wanted(town, province="Bali", regency="Kota Denpasar")

    await town.pass_time(timedelta(hours=23, minutes=5))

    told = await town.group.hears("Selamat pagi")
    assert "Bali 1" in told.text
    await _presses(town, town.agent, told, ListCalls("", "", -1))
    await town.group.hears(offers(OpenCall))
    await town.settled()


async def test_from_their_own_chat_while_the_desk_sees_who_calls(town: Town) -> None:
    sri = await town.a_linked_seller(phone=PHONE)
    store = await town.seller(sri)
    async with town.database.transaction() as session:
        call = await ask(
            session,
            seller=await session.get_one(Seller, store.id),
            touch_id=None,
            reason=CallReason.ASKED,
            now=town.clock.now(),
        )
    number = call.id or 0
    town.sapa.outgoing.ring()
    shared = await town.group.hears(offers(MoveCall(number, "take")))

    town.agent.says("/telepon")
    await taps(town.agent, OpenCall(number))
    own = await town.agent.hears(offers(MoveCall(number, "release")))
    await town.group.hears(offers(MoveCall(number, "release")))
    await town.agent.presses(encode(CloseCall(number, "reached")), message=own).answered()

    await town.settled()
    (now_shared,) = [one for one in town.group.messages() if one.id == shared.id]
    assert "Tersambung" in now_shared.text or "Dewi" in now_shared.text
    assert await _logged(town) == ["reached"]


async def test_but_sellers_see_no_list(town: Town) -> None:
    await _wanted(town)
    sri = await town.a_linked_seller()
    sri.says("/telepon")
    answered = await sri.hears(".")
    assert not offers(OpenCall)(answered)
    await town.settled()


async def _wanted(town: Town, **facts: object) -> tuple[CallTask, Seller]:
    store = await town.a_store(phone=PHONE, **facts)
    async with town.database.transaction() as session:
        plan = await a_running(session)
        return await a_cadence_call(session, store, plan=plan), store


async def _list(town: Town) -> Message:
    town.agent.says("/telepon", chat=town.group)
    return await town.group.hears(offers(OpenCall))


async def _opened(town: Town, call: CallTask, listed: Message | None = None) -> Message:
    listed = listed or await _list(town)
    await _presses(town, town.agent, listed, OpenCall(call.id or 0))
    return await town.group.hears(offers(MoveCall(call.id or 0, "release")))


async def _presses(town: Town, person: Person, message: Message, action: Action) -> str:
    press = person.presses(encode(action), chat=town.group, message=message)
    return await press.answered()


def _urls(message: Message) -> list[str]:
    rows = message.raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["url"] for row in rows for button in row if "url" in button]


async def _call(town: Town, call: CallTask) -> CallTask:
    (found,) = await town.all(select(CallTask).where(col(CallTask.id) == call.id))
    return found


async def _logged(town: Town) -> list[str]:
    lines = await town.all(
        select(Interaction)
        .where(col(Interaction.channel) == Channel.PHONE)
        .order_by(col(Interaction.id))
    )
    return [line.data["outcome"] for line in lines]
