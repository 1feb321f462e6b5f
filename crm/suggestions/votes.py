"""Who wishes what: each seller counts once for each wish, whatever becomes of their row."""

from datetime import datetime

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from models import Suggestion, SuggestionVote


async def add(session: AsyncSession, *, suggestion_id: int, seller_id: int, now: datetime) -> None:
    """Count that a seller wishes it, unless that is counted."""
    voted = await session.execute(
        insert_into(session, SuggestionVote)
        .values(suggestion_id=suggestion_id, seller_id=seller_id, at=now)
        .on_conflict_do_nothing()
        .returning(col(SuggestionVote.seller_id))
    )
    if voted.first() is not None:
        await session.execute(
            update(Suggestion)
            .where(col(Suggestion.id) == suggestion_id)
            .values(votes=Suggestion.votes + 1)
        )


async def follow(session: AsyncSession, *, old_id: int, new_id: int) -> None:
    """Let what `old_id` wishes be wished by `new_id`, whose row it is now."""
    theirs = select(col(SuggestionVote.suggestion_id)).where(
        col(SuggestionVote.seller_id) == old_id
    )
    wished = list(await session.scalars(theirs))
    if not wished:
        return
    await session.execute(
        insert_into(session, SuggestionVote)
        .from_select(
            ["suggestion_id", "seller_id", "at"],
            select(
                col(SuggestionVote.suggestion_id), literal(new_id), col(SuggestionVote.at)
            ).where(col(SuggestionVote.seller_id) == old_id),
        )
        .on_conflict_do_nothing()
    )
    await session.execute(delete(SuggestionVote).where(col(SuggestionVote.seller_id) == old_id))
    await count_again(session, wished)


async def count_again(session: AsyncSession, suggestion_ids: list[int]) -> None:
    """Let suggestions have as many votes as there are."""
    there = (
        select(func.count())
        .select_from(SuggestionVote)
        .where(col(SuggestionVote.suggestion_id) == col(Suggestion.id))
        .scalar_subquery()
    )
    await session.execute(
        update(Suggestion)
        .where(col(Suggestion.id).in_(suggestion_ids))
        .values(votes=there)
        .execution_options(synchronize_session=False)
    )
