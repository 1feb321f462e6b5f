from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from crm.sellers.names import fold
from models import CallTask, Interaction, Seller, Ticket, Touch
from models.followups import TouchState
from models.sellers import Consent
from models.tickets import TicketKind, TicketState
from simulator import CallbackPress, Message, Person
from tests.support.builders import a_seller
from tests.support.talk import offers, taps
from tests.support.town import Town
from views.actions import (
    Action,
    AnswerFollowUp,
    AskForCall,
    CloseCall,
    FollowUpSeller,
    NoteSeller,
    Rate,
    Resolve,
    ShowSeller,
    WriteToSeller,
    encode,
)

PHONE = "+6281234567890"


async def test_by_a_phone_number_however_it_is_written(town: Town) -> None:
    await _ayu(town, phone=PHONE)

    for typed in ("0812-3456-7890", "(0812) 3456.7890", "62 812 3456 7890"):
        card = await _looked_up(town, typed)
        assert "Batik Ayu" in card.text
        assert PHONE in card.text
    await town.settled()


async def test_among_namesakes_by_the_place(town: Town) -> None:
    await _a_store(town, "Batik Ayu", regency="Kota Solo")
    medan = await _a_store(town, "Batik Ayu", regency="Kota Medan")

    town.agent.says("/seller batik ayu", chat=town.group)
    question = await town.group.hears(offers(ShowSeller))
    assert ["Solo" in label for label in question.buttons] == [True, False]
    town.agent.presses(encode(ShowSeller(medan.id or 0)), chat=town.group, message=question)

    card = await town.group.hears(offers(NoteSeller))
    assert "Kota Medan" in card.text
    await town.settled()


async def test_and_are_told_how_to_when_nobody_fits(town: Town) -> None:
    town.agent.says("/seller toko antah berantah", chat=town.group)
    told = await town.group.hears("toko antah berantah")
    assert "/seller" in told.text

    town.agent.says("/seller", chat=town.group)
    await town.group.hears("/seller")
    await town.settled()


async def test_in_private_in_their_own_language(town: Town) -> None:
    await _ayu(town, phone=PHONE, language="en")

    town.agent.says(f"/seller {PHONE}")
    card = await town.agent.hears(offers(NoteSeller))

    assert "Produk" in card.text
    press = town.agent.presses(f"~{FollowUpSeller.code}~", message=card)
    assert "Sapaan" in await press.answered()
    await town.settled()


async def test_from_its_report_by_the_command_alone(town: Town) -> None:
    sri = await _ayu(town)
    ticket = await town.reported(sri)
    topic = (await town.card(ticket)).thread

    town.agent.says("/seller", chat=town.group, thread=topic)

    card = await town.group.hears(offers(NoteSeller), thread=topic)
    assert "Batik Ayu" in card.text
    assert f"#{ticket.id}" in card.text
    await town.settled()


async def test_and_nobody_else_does(town: Town) -> None:
    sri = await _ayu(town, phone=PHONE)
    agus = town.a_stranger("Agus")
    town.group.add(agus)

    agus.says(f"/seller {PHONE}", chat=town.group)
    sri.says(f"/seller {PHONE}")
    card = await _looked_up(town, PHONE)
    told = await agus.presses(
        encode(NoteSeller((await _only_store(town)).id or 0)), chat=town.group, message=card
    ).answered()

    await town.settled()
    assert told
    assert len([one for one in town.group.messages() if offers(NoteSeller)(one)]) == 1
    assert not [message for message in sri.inbox if "🆔" in message.text]


async def test_and_write_to_them(town: Town) -> None:
    sri = await _ayu(town)
    card = await _looked_up(town, "batik ayu")

    assert "#" in await _presses(town, card, WriteToSeller)
    (ticket,) = await town.all(Ticket)
    talk = await town.card(ticket)
    town.agent.says("Apa kabar, Bu? Stok batik aman?", chat=town.group, thread=talk.thread)
    await sri.hears("Stok batik aman?")
    sri.says("Aman, terima kasih")

    answer = await town.group.hears("Aman, terima kasih", thread=talk.thread)
    assert answer.thread == talk.thread
    assert "#" not in (await sri.hears("👍")).text, "she made no report"
    await town.settled()
    ticket = await town.ticket(ticket.id or 0)
    assert (ticket.kind, ticket.state) == (TicketKind.QUESTION, TicketState.OPEN)
    again = await _presses(town, card, WriteToSeller)
    assert f"#{ticket.id}" in again, "the talk goes on where it is"

    town.agent.presses(encode(Resolve(ticket.id or 0)), chat=town.group, message=talk)
    await town.settled()
    assert not [one for one in sri.inbox if offers(Rate)(one)], "she asked for nothing"


async def test_and_their_note_is_on_the_next_card(town: Town) -> None:
    sri = await _ayu(town)
    card = await _looked_up(town, "batik ayu")

    prompt = await _asked_for_a_note(town, card)
    note = town.agent.says("Lebih suka ditelepon sore", chat=town.group, reply_to=prompt)
    await town.group.hears(offers(ShowSeller))

    assert "Lebih suka ditelepon sore" in (await _looked_up(town, "batik ayu")).text
    town.agent.edits(note, "Lebih suka ditelepon pagi", chat=town.group)
    await town.settled()
    shown = (await _looked_up(town, "batik ayu")).text
    assert "ditelepon pagi" in shown
    assert "ditelepon sore" not in shown
    notes = await town.all(select(Interaction).where(col(Interaction.kind) == "seller_note"))
    assert {row.seller_id for row in notes} == {(await town.seller(sri)).id}
    assert all(row.staff_id for row in notes)
    assert not [message for message in sri.messages if "ditelepon" in message.text]


