from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import operations
from crm.tickets.messages import Said
from crm.tickets.payloads import TicketCard
from crm.tickets.relayed import NotRelayed, Relay
from crm.tickets.reporting import NotPassedOn
from models import Ticket
from models.tickets import Category, TicketKind, TicketState
from tests.support.builders import NOW, a_seller
from tests.support.tickets import GROUP, a_desk, a_photo, happened, posted, rows, words


async def report(
    session: AsyncSession, *messages: Said, category: Category = Category.PAYMENT, **facts: object
) -> Ticket:
    seller = await a_seller(session, **facts)
    return await operations.report(
        session, seller=seller, category=category, messages=messages, now=NOW
    )


async def test_a_report_becomes_a_new_ticket_in_the_sellers_words(session: AsyncSession) -> None:
    ticket = await report(session, words("satu"), a_photo("dua"), a_photo(), language="jv")
    assert (ticket.state, ticket.text, ticket.language) == (TicketState.NEW, "satu\ndua", "jv")
    assert await happened(session, ticket) == ["reported"]


async def test_a_suggestion_is_work_of_another_sort(session: AsyncSession) -> None:
    ticket = await report(session, words(), category=Category.SUGGESTION)
    assert (ticket.kind, ticket.priority) == (TicketKind.SUGGESTION, 3)


async def test_the_card_comes_first_and_then_what_it_does_not_carry(session: AsyncSession) -> None:
    await a_desk(session)
    photo, part1, part2 = a_photo("a"), a_photo(album="x"), a_photo("b", album="x")
    ticket = await report(session, words("satu"), photo, part1, part2)
    [card] = await rows(session, TicketCard)
    first, album = await rows(session, Relay)
    assert (card.chat_id, card.ticket_id, card.id or 0) < (GROUP, ticket.id, first.id)
    assert [first.params["message_ids"], album.params["message_ids"]] == [
        [photo.message_id],
        [part1.message_id, part2.message_id],
    ]
    assert album.params["text"] == "b"


async def test_the_card_shows_the_facts_about_the_seller(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await report(session, words("halo"), store_name="Batik Ayu")
    [card] = await posted(session, TicketCard)
    assert (card.ticket_id, card.text, card.seller.store, card.urgent, card.attached) == (
        ticket.id,
        "halo",
        "Batik Ayu",
        True,
        0,
    )


async def test_without_a_group_nothing_is_posted(session: AsyncSession) -> None:
    await report(session, words("halo"), a_photo())
    assert not await rows(session, TicketCard)
    assert not await rows(session, Relay)


async def test_what_cannot_be_copied_is_told_of(session: AsyncSession) -> None:
    await a_desk(session)
    said = words("", kind="poll")
    await report(session, words("halo"), said)
    assert [one.kind for one in await posted(session, NotRelayed)] == ["poll"]
    assert await posted(session, NotPassedOn) == [NotPassedOn(said.message_id)]
    assert [row.chat_id for row in await rows(session, NotPassedOn)] == [said.chat_id]
    assert not await rows(session, Relay)


async def test_a_claim_offers_at_most_five_stores(session: AsyncSession) -> None:
    await a_desk(session)
    visitor = await a_seller(session, portal_id=None)
    stores = [await a_seller(session, chat_id=None) for _ in range(7)]
    ticket = await operations.claim_store(
        session, seller=visitor, typed_name="dapur", candidates=stores, now=NOW
    )
    [card] = await posted(session, TicketCard)
    assert (ticket.kind, card.typed_name) == (TicketKind.CLAIM, "dapur")
    assert [one.seller_id for one in card.candidates] == [one.id for one in stores[:5]]
