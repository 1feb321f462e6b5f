from datetime import timedelta
from io import BytesIO

import polars as pl
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.duplicates import history
from crm.sellers import moving
from crm.suggestions import operations, orders, queries
from crm.suggestions.payloads import SuggestionSheet
from crm.suggestions.refusals import SuggestionGone, SupervisorsOnly
from crm.tickets import operations as tickets
from crm.tickets.payloads import TicketCard
from crm.tickets.receiving import received
from models import Attachment, Seller, Staff, Suggestion, SuggestionVote, Ticket
from models.staff import Role
from models.suggestions import SuggestionState
from models.tickets import Category, TicketState
from scheduler.jobs import suggestions as job
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.tickets import a_desk, happened, posted, words

VIDEO = ("Tolong tambahkan video produk", "ada video di halaman produk dong kak")
DARK = "Saya ingin ada mode gelap di aplikasi"


async def a_wish(session: AsyncSession, text: str, *, seller: Seller | None = None) -> Ticket:
    return await tickets.report(
        session,
        seller=seller or await a_seller(session),
        category=Category.SUGGESTION,
        messages=[words(text)],
        now=NOW,
    )


async def votes(session: AsyncSession) -> dict[str, int]:
    rows = await session.execute(select(col(Suggestion.text), col(Suggestion.votes)))
    return dict(rows.all())


async def voters(session: AsyncSession, suggestion_id: int) -> set[int]:
    rows = await session.scalars(
        select(col(SuggestionVote.seller_id)).where(
            col(SuggestionVote.suggestion_id) == suggestion_id
        )
    )
    return set(rows)


