"""Show the answer to a common problem, and keep whether it helped."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.errors import CrmError
from crm.knowledge.articles import Article
from crm.knowledge.payloads import TipShown
from models import KnowledgeReading, Seller, Ticket
from models.macros import Reading

AGAIN = timedelta(days=1)
"""Who looks at the same answer again so soon has the same problem still."""


class ReadingGone(CrmError):
    """This person was shown no such answer."""

    code: ClassVar[str] = "reading_gone"


async def show(
    session: AsyncSession, *, seller: Seller, article: Article, now: datetime
) -> TipShown:
    """Return an answer, and keep that it was shown; a second look at it is not counted again."""
    recent = await session.scalar(
        select(col(KnowledgeReading.id))
        .where(
            col(KnowledgeReading.seller_id) == seller.id,
            col(KnowledgeReading.article) == article,
            col(KnowledgeReading.reading) != Reading.SOLVED,
            col(KnowledgeReading.ticket_id).is_(None),
            col(KnowledgeReading.shown_at) > now - AGAIN,
        )
        .order_by(col(KnowledgeReading.id).desc())
        .limit(1)
    )
    if recent is not None:
        return TipShown(article=article, reading_id=recent)
    reading = KnowledgeReading(
        article=article, seller_id=seller.id or 0, language=seller.language or "id", shown_at=now
    )
    session.add(reading)
    await session.flush()
    return TipShown(article=article, reading_id=reading.id or 0)


async def answer(
    session: AsyncSession, *, seller: Seller, reading_id: int, solved: bool, now: datetime
) -> str:
    """Keep whether an answer helped, and return its article; minds may be changed.

    Once a report was made, it did not.

    Raises:
        ReadingGone: they were not shown it.
    """
    reading = await session.get(KnowledgeReading, reading_id)
    if reading is None or reading.seller_id != seller.id:
        raise ReadingGone(reading_id=reading_id)
    if reading.ticket_id is None:
        reading.reading = Reading.SOLVED if solved else Reading.UNSOLVED
        reading.answered_at = now
    return reading.article


async def led_to(
    session: AsyncSession, *, ticket: Ticket, readings: Collection[int], now: datetime
) -> None:
    """Keep that a report was made after its seller had read these answers."""
    if not readings:
        return
    await session.execute(
        update(KnowledgeReading)
        .where(
            col(KnowledgeReading.id).in_(readings),
            col(KnowledgeReading.seller_id) == ticket.seller_id,
            col(KnowledgeReading.reading) != Reading.SOLVED,
        )
        .values(reading=Reading.UNSOLVED, ticket_id=ticket.id, answered_at=now)
        .execution_options(synchronize_session=False)
    )
