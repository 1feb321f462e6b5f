"""Count what sellers wish, and keep what the division makes of it."""

from datetime import datetime

from sqlalchemy import delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.sql import insert_into
from crm.staff.rules import allowed
from crm.suggestions import queries, rules, votes
from crm.suggestions.refusals import SuggestionGone, SupervisorsOnly
from crm.tickets import together
from crm.tickets.rules import cut
from crm.wording.rules import words_of
from models import Staff, Suggestion, SuggestionVote, Ticket
from models.staff import Role
from models.suggestions import SuggestionState


async def gather(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Count a seller's wish for the one it is like, else keep it as a new one.

    A seller counts once for each wish, however often they say it.
    """
    words = words_of(ticket.text)
    alike = rules.likest(words, await queries.wishes(session))
    if alike:
        await votes.add(session, suggestion_id=alike[0], seller_id=ticket.seller_id, now=now)
        ticket.suggestion_id = alike[0]
        return
    wish = Suggestion(
        text=cut(ticket.text, rules.LONGEST), words=sorted(words), created_at=now, votes=0
    )
    session.add(wish)
    await session.flush()
    await votes.add(session, suggestion_id=wish.id or 0, seller_id=ticket.seller_id, now=now)
    ticket.suggestion_id = wish.id


async def decide(
    session: AsyncSession,
    *,
    suggestion_id: int,
    state: SuggestionState,
    staff: Staff,
    now: datetime,
) -> None:
    """Keep what becomes of a suggestion; reports of it that nobody has are done with that.

    Raises:
        SuggestionGone: there is none of that number.
    """
    decided = await session.execute(
        update(Suggestion)
        .where(col(Suggestion.id) == suggestion_id)
        .values(state=state, decided_at=now, decided_by=staff.id)
        .returning(col(Suggestion.id))
    )
    if decided.first() is None:
        raise SuggestionGone(suggestion_id=suggestion_id)
    if state is not SuggestionState.NEW:
        mine = col(Ticket.suggestion_id) == suggestion_id
        await together.resolve_all(
            session, mine & col(Ticket.assignee_id).is_(None), staff=staff, now=now
        )


async def merge(session: AsyncSession, *, kept_id: int, merged_id: int, staff: Staff) -> None:
    """Make one suggestion of two: the votes unite, and the words are those of the kept one.

    Raises:
        SupervisorsOnly: for an agent.
        SuggestionGone: one of them is not there any more.
    """
    if not allowed(staff.role, Role.SUPERVISOR):
        raise SupervisorsOnly
    await _hold(session, kept_id, merged_id)
    await session.execute(
        insert_into(session, SuggestionVote)
        .from_select(
            ["suggestion_id", "seller_id", "at"],
            select(literal(kept_id), col(SuggestionVote.seller_id), col(SuggestionVote.at)).where(
                col(SuggestionVote.suggestion_id) == merged_id
            ),
        )
        .on_conflict_do_nothing()
    )
    await session.execute(
        update(Ticket)
        .where(col(Ticket.suggestion_id) == merged_id)
        .values(suggestion_id=kept_id)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        delete(SuggestionVote).where(col(SuggestionVote.suggestion_id) == merged_id)
    )
    await session.execute(delete(Suggestion).where(col(Suggestion.id) == merged_id))
    await votes.count_again(session, [kept_id])


async def _hold(session: AsyncSession, *numbers: int) -> None:
    """Keep others from changing suggestions, in the order of their numbers."""
    found = await session.scalars(
        select(col(Suggestion.id))
        .where(col(Suggestion.id).in_(numbers))
        .order_by(col(Suggestion.id))
        .with_for_update()
    )
    if len(set(found)) < len(numbers) or len(set(numbers)) < len(numbers):
        raise SuggestionGone(suggestion_ids=numbers)
