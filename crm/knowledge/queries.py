"""Count what the answers to common problems have done."""

from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.knowledge.articles import Article
from crm.knowledge.payloads import TipCount
from models import KnowledgeReading
from models.macros import Reading


async def counts(session: AsyncSession, *, since: datetime) -> list[TipCount]:
    """Count for each answer since when it was shown; the most shown first."""
    shown = func.count()
    solved = func.sum(case((col(KnowledgeReading.reading) == Reading.SOLVED, 1), else_=0))
    reported = func.sum(case((col(KnowledgeReading.ticket_id).is_(None), 0), else_=1))
    rows = await session.execute(
        select(col(KnowledgeReading.article), shown, solved, reported)
        .where(
            col(KnowledgeReading.article).in_(list(Article)),
            col(KnowledgeReading.shown_at) >= since,
        )
        .group_by(col(KnowledgeReading.article))
        .order_by(shown.desc(), col(KnowledgeReading.article))
    )
    return [TipCount(Article(article), *numbers) for article, *numbers in rows]
