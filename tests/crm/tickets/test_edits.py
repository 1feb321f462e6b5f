from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from crm.interpreting import telling
from crm.tickets import edits, operations
from crm.tickets.messages import Said
from crm.tickets.payloads import CardUpdate, TicketCard
from crm.tickets.relayed import RelayEdit, RelayEditToSeller
from models import Seller, Ticket
from models.tickets import Category
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.tickets import GROUP, a_copy, a_desk, a_photo, everything_leaves, posted, rows
from tests.support.tickets import words as say


async def a_report(session: AsyncSession, *messages: Said) -> tuple[Seller, Ticket]:
    await a_desk(session)
    seller = await a_seller(session)
    ticket = await operations.report(
        session, seller=seller, category=Category.ORDER, messages=messages, now=NOW
    )
    await everything_leaves(session)
    ticket.card_message_id = 9
    return seller, ticket


async def test_an_edited_report_changes_the_card(session: AsyncSession) -> None:
    words = say("sallah")
    _, ticket = await a_report(session, words, say("dua"))
    fixed = replace(words, text="salah")
    await edits.edited_by_seller(session, ticket=ticket, said=fixed, now=NOW)
    assert ticket.text == "salah\ndua"
    assert [card.text for card in await posted(session, CardUpdate)] == ["salah\ndua"]


async def test_an_edited_caption_changes_card_and_copy(session: AsyncSession) -> None:
    photo = a_photo("lama")
    seller, ticket = await a_report(session, photo)
    await a_copy(
        session,
        ticket,
        kind="relay",
        chat_id=GROUP,
        ids=[60],
        from_chat_id=seller.chat_id or 0,
        of=[photo.message_id],
    )
    fixed = replace(photo, chat_id=seller.chat_id or 0, text="baru")
    await edits.edited_by_seller(session, ticket=ticket, said=fixed, now=NOW)
    assert await posted(session, RelayEdit) == [RelayEdit(60, "baru", caption=True)]
    assert [card.text for card in await posted(session, CardUpdate)] == ["baru"]


async def test_only_the_last_of_many_edits_leaves(session: AsyncSession) -> None:
    photo = a_photo("lama")
    seller, ticket = await a_report(session, photo)
    chat_id = seller.chat_id or 0
    await a_copy(
        session,
        ticket,
        kind="relay",
        chat_id=GROUP,
        ids=[60],
        from_chat_id=chat_id,
        of=[photo.message_id],
    )
    for text in ("baru", "lebih baru"):
        fixed = replace(photo, chat_id=chat_id, text=text)
        await edits.edited_by_seller(session, ticket=ticket, said=fixed, now=NOW)
    assert await posted(session, RelayEdit) == [RelayEdit(60, "lebih baru", caption=True)]


async def test_a_copy_that_has_not_left_needs_no_edit(session: AsyncSession) -> None:
    _, ticket = await a_report(session, say())
    await edits.edited_by_seller(session, ticket=ticket, said=say(message_id=1), now=NOW)
    assert not await rows(session, RelayEdit)
    assert not await rows(session, TicketCard)


async def test_staffs_edit_reaches_the_seller(session: AsyncSession) -> None:
    seller, ticket = await a_report(session, say())
    dewi = await a_staff_member(session)
    await a_copy(
        session,
        ticket,
        kind="relay_to_seller",
        chat_id=seller.chat_id or 0,
        ids=[70],
        from_chat_id=GROUP,
        of=[33],
    )
    said = say("diperbaiki", chat_id=GROUP, message_id=33)
    assert await edits.edited_by_staff(session, ticket=ticket, staff=dewi, said=said, now=NOW)
    [row] = await rows(session, RelayEditToSeller)
    assert (row.chat_id, row.params["message_id"]) == (seller.chat_id, 70)


async def test_an_edited_note_reaches_nobody(session: AsyncSession) -> None:
    _, ticket = await a_report(session, say())
    dewi = await a_staff_member(session)
    said = say(chat_id=GROUP, message_id=34)
    assert not await edits.edited_by_staff(session, ticket=ticket, staff=dewi, said=said, now=NOW)


async def test_what_becomes_regional_by_an_edit_is_explained_as_it_reads_now(
    session: AsyncSession,
) -> None:
    _, ticket = await a_report(session, say("Uang saya belum masuk"))
    further = say("apa kabar uang saya")
    await operations.add_message(session, ticket=ticket, said=further, now=NOW)
    await everything_leaves(session)

    fixed = replace(further, text="Baa kaba pitih ambo, alun juo masuak lai")
    await edits.edited_by_seller(session, ticket=ticket, said=fixed, now=NOW)

    (card,) = await posted(session, CardUpdate)
    assert (card.explained, card.written) == (True, "min")
    assert await telling.words(session, ticket=ticket) == f"{ticket.text}\n{fixed.text}"
