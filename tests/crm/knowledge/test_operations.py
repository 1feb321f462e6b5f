from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.knowledge import operations, queries
from crm.knowledge.articles import Article
from crm.knowledge.operations import AGAIN, ReadingGone
from crm.knowledge.payloads import TipCount
from models import KnowledgeReading, Seller
from models.macros import Reading
from tests.support.builders import NOW, a_seller, a_ticket

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
async def sri(session: AsyncSession) -> Seller:
    return await a_seller(session)


async def shown(
    session: AsyncSession,
    seller: Seller,
    article: Article = Article.NO_OTP,
    after: timedelta = timedelta(0),
) -> int:
    tip = await operations.show(session, seller=seller, article=article, now=NOW + after)
    return tip.reading_id


async def said(session: AsyncSession, seller: Seller, reading_id: int, *, solved: bool) -> str:
    return await operations.answer(
        session, seller=seller, reading_id=reading_id, solved=solved, now=LATER
    )


async def readings(session: AsyncSession) -> list[tuple[Reading, int | None]]:
    """Return what became of each reading."""
    found = await session.scalars(
        select(KnowledgeReading)
        .order_by(col(KnowledgeReading.id))
        .execution_options(populate_existing=True)
    )
    return [(one.reading, one.ticket_id) for one in found]


async def test_a_second_look_is_not_counted_again(session: AsyncSession, sri: Seller) -> None:
    first = await shown(session, sri)
    assert await shown(session, sri, after=AGAIN / 2) == first
    assert await shown(session, sri, Article.PROMOTION) != first
    assert await shown(session, await a_seller(session)) != first
    assert await shown(session, sri, after=AGAIN * 2) != first


async def test_whoever_solved_it_has_another_problem_next(
    session: AsyncSession, sri: Seller
) -> None:
    first = await shown(session, sri)
    assert await said(session, sri, first, solved=True) == Article.NO_OTP
    assert await shown(session, sri, after=AGAIN / 2) != first


async def test_minds_may_be_changed(session: AsyncSession, sri: Seller) -> None:
    reading = await shown(session, sri)
    await said(session, sri, reading, solved=False)
    await said(session, sri, reading, solved=True)
    assert await readings(session) == [(Reading.SOLVED, None)]


async def test_a_report_says_that_what_was_read_did_not_help(
    session: AsyncSession, sri: Seller
) -> None:
    solved, open_, others = (
        await shown(session, sri),
        await shown(session, sri, Article.CANNOT_LOG_IN),
        await shown(session, await a_seller(session)),
    )
    await said(session, sri, solved, solved=True)
    ticket = await a_ticket(session, seller=sri)
    await operations.led_to(session, ticket=ticket, readings=[solved, open_, others], now=LATER)
    await said(session, sri, open_, solved=True)
    assert await readings(session) == [
        (Reading.SOLVED, None),
        (Reading.UNSOLVED, ticket.id),
        (Reading.SHOWN, None),
    ]


async def test_nobody_answers_for_another(session: AsyncSession, sri: Seller) -> None:
    reading = await shown(session, await a_seller(session))
    for strange in (reading, 98765):
        with pytest.raises(ReadingGone):
            await said(session, sri, strange, solved=True)


async def test_staff_see_what_the_answers_have_done(session: AsyncSession, sri: Seller) -> None:
    await shown(session, sri, after=-timedelta(days=40))
    solved, reported = (
        await shown(session, sri),
        await shown(session, await a_seller(session), Article.PROMOTION),
    )
    for _ in range(2):
        await shown(session, await a_seller(session))
    await said(session, sri, solved, solved=True)
    reading = await session.get_one(KnowledgeReading, reported)
    ticket = await a_ticket(session, seller=await session.get_one(Seller, reading.seller_id))
    await operations.led_to(session, ticket=ticket, readings=[reported], now=LATER)
    assert await queries.counts(session, since=NOW - timedelta(days=16)) == [
        TipCount(Article.NO_OTP, shown=3, solved=1, reported=0),
        TipCount(Article.PROMOTION, shown=1, solved=0, reported=1),
    ]
