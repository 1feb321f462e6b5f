"""A problem that a seller told on the phone: the caller's line about it becomes a ticket."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls.cards import Caller, Place
from crm.calls.holding import hold, take
from crm.calls.outcomes import told_problem
from crm.calls.payloads import CallProblemKept, CallProblemPrompt
from crm.errors import CrmError
from crm.tickets import taking
from models import Staff
from models.tickets import Category


class ProblemNeedsWords(CrmError):
    """A picture or a voice message does not say what the seller needs."""

    code: ClassVar[str] = "problem_needs_words"


async def prompt(
    session: AsyncSession,
    *,
    task_id: int,
    category: Category,
    caller: Caller,
    now: datetime,
) -> CallProblemPrompt:
    """Return what asks the caller for a line about the problem; the call stays theirs meanwhile.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: it was made, or nobody needs it any more.
        CallHeld: it is a colleague's.
    """
    _, seller = await take(session, task_id=task_id, caller=caller, now=now)
    return CallProblemPrompt(
        telegram_id=caller.staff.telegram_id,
        name=caller.name,
        store=seller.store_name,
        task_id=task_id,
        category=category,
        card_id=caller.place.message_id if caller.place else 0,
    )


async def take_down(
    session: AsyncSession,
    *,
    asked: CallProblemPrompt,
    words: str,
    staff: Staff,
    chat_id: int,
    now: datetime,
) -> CallProblemKept:
    """Make a ticket of what the caller wrote, which ends the call.

    Raises:
        ProblemNeedsWords: there are none.
        CallNotFound: there is no such call.
        CallAlreadyClosed: it has another outcome by now.
        CallHeld: it is a colleague's by now.
    """
    if not words.strip():
        raise ProblemNeedsWords(task_id=asked.task_id)
    task, seller = await hold(session, task_id=asked.task_id, staff=staff, now=now)
    ticket = await taking.take_down(
        session, seller=seller, staff=staff, category=asked.category, text=words, now=now
    )
    await told_problem(
        session,
        task=task,
        seller=seller,
        ticket=ticket,
        caller=Caller(staff, Place(chat_id, asked.card_id)),
        now=now,
    )
    return CallProblemKept(store=seller.store_name, ticket_id=ticket.id or 0)