async def test_and_a_note_in_a_report_s_topic_stays_among_them(town: Town) -> None:
    sri = await _ayu(town)
    topic = (await town.card(await town.reported(sri))).thread
    town.agent.says("/seller", chat=town.group, thread=topic)
    card = await town.group.hears(offers(NoteSeller), thread=topic)

    prompt = await _asked_for_a_note(town, card)
    assert prompt.thread == topic
    town.agent.says("Rekeningnya sering salah", chat=town.group, thread=topic, reply_to=prompt)
    await town.group.hears(offers(ShowSeller), thread=topic)

    await town.settled()
    assert not [message for message in sri.messages if "sering salah" in message.text]


async def test_and_a_note_in_private(town: Town) -> None:
    await _ayu(town)
    town.agent.says("/seller batik ayu")
    await taps(town.agent, NoteSeller((await _only_store(town)).id or 0))
    prompt = await town.agent.hears("Batik Ayu")

    town.agent.sends_photo(reply_to=prompt)
    await town.agent.hears("📝")
    town.agent.says("Pemilik baru sejak Mei", reply_to=prompt)
    await town.agent.hears(offers(ShowSeller))

    assert "Pemilik baru sejak Mei" in (await _looked_up(town, "batik ayu")).text
    await town.settled()


async def test_and_follow_up_once_a_day(town: Town) -> None:
    sri = await _ayu(town)
    card = await _looked_up(town, "batik ayu")

    assert await _presses(town, card, FollowUpSeller)
    await sri.hears(offers(AnswerFollowUp))
    await town.settled()
    press = _press(town, card, FollowUpSeller)
    assert "16 Nov 2026" in await press.answered()
    assert press.alert

    assert len([one for one in sri.inbox if offers(AnswerFollowUp)(one)]) == 1
    (touch,) = await town.all(Touch)
    assert touch.state is TouchState.SENT
    assert "16 Nov 2026" in (await _looked_up(town, "batik ayu")).text


async def test_and_at_night_the_follow_up_waits_for_the_morning(town: Town) -> None:
    sri = await _ayu(town, zone="Asia/Jayapura", usual_minute=540)
    await town.pass_time(timedelta(hours=10))
    card = await _looked_up(town, "batik ayu")

    assert "17 Nov 2026 09." in await _presses(town, card, FollowUpSeller)
    await town.settled()
    assert not [one for one in sri.inbox if offers(AnswerFollowUp)(one)]

    await town.pass_time(timedelta(hours=14))
    await sri.hears(offers(AnswerFollowUp))
    await town.settled()


async def test_and_call_whoever_has_blocked_the_bot(town: Town) -> None:
    sri = await _ayu(town, phone=PHONE)
    sri.blocks_bot()
    await town.settled()
    card = await _looked_up(town, "batik ayu")

    for action in (WriteToSeller, FollowUpSeller):
        press = _press(town, card, action)
        assert PHONE in await press.answered(), "the way that is left"
        assert press.alert
    assert await _presses(town, card, AskForCall)
    call = await town.group.hears(offers(CloseCall))
    assert PHONE in call.text
    told = await _presses(town, card, AskForCall)

    await town.settled()
    assert told
    assert len(await town.all(CallTask)) == 1


async def test_and_a_reply_to_the_card_is_not_taken_for_a_message(town: Town) -> None:
    sri = await _ayu(town)
    card = await _looked_up(town, "batik ayu")

    town.agent.says("Apa kabar, Bu?", chat=town.group, reply_to=card)

    await town.group.hears("⚠️")
    await town.settled()
    assert not [message for message in sri.messages if "Apa kabar" in message.text]


async def test_also_if_they_are_sellers_themselves(town: Town) -> None:
    await _ayu(town)
    async with town.database.transaction() as session:
        await a_seller(
            session, chat_id=town.agent.id, consent=Consent.DECLINED, language="en", store_key="x"
        )

    town.agent.says("/seller batik ayu")
    card = await town.agent.hears(offers(NoteSeller))
    assert "Produk" in card.text, "what is for staff is in their language as staff"
    press = town.agent.presses(f"~{NoteSeller.code}~", message=card)
    assert "Balas" in await press.answered()
    town.agent.says("Sering kirim hari Jumat", reply_to=await town.agent.hears("Batik Ayu"))
    await town.agent.hears(offers(ShowSeller))

    assert "Sering kirim hari Jumat" in (await _looked_up(town, "batik ayu")).text
    await town.settled()


async def _a_store(town: Town, name: str, **facts: object) -> Seller:
    return await town.a_store(store_name=name, store_key=fold(name), **facts)


async def _ayu(town: Town, **facts: object) -> Person:
    """Return the owner of Batik Ayu, who uses the bot."""
    return await town.a_linked_seller(store_name="Batik Ayu", store_key="batik ayu", **facts)


async def _only_store(town: Town) -> Seller:
    (store,) = await town.all(select(Seller).where(col(Seller.portal_id).is_not(None)))
    return store


async def _looked_up(town: Town, typed: str) -> Message:
    """Return the card that the agent gets in the desk."""
    town.agent.says(f"/seller {typed}", chat=town.group)
    return await town.group.hears(offers(NoteSeller))


async def _asked_for_a_note(town: Town, card: Message) -> Message:
    assert await _presses(town, card, NoteSeller)
    return await town.group.hears(lambda message: not message.buttons and "📝" in message.text)


def _press(town: Town, card: Message, button: type[Action]) -> CallbackPress:
    return town.agent.presses(f"~{button.code}~", chat=town.group, message=card)


async def _presses(town: Town, card: Message, button: type[Action]) -> str:
    return await _press(town, card, button).answered()
