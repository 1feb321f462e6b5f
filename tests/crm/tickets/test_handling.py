import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.db import Database
from crm.sellers.linking import AlreadyLinked, StoreNotFound
from crm.tickets import handling, operations
from crm.tickets.handling import (
    AlreadyClaimed,
    AlreadyResolved,
    ClaimUndecided,
    NotCopyable,
    SellerUnreachable,
)
from crm.tickets.payloads import CardUpdate, TicketReopened, TicketResolved
from crm.tickets.relay import ALBUM_QUIET
from crm.tickets.relayed import RelayToSeller
from models import Seller, Staff, Ticket
from models.sellers import Reach
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import (
    GROUP,
    a_copy,
    a_desk,
    a_photo,
    everything_leaves,
    happened,
    posted,
    rows,
    words,
)

LATER = NOW + timedelta(hours=1)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Dewi")


async def test_claiming_opens_the_ticket_and_shows_who_has_it(
    session: AsyncSession, dewi: Staff
) -> None:
    ticket = await a_ticket(session, card_message_id=9)
    await handling.claim(session, ticket=ticket, staff=dewi, now=LATER)
    assert (ticket.state, ticket.assignee_id) == (TicketState.OPEN, dewi.id)
    assert [card.claimed_by for card in await posted(session, CardUpdate)] == ["Dewi"]
    assert await happened(session, ticket) == ["claimed"]


async def test_a_claimed_ticket_is_refused_with_the_name(
    session: AsyncSession, dewi: Staff
) -> None:
    ticket = await a_ticket(session)
    await handling.claim(session, ticket=ticket, staff=dewi, now=NOW)
    budi = await a_staff_member(session, name="Budi")
    with pytest.raises(AlreadyClaimed) as by_another:
        await handling.claim(session, ticket=ticket, staff=budi, now=NOW)
    with pytest.raises(AlreadyClaimed) as by_oneself:
        await handling.claim(session, ticket=ticket, staff=dewi, now=NOW)
    assert (by_another.value.by, by_another.value.own) == ("Dewi", False)
    assert by_oneself.value.own


async def test_a_resolved_ticket_cannot_be_claimed(session: AsyncSession, dewi: Staff) -> None:
    ticket = await a_ticket(session)
    await handling.resolve(session, ticket=ticket, staff=dewi, now=NOW)
    with pytest.raises(AlreadyResolved, match="Dewi"):
        await handling.claim(session, ticket=ticket, staff=dewi, now=NOW)


async def test_of_two_claims_at_once_one_wins(database: Database) -> None:
    async with database.transaction() as session:
        ticket = await a_ticket(session)
        staff = [await a_staff_member(session, name=f"Staff {number}") for number in range(6)]

    async def press(member: Staff) -> str:
        async with database.transaction() as session:
            mine = await session.get_one(Ticket, ticket.id)
            await asyncio.sleep(0)
            try:
                await handling.claim(session, ticket=mine, staff=member, now=NOW)
            except AlreadyClaimed as refusal:
                return refusal.by
            return ""

    named = await asyncio.gather(*(press(member) for member in staff))
    async with database.reading() as session:
        stored = await session.get_one(Ticket, ticket.id)
        assert await happened(session, stored) == ["claimed"]
    [winner] = [member for member in staff if member.id == stored.assignee_id]
    assert sorted(named) == sorted(["", *[winner.name] * 5])


async def test_an_answer_goes_to_the_seller_who_has_the_word_then(
    session: AsyncSession, dewi: Staff
) -> None:
    ticket = await a_ticket(session, card_message_id=9)
    said = words("Sudah kami cek", chat_id=GROUP)
    await handling.answer(session, ticket=ticket, staff=dewi, said=said, now=LATER)
    again, even_later = words(chat_id=GROUP), LATER + timedelta(hours=1)
    await handling.answer(session, ticket=ticket, staff=dewi, said=again, now=even_later)
    assert (ticket.state, ticket.first_response_at) == (TicketState.WAITING, LATER)
    first, _ = await rows(session, RelayToSeller)
    seller = await session.get_one(Seller, ticket.seller_id)
    assert (first.chat_id, first.seller_id) == (seller.chat_id, seller.id)
    assert first.params["message_ids"] == [said.message_id]
    assert not await rows(session, CardUpdate)


async def test_an_album_of_staff_is_gathered(session: AsyncSession, dewi: Staff) -> None:
    ticket = await a_ticket(session)
    for number in (21, 22):
        said = a_photo(chat_id=GROUP, message_id=number, album="y")
        await handling.answer(session, ticket=ticket, staff=dewi, said=said, now=NOW)
    [row] = await rows(session, RelayToSeller)
    assert (row.params["message_ids"], row.due) == ([21, 22], NOW + ALBUM_QUIET)


async def test_an_answer_quotes_what_it_answers(session: AsyncSession, dewi: Staff) -> None:
    seller = await a_seller(session)
    ticket = await a_ticket(session, seller=seller)
    await a_copy(
        session,
        ticket,
        kind="relay",
        chat_id=GROUP,
        ids=[50, 51],
        from_chat_id=seller.chat_id or 0,
        of=[7, 8],
    )
    said = words(chat_id=GROUP, reply_to=51)
    await handling.answer(session, ticket=ticket, staff=dewi, said=said, now=NOW)
    assert [one.reply_to for one in await posted(session, RelayToSeller)] == [8]


