from sqlalchemy import select
from sqlmodel import col

from crm.macros.starters import Starter
from models import Macro
from models.staff import Role
from models.tickets import TicketState
from tests.support.builders import NOW
from tests.support.talk import offers, taps_in
from tests.support.town import Town
from views.actions import (
    FileMacro,
    NewMacro,
    OfferMacros,
    PreviewMacro,
    ReadInIndonesian,
    SendMacro,
    encode,
)


async def test_which_the_seller_reads_in_their_own_language_once(town: Town) -> None:
    sri = await town.a_linked_seller(language="jv", store_name="Batik Ayu")
    ticket = await town.reported(sri)
    card = await town.card(ticket)
    number = ticket.id or 0

    town.agent.presses(encode(OfferMacros(number, here=0)), chat=town.group, message=card)
    offer = await town.group.hears(offers(PreviewMacro), thread=card.thread)
    macro = await _macro(town, Starter.PAYOUT_CHECKED)
    look = encode(PreviewMacro(number, macro.id or 0))
    town.agent.presses(look, chat=town.group, message=offer)
    preview = await town.group.hears(offers(SendMacro), thread=card.thread)
    assert preview.id == offer.id
    assert "Uang hasil jualan Batik Ayu" in preview.text
    assert "Arta asil sadéan Batik Ayu" in preview.text
    send = encode(SendMacro(number, macro.id or 0))
    presses = [town.agent.presses(send, chat=town.group, message=preview) for _ in range(2)]
    told = [await press.answered() for press in presses]
    await sri.hears("Arta asil sadéan Batik Ayu")
    await town.settled()

    assert told[0] != told[1]
    assert len([message for message in sri.messages if "Arta asil" in message.text]) == 1
    assert "Dewi" in sri.messages[-1].text
    assert "Uang hasil jualan" not in preview.text, "it shows what was sent"
    assert not preview.buttons
    answered = await town.ticket(number)
    assert answered.state is TicketState.WAITING
    assert answered.first_response_at is not None
    assert (await _macro(town, Starter.PAYOUT_CHECKED)).uses == 1


async def test_which_a_supervisor_has_written(town: Town) -> None:
    ratna = await town.another_agent("Ratna", role=Role.SUPERVISOR)
    sri = await town.a_linked_seller(owner_name="Sri Wahyuni")
    ticket = await town.reported(sri)
    card = await town.card(ticket)

    ratna.says("/balasan", chat=town.group)
    await taps_in(town.group, ratna, NewMacro())
    asked = await town.group.hears("nama balasan")
    ratna.says("Bank libur", chat=town.group, reply_to=asked)
    filing = await town.group.hears(offers(FileMacro))
    (macro,) = await town.all(select(Macro).where(col(Macro.name) == "Bank libur"))
    ratna.presses(encode(FileMacro(macro.id or 0, "payment")), chat=town.group, message=filing)
    asked = await town.group.hears("isi Bank libur")
    ratna.says("Halo {owner}, banknya <libur> dulu.", chat=town.group, reply_to=asked)
    await town.settled()
    offer = encode(OfferMacros(ticket.id or 0, here=0))
    town.agent.presses(offer, chat=town.group, message=card)
    await taps_in(town.group, town.agent, PreviewMacro(ticket.id or 0, macro.id or 0))
    await taps_in(town.group, town.agent, SendMacro(ticket.id or 0, macro.id or 0))

    await sri.hears("Halo Sri Wahyuni, banknya <libur> dulu.")
    await town.settled()


async def test_which_is_long_and_read_in_indonesian_as_well(town: Town) -> None:
    sri = await town.a_linked_seller(language="min")
    ticket = await town.reported(sri)
    texts = {"id": "Uang Anda kami periksa. " * 15, "min": "Pitih Uni sadang kami pareso. " * 12}
    async with town.database.transaction() as session:
        macro = Macro(name="Dicek", texts=texts, updated_at=NOW)
        session.add(macro)
    number, card = ticket.id or 0, await town.card(ticket)

    offer = encode(OfferMacros(number, here=0))
    town.agent.presses(offer, chat=town.group, message=card)
    await taps_in(town.group, town.agent, PreviewMacro(number, macro.id or 0))
    await taps_in(town.group, town.agent, SendMacro(number, macro.id or 0))

    answer = await sri.hears("Pitih Uni")
    assert answer.buttons == ["👁 Bahasa Indonesia"]
    sri.presses(encode(ReadInIndonesian(1)), message=answer)
    await sri.hears(offers(ReadInIndonesian(0)))
    assert answer.text.startswith("Uang Anda")
    sri.presses(encode(ReadInIndonesian(0)), message=answer)
    await sri.hears(offers(ReadInIndonesian(1)))
    assert answer.text.startswith("Pitih Uni")
    await town.settled()


async def _macro(town: Town, starter: Starter) -> Macro:
    (macro,) = await town.all(select(Macro).where(col(Macro.starter) == starter))
    return macro
