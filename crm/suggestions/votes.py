"""Who wishes what: each seller counts once for each wish, whatever becomes of their row."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, literal, select, update
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


async def follow(
    session: AsyncSession, *, old_id: int, new_id: int
) -> tuple[list[int], list[int]]:
    """Let what `old_id` wishes be wished by `new_id`, whose row it is now.

    Returns the wishes that only the old one had, and those that both had: these have a vote less.
    """
    old, new = await _wished(session, old_id), await _wished(session, new_id)
    alone, both = sorted(old - new), sorted(old & new)
    await _hand_over(session, alone, giver=old_id, taker=new_id)
    if both:
        await session.execute(delete(SuggestionVote).where(_of(old_id)))
        await count_again(session, both)
    return alone, both


async def give_back(
    session: AsyncSession, *, old_id: int, new_id: int, alone: list[int], both: list[int]
) -> None:
    """Undo `follow`; what was decided about the wishes since stays."""
    await _hand_over(session, alone, giver=new_id, taker=old_id)
    if not both:
        return
    again = select(col(SuggestionVote.suggestion_id), literal(old_id), col(SuggestionVote.at))
    await session.execute(
        insert_into(session, SuggestionVote)
        .from_select(
            ["suggestion_id", "seller_id", "at"],
            again.where(_of(new_id), col(SuggestionVote.suggestion_id).in_(both)),
        )
        .on_conflict_do_nothing()
    )
    await count_again(session, both)


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


async def _wished(session: AsyncSession, seller_id: int) -> set[int]:
    query = select(col(SuggestionVote.suggestion_id)).where(_of(seller_id))
    return set(await session.scalars(query))


async def _hand_over(
    session: AsyncSession, suggestion_ids: list[int], *, giver: int, taker: int
) -> None:
    if suggestion_ids:
        await session.execute(
            update(SuggestionVote)
            .where(_of(giver), col(SuggestionVote.suggestion_id).in_(suggestion_ids))
            .values(seller_id=taker)
            .execution_options(synchronize_session=False)
        )


def _of(seller_id: int) -> ColumnElement[bool]:
    return col(SuggestionVote.seller_id) == seller_id