async def test_an_answer_opens_a_resolved_ticket_again(session: AsyncSession, dewi: Staff) -> None:
    ticket = await a_ticket(session)
    await handling.resolve(session, ticket=ticket, staff=dewi, now=NOW)
    said = words(chat_id=GROUP)
    await handling.answer(session, ticket=ticket, staff=dewi, said=said, now=LATER)
    assert (ticket.state, ticket.resolved_at) == (TicketState.WAITING, None)
    assert await happened(session, ticket) == ["resolved", "reopened", "answered"]
    assert not await rows(session, TicketReopened)


@pytest.mark.parametrize("facts", [{"chat_id": None}, {"telegram": Reach.BLOCKED}])
async def test_staff_learn_the_phone_of_a_seller_who_left(
    session: AsyncSession, dewi: Staff, facts: dict[str, object]
) -> None:
    seller = await a_seller(session, phone="+62811", **facts)
    ticket = await a_ticket(session, seller=seller)
    with pytest.raises(SellerUnreachable) as refusal:
        await handling.answer(session, ticket=ticket, staff=dewi, said=words(), now=NOW)
    assert refusal.value.phone == "+62811"


async def test_what_cannot_be_copied_is_refused(session: AsyncSession, dewi: Staff) -> None:
    ticket = await a_ticket(session)
    with pytest.raises(NotCopyable):
        await handling.answer(session, ticket=ticket, staff=dewi, said=words(kind="poll"), now=NOW)


async def test_a_note_goes_nowhere(session: AsyncSession, dewi: Staff) -> None:
    ticket = await a_ticket(session)
    handling.note(session, ticket=ticket, staff=dewi, said=words("// curiga"), now=NOW)
    assert await happened(session, ticket) == ["noted"]
    assert not await rows(session, RelayToSeller)


async def test_resolving_asks_the_seller_and_shows_by_whom(
    session: AsyncSession, dewi: Staff
) -> None:
    ticket = await a_ticket(session, card_message_id=9)
    await handling.resolve(session, ticket=ticket, staff=dewi, now=LATER)
    assert (ticket.state, ticket.resolved_at) == (TicketState.RESOLVED, LATER)
    assert await posted(session, TicketResolved) == [TicketResolved(ticket.id or 0)]
    [card] = await posted(session, CardUpdate)
    assert (card.resolved_by, card.reopen_until) == ("Dewi", LATER + timedelta(days=7))
    with pytest.raises(AlreadyResolved) as refusal:
        await handling.resolve(session, ticket=ticket, staff=dewi, now=LATER)
    assert refusal.value.by == "Dewi"


async def a_claim(session: AsyncSession) -> tuple[Ticket, Seller, Seller]:
    visitor = await a_seller(session, portal_id=None, linked_at=None)
    store = await a_seller(session, chat_id=None, linked_at=None)
    ticket = await operations.claim_store(
        session, seller=visitor, typed_name="dapur", candidates=[store], now=NOW
    )
    await everything_leaves(session)
    return ticket, visitor, store


async def test_an_approved_claim_is_linked_and_closed(session: AsyncSession, dewi: Staff) -> None:
    ticket, visitor, store = await a_claim(session)
    chat_id = visitor.chat_id
    found = await handling.decide_claim(
        session, ticket=ticket, seller_id=store.id or 0, staff=dewi, now=LATER
    )
    assert found is store
    assert (store.chat_id, ticket.seller_id) == (chat_id, store.id)
    assert ticket.state is TicketState.RESOLVED
    assert await happened(session, ticket) == ["reported", "linked"]
    assert not await rows(session, TicketResolved)


async def test_a_refused_claim_is_closed(session: AsyncSession, dewi: Staff) -> None:
    ticket, visitor, _ = await a_claim(session)
    assert not await handling.decide_claim(
        session, ticket=ticket, seller_id=0, staff=dewi, now=LATER
    )
    assert (ticket.state, ticket.seller_id) == (TicketState.RESOLVED, visitor.id)
    with pytest.raises(AlreadyResolved, match="Dewi"):
        await handling.decide_claim(session, ticket=ticket, seller_id=0, staff=dewi, now=LATER)


async def test_only_a_store_that_the_claim_offers_is_linked(
    session: AsyncSession, dewi: Staff
) -> None:
    ticket, _, store = await a_claim(session)
    other = await a_seller(session, chat_id=None)
    with pytest.raises(StoreNotFound):
        await handling.decide_claim(
            session, ticket=ticket, seller_id=other.id or 0, staff=dewi, now=LATER
        )
    store.chat_id, store.linked_at = 99, LATER
    await session.flush()
    with pytest.raises(AlreadyLinked):
        await handling.decide_claim(
            session, ticket=ticket, seller_id=store.id or 0, staff=dewi, now=LATER
        )
    assert ticket.state is TicketState.NEW


async def test_a_claim_is_decided_rather_than_resolved(session: AsyncSession, dewi: Staff) -> None:
    ticket, _, _ = await a_claim(session)
    with pytest.raises(ClaimUndecided):
        await handling.resolve(session, ticket=ticket, staff=dewi, now=LATER)