@pytest.fixture
async def ratna(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Ratna", role=Role.SUPERVISOR)


async def test_a_similar_wish_is_a_vote_and_its_seller_reads_that_they_are_not_alone(
    session: AsyncSession,
) -> None:
    await a_desk(session)
    first = await a_wish(session, VIDEO[0])
    second = await a_wish(session, VIDEO[1])
    other = await a_wish(session, DARK)

    assert await votes(session) == {VIDEO[0]: 2, DARK: 1}
    assert first.suggestion_id == second.suggestion_id != other.suggestion_id
    told = [(await received(session, ticket=one)).others for one in (second, other)]
    assert told == [1, 0]
    cards = await posted(session, TicketCard)
    assert [(card.suggestion, card.others) for card in cards] == [
        (first.suggestion_id, 0),
        (first.suggestion_id, 1),
        (other.suggestion_id, 0),
    ]


async def test_a_seller_counts_once_for_a_wish(session: AsyncSession) -> None:
    seller = await a_seller(session)
    for _ in range(2):
        await a_wish(session, DARK, seller=seller)

    assert await votes(session) == {DARK: 1}


async def test_a_wish_without_words_is_kept_as_one_of_its_own(session: AsyncSession) -> None:
    await a_wish(session, "")
    await a_wish(session, "🙏")

    assert await votes(session) == {"": 1, "🙏": 1}


async def test_a_page_shows_those_of_most_votes_first(session: AsyncSession) -> None:
    for number in range(10):
        session.add(
            Suggestion(text=str(number), votes=number, created_at=NOW, state=SuggestionState.NEW)
        )
    session.add(Suggestion(text="ditolak", created_at=NOW, state=SuggestionState.DECLINED))
    await session.flush()

    page = await queries.page(session, state=SuggestionState.NEW, number=1)
    assert [line.text for line in page.lines] == list("98765432")
    assert (page.total, page.pages) == (10, 2)
    last = await queries.page(session, state=SuggestionState.NEW, number=99)
    assert ([line.text for line in last.lines], last.page) == (["1", "0"], 2)
    nothing = await queries.page(session, state=SuggestionState.DONE, number=1)
    assert (nothing.lines, nothing.page, nothing.pages) == ((), 1, 1)


async def test_one_is_shown_with_who_wishes_it_and_what_is_like_it(
    session: AsyncSession, ratna: Staff
) -> None:
    first = await a_wish(session, VIDEO[0])
    like = Suggestion(text="video produk", words=["video", "produk"], created_at=NOW)
    session.add(like)
    await session.flush()

    card = await queries.card(session, first.suggestion_id or 0, reader=ratna)

    assert [voter.ticket_id for voter in card.voters] == [first.id]
    assert [one.suggestion_id for one in card.alike] == [like.id]
    assert card.may_merge
    with pytest.raises(SuggestionGone):
        await queries.card(session, 404, reader=ratna)


async def test_what_is_decided_ends_the_reports_that_nobody_has(
    session: AsyncSession, ratna: Staff
) -> None:
    waiting, taken = await a_wish(session, VIDEO[0]), await a_wish(session, VIDEO[1])
    taken.assignee_id = ratna.id
    number = waiting.suggestion_id or 0

    await operations.decide(
        session, suggestion_id=number, state=SuggestionState.PASSED_ON, staff=ratna, now=NOW
    )

    card = await queries.card(session, number, reader=ratna)
    assert (card.state, card.decided_by) == (SuggestionState.PASSED_ON, "Ratna")
    for ticket, state in ((waiting, TicketState.RESOLVED), (taken, TicketState.NEW)):
        await session.refresh(ticket)
        assert ticket.state is state
    assert await happened(session, waiting) == ["reported", "resolved"]
    with pytest.raises(SuggestionGone):
        await operations.decide(
            session, suggestion_id=404, state=SuggestionState.DONE, staff=ratna, now=NOW
        )


async def test_united_votes_count_each_seller_once(session: AsyncSession, ratna: Staff) -> None:
    both = await a_seller(session)
    kept = await a_wish(session, VIDEO[0], seller=both)
    merged = await a_wish(session, DARK, seller=both)
    await a_wish(session, DARK)
    kept_id, merged_id = kept.suggestion_id or 0, merged.suggestion_id or 0
    agent = await a_staff_member(session)

    with pytest.raises(SupervisorsOnly):
        await operations.merge(session, kept_id=kept_id, merged_id=merged_id, staff=agent)
    await operations.merge(session, kept_id=kept_id, merged_id=merged_id, staff=ratna)

    assert await votes(session) == {VIDEO[0]: 2}
    await session.refresh(merged)
    assert merged.suggestion_id == kept_id
    for ids in ((kept_id, merged_id), (kept_id, kept_id)):
        with pytest.raises(SuggestionGone):
            await operations.merge(session, kept_id=ids[0], merged_id=ids[1], staff=ratna)


async def test_votes_follow_a_seller_whose_row_becomes_anothers(session: AsyncSession) -> None:
    visitor = await a_seller(session, portal_id=None)
    store = await a_seller(session, chat_id=None)
    merged = await a_seller(session)
    for seller in (visitor, merged):
        ticket = await a_wish(session, DARK, seller=seller)
    number = ticket.suggestion_id or 0

    await moving.move(session, person=visitor, store=store, now=NOW)
    assert await voters(session, number) == {store.id, merged.id}
    ids = {"merged_id": merged.id or 0, "kept_id": store.id or 0}
    moved = await history.follow(session, **ids, now=NOW)
    assert await voters(session, number) == {store.id}
    assert await votes(session) == {DARK: 1}

    await history.give_back(session, **ids, moved=moved)
    assert await voters(session, number) == {store.id, merged.id}
    assert await votes(session) == {DARK: 2}


async def test_the_workbook_is_handed_to_whoever_waits_and_runs_no_formula(
    database: Database, clock: MovableClock
) -> None:
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    async with database.transaction() as session:
        await a_wish(session, '=HYPERLINK("http://x")')
        for _ in range(2):
            await orders.ask(session, chat_id=7, ticket_id=None, now=NOW)

    await job.make(services, NOW + timedelta(seconds=1))

    async with database.reading() as session:
        assert not await orders.are_awaited(session)
        (sheet,) = await posted(session, SuggestionSheet)
        kept = await session.get_one(Attachment, sheet.attachment_id)
    assert (sheet.listed, sheet.total) == (1, 1)
    table = pl.read_excel(BytesIO(kept.content))
    assert table.row(0)[1:4] == ('\'=HYPERLINK("http://x")', 1, "saran baru")
