from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.macros import operations, rules, sending
from crm.macros.payloads import Fillings, MacroAnswer, MacroText
from crm.macros.refusals import MacroGone, SentAlready
from crm.macros.sending import Choice
from crm.macros.starters import Starter
from crm.tickets.handling import SellerUnreachable
from models import Macro, Staff, Ticket
from models.sellers import Reach
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import GROUP, a_desk, happened, posted, rows

LATER = NOW + timedelta(hours=1)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


@pytest.fixture
async def macro(session: AsyncSession) -> Macro:
    macro = Macro(name="Dicek", texts={"id": "Dicek {staff}", "jv": "Dipriksa"}, updated_at=NOW)
    session.add(macro)
    await session.flush()
    return macro


def looked_at(macro: Macro, staff: Staff, message_id: int = 77) -> Choice:
    return Choice(macro.id or 0, staff, chat_id=GROUP, message_id=message_id)


async def a_javanese_ticket(session: AsyncSession, **facts: object) -> Ticket:
    seller = await a_seller(session, language="jv", owner_name="Sri", store_name="Batik Ayu")
    return await a_ticket(session, seller=seller, **facts)


async def test_offers_what_suits_the_category_the_most_used_first(session: AsyncSession) -> None:
    await operations.stock(session, now=NOW)
    ticket = await a_ticket(session, category=Category.PAYMENT)
    session.add_all(
        [
            Macro(name="sering", texts={"id": "x"}, uses=9, updated_at=NOW),
            Macro(name="mati", texts={"id": "x"}, uses=9, active=False, updated_at=NOW),
            Macro(name="lain", texts={"id": "x"}, uses=9, category=Category.ORDER, updated_at=NOW),
        ]
    )
    await session.flush()
    offer = await sending.offer(session, ticket=ticket, now=NOW)
    assert [line.starter or line.name for line in offer.lines] == [
        "sering",
        Starter.PAYOUT_CHECKED,
        Starter.PAYOUT_SENT,
        Starter.GREETING,
        Starter.SCREENSHOT,
        Starter.THANK_YOU,
    ]


async def test_shows_the_indonesian_beside_what_the_seller_reads(
    session: AsyncSession, dewi: Staff, macro: Macro
) -> None:
    ticket = await a_javanese_ticket(session)
    preview = await sending.preview(session, ticket=ticket, choice=looked_at(macro, dewi))
    assert (preview.indonesian.text, preview.said.text) == ("Dicek {staff}", "Dipriksa")
    assert preview.fillings == Fillings("Sri", "Batik Ayu", ticket.id or 0, "Dewi")


async def test_what_is_sent_answers_the_ticket(
    session: AsyncSession, dewi: Staff, macro: Macro
) -> None:
    ticket = await a_javanese_ticket(session)
    sent = await sending.send(session, ticket=ticket, choice=looked_at(macro, dewi), now=LATER)

    (answer,) = await posted(session, MacroAnswer)
    (row,) = await rows(session, MacroAnswer)
    assert answer.said == sent.said == rules.text_for(macro, "jv")
    assert answer.indonesian == rules.text_for(macro, "id")
    assert (row.ticket_id, row.seller_id) == (ticket.id, ticket.seller_id)
    assert (ticket.state, ticket.first_response_at) == (TicketState.WAITING, LATER)
    assert await happened(session, ticket) == ["answered"]
    await session.refresh(macro)
    assert macro.uses == 1


async def test_what_staff_wrote_for_other_languages_goes_along(
    session: AsyncSession, dewi: Staff, macro: Macro
) -> None:
    macro.texts = {**macro.texts, "su": "Nuju dipariksa"}
    ticket = await a_javanese_ticket(session)

    await sending.send(session, ticket=ticket, choice=looked_at(macro, dewi), now=LATER)

    (answer,) = await posted(session, MacroAnswer)
    assert answer.others == (MacroText("su", text="Nuju dipariksa"),)


async def test_one_preview_sends_once(session: AsyncSession, dewi: Staff, macro: Macro) -> None:
    ticket, choice = await a_javanese_ticket(session), looked_at(macro, dewi)
    await sending.send(session, ticket=ticket, choice=choice, now=NOW)
    with pytest.raises(SentAlready):
        await sending.send(session, ticket=ticket, choice=choice, now=NOW)
    await sending.send(session, ticket=ticket, choice=looked_at(macro, dewi, 78), now=NOW)
    assert len(await posted(session, MacroAnswer)) == 2
    await session.refresh(macro)
    assert macro.uses == 2


async def test_a_resolved_ticket_is_opened_again(
    session: AsyncSession, dewi: Staff, macro: Macro
) -> None:
    ticket = await a_javanese_ticket(session, state=TicketState.RESOLVED, resolved_at=NOW)
    await sending.send(session, ticket=ticket, choice=looked_at(macro, dewi), now=LATER)
    assert ticket.state is TicketState.WAITING
    assert await happened(session, ticket) == ["reopened", "answered"]


@pytest.mark.parametrize("reach", [Reach.BLOCKED, Reach.GONE])
async def test_nothing_is_sent_to_who_has_left(
    session: AsyncSession, dewi: Staff, macro: Macro, reach: Reach
) -> None:
    ticket = await a_ticket(session, seller=await a_seller(session, telegram=reach))
    with pytest.raises(SellerUnreachable):
        await sending.send(session, ticket=ticket, choice=looked_at(macro, dewi), now=NOW)
    assert await posted(session, MacroAnswer) == []
    assert ticket.state is TicketState.NEW


async def test_what_was_switched_off_meanwhile_is_not_sent(
    session: AsyncSession, dewi: Staff, macro: Macro
) -> None:
    ticket = await a_ticket(session)
    macro.active = False
    for act in (
        sending.preview(session, ticket=ticket, choice=looked_at(macro, dewi)),
        sending.send(session, ticket=ticket, choice=looked_at(macro, dewi), now=NOW),
    ):
        with pytest.raises(MacroGone):
            await act
