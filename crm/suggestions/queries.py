"""Read suggestions: pages of them, one with those who wish it, and what is like another."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from crm.staff.rules import allowed
from crm.suggestions import rules
from crm.suggestions.payloads import SuggestionCard, SuggestionLine, SuggestionList, Voter
from crm.suggestions.refusals import SuggestionGone
from crm.suggestions.rules import Wish
from crm.tickets.rules import cut, topic_link
from models import Seller, Staff, StaffGroup, Suggestion, SuggestionVote, Ticket
from models.staff import Role
from models.suggestions import SuggestionState

BEGINNING = 160
"""How much of a suggestion a line shows, in UTF-16 units."""


async def page(
    session: AsyncSession,
    *,
    state: SuggestionState | None,
    number: int,
    message_id: int | None = None,
) -> SuggestionList:
    """Return a page of the suggestions, those of most votes first; the last where it is past."""
    ones = () if state is None else (col(Suggestion.state) == state,)
    total = await session.scalar(select(func.count()).select_from(Suggestion).where(*ones)) or 0
    pages = max(1, -(-total // rules.PAGE))
    shown = min(max(1, number), pages)
    found = await session.scalars(
        select(Suggestion)
        .where(*ones)
        .order_by(col(Suggestion.votes).desc(), col(Suggestion.id).desc())
        .limit(rules.PAGE)
        .offset((shown - 1) * rules.PAGE)
    )
    lines = tuple(_line(one) for one in found)
    return SuggestionList(total, shown, pages, lines, state=state, message_id=message_id)


async def card(
    session: AsyncSession,
    suggestion_id: int,
    *,
    reader: Staff,
    beside: int | None = None,
    message_id: int | None = None,
) -> SuggestionCard:
    """Return one suggestion; `beside` is one that was named to be united with it.

    Raises:
        SuggestionGone: there is none of that number.
    """
    found = await session.get(Suggestion, suggestion_id, populate_existing=True)
    if found is None:
        raise SuggestionGone(suggestion_id=suggestion_id)
    staff = await session.get(Staff, found.decided_by) if found.decided_by else None
    return SuggestionCard(
        suggestion_id=suggestion_id,
        text=found.text,
        state=found.state,
        votes=found.votes,
        created_at=found.created_at,
        voters=await _voters(session, suggestion_id),
        alike=await _alike(session, found, beside),
        decided_by=staff.name if staff else "",
        may_merge=allowed(reader.role, Role.SUPERVISOR),
        message_id=message_id,
    )


async def wishes(session: AsyncSession) -> list[Wish]:
    """Return what a new suggestion is compared with."""
    rows = await session.execute(
        select(col(Suggestion.id), col(Suggestion.words))
        .order_by(col(Suggestion.votes).desc(), col(Suggestion.id).desc())
        .limit(rules.CANDIDATES)
    )
    return [Wish(number or 0, frozenset(words)) for number, words in rows]


async def others_who_wish(session: AsyncSession, ticket: Ticket) -> int:
    """Count the sellers who wish the same as a ticket's; 0 where it is no suggestion."""
    if ticket.suggestion_id is None:
        return 0
    votes = await session.scalar(
        select(col(Suggestion.votes)).where(col(Suggestion.id) == ticket.suggestion_id)
    )
    return max(0, (votes or 0) - 1)


async def listed(session: AsyncSession, *, limit: int) -> tuple[int, list[Suggestion]]:
    """Return how many suggestions there are, and those of most votes."""
    total = await session.scalar(select(func.count()).select_from(Suggestion)) or 0
    found = await session.scalars(
        select(Suggestion)
        .order_by(col(Suggestion.votes).desc(), col(Suggestion.id).desc())
        .limit(limit)
    )
    return total, list(found)


async def _voters(session: AsyncSession, suggestion_id: int) -> tuple[Voter, ...]:
    """Return who wished it first, each with their report of it."""
    first = (
        select(col(SuggestionVote.seller_id), col(SuggestionVote.at))
        .where(col(SuggestionVote.suggestion_id) == suggestion_id)
        .order_by(col(SuggestionVote.at), col(SuggestionVote.seller_id))
        .limit(rules.VOTERS)
        .subquery()
    )
    said = aliased(Ticket)
    report = (
        select(func.min(col(said.id)))
        .where(col(said.seller_id) == first.c.seller_id, col(said.suggestion_id) == suggestion_id)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(col(Seller.store_name), col(Ticket.id), col(Ticket.topic_id))
        .select_from(first)
        .join(Seller, col(Seller.id) == first.c.seller_id)
        .outerjoin(Ticket, col(Ticket.id) == report)
        .order_by(first.c.at, first.c.seller_id)
    )
    group = await session.get(StaffGroup, 1)
    chat_id = group.chat_id if group else 0
    return tuple(
        Voter(store, ticket_id, topic_link(chat_id, topic_id))
        for store, ticket_id, topic_id in rows
    )


async def _alike(
    session: AsyncSession, found: Suggestion, beside: int | None
) -> tuple[SuggestionLine, ...]:
    others = [one for one in await wishes(session) if one.suggestion_id != found.id]
    alike = rules.likest(frozenset(found.words), others)
    named = [] if beside is None or beside == found.id else [beside]
    return await _lines(session, list(dict.fromkeys([*named, *alike]))[: rules.OFFERED])


async def _lines(session: AsyncSession, numbers: Sequence[int]) -> tuple[SuggestionLine, ...]:
    rows = await session.scalars(select(Suggestion).where(col(Suggestion.id).in_(numbers)))
    by_number = {one.id: _line(one) for one in rows}
    return tuple(by_number[number] for number in numbers if number in by_number)


def _line(one: Suggestion) -> SuggestionLine:
    return SuggestionLine(one.id or 0, cut(one.text, BEGINNING), one.state, one.votes)
