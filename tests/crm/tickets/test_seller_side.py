from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import cards, handling, operations, queries
from crm.tickets.operations import NotARating, TicketNotResolved, TooLateToReopen
from crm.tickets.payloads import (
    CardUpdate,
    SellerCommented,
    TicketCard,
    TicketReopened,
    TicketResolved,
)
from crm.tickets.relay import ALBUM_QUIET
from crm.tickets.relayed import Relay
from models import Ticket
from models.tickets import TicketState
from tests.support.builders import NOW, a_seller, a_staff_member, a_ticket
from tests.support.tickets import (
    a_desk,
    a_photo,
    everything_leaves,
    happened,
    posted,
    rows,
    words,
)

LATER = NOW + timedelta(hours=1)
MINANG = "Pitih panjualan ambo alun juo masuak lai"


async def a_resolved_ticket(
    session: AsyncSession, *, rating: int | None = None, assignee_id: int | None = None
) -> Ticket:
    return await a_ticket(
        session,
        state=TicketState.RESOLVED,
        resolved_at=NOW,
        topic_id=3,
        card_message_id=9,
        rating=rating,
        assignee_id=assignee_id,
    )


async def test_a_further_message_gives_staff_the_word_again(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_ticket(session, state=TicketState.WAITING, card_message_id=9)
    said = words("masih")
    await operations.add_message(session, ticket=ticket, said=said, now=LATER)
    assert (ticket.state, ticket.updated_at) == (TicketState.OPEN, LATER)
    assert [one.message_ids for one in await posted(session, Relay)] == [(said.message_id,)]
    assert await happened(session, ticket) == ["message"]


async def test_who_goes_on_in_a_regional_language_is_explained_from_then_on(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    ticket = await a_ticket(session, text="", priority=1, card_message_id=9)
    for text, shown in (
        ("", []),
        ("Uang saya belum masuk", []),
        ("Uda, baa caronyo maubah harago barang ko? Ambo indak mangarati", [(True, "min")]),
        ("Pitih panjualan ambo alun juo masuak lai", []),
        ("Uang saya masih belum masuk sampai hari ini", []),
        ("Kula mboten saged mlebet dhateng toko kula wiwit wingi", [(True, "jv")]),
    ):
        said = words(text, kind="text" if text else "voice")
        await operations.add_message(session, ticket=ticket, said=said, now=LATER)
        assert await _told(session) == shown
        await everything_leaves(session)
    await cards.show(session, ticket=ticket, now=LATER)
    assert await _told(session) == [(True, "jv")]


async def test_what_is_written_is_known_from_the_report_as_it_reads_now(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    ticket = await a_ticket(session, text=MINANG, card_message_id=9)
    await cards.show(session, ticket=ticket, now=LATER)
    assert await _told(session) == [(True, "min")]
    await everything_leaves(session)

    await operations.add_message(session, ticket=ticket, said=words(MINANG), now=LATER)
    assert not await _told(session), "the card says so already"

    ticket.text, ticket.data = "Uang saya belum masuk ke rekening", {}
    await cards.show(session, ticket=ticket, now=LATER)
    assert await _told(session) == [(False, None)]


async def test_who_writes_as_we_speak_with_them_needs_no_other_card(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    ticket = await a_ticket(session, text="", language="min", card_message_id=9)
    await operations.add_message(session, ticket=ticket, said=words(MINANG), now=LATER)
    assert not await _told(session)
    await cards.show(session, ticket=ticket, now=LATER)
    assert await _told(session) == [(True, "min")]


async def _told(session: AsyncSession) -> list[tuple[bool, str | None]]:
    return [(one.explained, one.written) for one in await posted(session, CardUpdate)]


async def test_an_album_is_gathered_while_it_waits(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_ticket(session, card_message_id=9)
    for number, seconds in ((12, 0), (11, 1), (13, 2)):
        await operations.add_message(
            session,
            ticket=ticket,
            said=a_photo(f"{number}", message_id=number, album="x"),
            now=NOW + timedelta(seconds=seconds),
        )
    [row] = await rows(session, Relay)
    assert row.params["message_ids"] == [11, 12, 13]
    assert row.due == NOW + timedelta(seconds=2) + ALBUM_QUIET


async def test_a_late_part_of_an_album_goes_by_itself(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_ticket(session, card_message_id=9)
    for number in (11, 12):
        await operations.add_message(
            session, ticket=ticket, said=a_photo(message_id=number, album="x"), now=NOW
        )
        await everything_leaves(session)
    late = a_photo(message_id=13, album="x")
    await operations.add_message(session, ticket=ticket, said=late, now=NOW)
    assert [one.message_ids for one in await posted(session, Relay)] == [(13,)]


async def test_a_message_brings_a_card_that_was_never_posted(session: AsyncSession) -> None:
    ticket = await a_ticket(session)
    await operations.add_message(session, ticket=ticket, said=a_photo(message_id=1), now=NOW)
    await a_desk(session)
    await operations.add_message(session, ticket=ticket, said=a_photo(message_id=2), now=NOW)
    assert len(await rows(session, TicketCard)) == 1
    assert [one.message_ids for one in await posted(session, Relay)] == [(1,), (2,)]


async def test_a_message_opens_a_resolved_ticket_again(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_resolved_ticket(session)
    await operations.add_message(session, ticket=ticket, said=words(), now=LATER)
    assert (ticket.state, ticket.resolved_at) == (TicketState.OPEN, None)
    assert await happened(session, ticket) == ["reopened", "message"]


async def test_reopening_tells_who_has_it_and_changes_the_card(session: AsyncSession) -> None:
    await a_desk(session)
    dewi = await a_staff_member(session, name="Dewi")
    ticket = await a_resolved_ticket(session, assignee_id=dewi.id, rating=1)
    await operations.reopen(session, ticket=ticket, now=LATER)
    assert ticket.rating == 1, "stars are asked for once, so they stay"
    told = TicketReopened(ticket.id or 0, "Dewi", dewi.telegram_id)
    assert await posted(session, TicketReopened) == [told]
    [card] = await posted(session, CardUpdate)
    assert (card.reopened, card.claimed_by, card.resolved_by) == (1, "Dewi", "")


@pytest.mark.parametrize(
    ("stars", "opened_by", "asks"),
    [(None, "seller", [True, True]), (None, "staff", [True, False]), (4, "seller", [True, False])],
    ids=["not solved in place of stars", "opened by staff", "judged before"],
)
async def test_stars_are_asked_for_once_over_all_reopenings(
    session: AsyncSession, stars: int | None, opened_by: str, asks: list[bool]
) -> None:
    dewi = await a_staff_member(session)
    ticket = await a_ticket(session)
    await handling.resolve(session, ticket=ticket, staff=dewi, now=NOW)
    if stars is not None:
        await operations.rate(session, ticket=ticket, stars=stars, now=NOW)
    by = dewi if opened_by == "staff" else None
    await operations.reopen(session, ticket=ticket, now=NOW, by=by)

    assert await handling.resolve(session, ticket=ticket, staff=dewi, now=NOW) is asks[-1]
    assert [told.asks for told in await posted(session, TicketResolved)] == asks


async def test_staff_who_reopen_are_not_told_of_it(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_resolved_ticket(session)
    dewi = await a_staff_member(session)
    await operations.reopen(session, ticket=ticket, now=NOW + timedelta(days=30), by=dewi)
    assert not await rows(session, TicketReopened)


async def test_a_seller_who_comes_after_seven_days_is_too_late(session: AsyncSession) -> None:
    ticket = await a_resolved_ticket(session)
    with pytest.raises(TooLateToReopen):
        await operations.reopen(session, ticket=ticket, now=NOW + timedelta(days=8))
    with pytest.raises(TooLateToReopen):
        await operations.add_message(
            session, ticket=ticket, said=words(), now=NOW + timedelta(days=8)
        )


async def test_an_open_ticket_is_neither_reopened_nor_rated(session: AsyncSession) -> None:
    ticket = await a_ticket(session)
    with pytest.raises(TicketNotResolved):
        await operations.reopen(session, ticket=ticket, now=NOW)
    with pytest.raises(TicketNotResolved):
        await operations.rate(session, ticket=ticket, stars=5, now=NOW)


async def test_the_last_rating_counts_and_is_on_the_card(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_resolved_ticket(session)
    for stars in (2, 5):
        await operations.rate(session, ticket=ticket, stars=stars, now=LATER)
    assert ticket.rating == 5
    [card] = await posted(session, TicketCard) or await posted(session, CardUpdate)
    assert card.rating == 5
    assert await happened(session, ticket) == ["rated", "rated"]


@pytest.mark.parametrize("stars", [0, 6, -1])
async def test_stars_are_one_to_five(session: AsyncSession, stars: int) -> None:
    ticket = await a_resolved_ticket(session)
    with pytest.raises(NotARating):
        await operations.rate(session, ticket=ticket, stars=stars, now=LATER)


async def test_a_sellers_word_reaches_staff(session: AsyncSession) -> None:
    await a_desk(session)
    ticket = await a_resolved_ticket(session, rating=4)
    await operations.comment(session, ticket=ticket, text="Cepat sekali!", now=LATER)
    assert await posted(session, SellerCommented) == [SellerCommented("Cepat sekali!", 4)]
    [card] = await posted(session, CardUpdate)
    assert card.comment == "Cepat sekali!"


async def test_the_open_ticket_is_the_one_touched_last(session: AsyncSession) -> None:
    seller = await a_seller(session)
    first = await a_ticket(session, seller=seller, updated_at=LATER)
    second = await a_ticket(session, seller=seller)
    even_later = LATER + timedelta(hours=1)
    await a_ticket(session, seller=seller, state=TicketState.RESOLVED, updated_at=even_later)
    assert await queries.open_ticket_of(session, seller_id=seller.id or 0) is first
    assert (await queries.tickets_of(session, seller_id=seller.id or 0, limit=2))[1] is second
