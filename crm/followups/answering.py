"""Take what a seller answers to a word that we said unasked."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls.operations import ask
from crm.calls.queries import open_call_of
from crm.calls.rules import CallReason
from crm.errors import CrmError
from crm.followups.leaving import leave_in_peace
from crm.followups.letters import Answer
from models import Seller, Touch
from models.followups import TouchState


class FollowUpNotYours(CrmError):
    """The question was put to somebody else, or never existed."""

    code: ClassVar[str] = "followup_not_yours"


class AlreadyAnswered(CrmError):
    """This very answer was given before and still holds; another one would be taken."""

    code: ClassVar[str] = "followup_already_answered"


async def answer(
    session: AsyncSession, *, touch_id: int, seller: Seller, answer: Answer, now: datetime
) -> None:
    """Keep what the seller answered, and see to a call or to silence where they ask for it.

    A person may change their mind: the last answer counts.

    Raises:
        FollowUpNotYours: it was not put to `seller`.
        AlreadyAnswered: with this very answer, and what it asked for still stands.
    """
    touch = await session.get(Touch, touch_id)
    if touch is None or touch.seller_id != seller.id:
        raise FollowUpNotYours(touch_id=touch_id)
    if touch.answer == answer and await _changes_nothing(session, seller, answer):
        raise AlreadyAnswered(touch_id=touch_id)
    touch.state = TouchState.ANSWERED
    touch.answer = answer
    touch.answered_at = now
    if answer is Answer.CALL:
        await ask(session, seller=seller, touch_id=touch_id, reason=CallReason.ASKED, now=now)
    elif answer is Answer.STOP:
        await leave_in_peace(session, seller=seller, now=now)


async def _changes_nothing(session: AsyncSession, seller: Seller, answer: Answer) -> bool:
    """Tell whether `answer`, given again, asks for nothing that is not so already."""
    match answer:
        case Answer.PROBLEM | Answer.UPLOAD | Answer.OTHER:
            return False
        case Answer.CALL:
            return await open_call_of(session, seller_id=seller.id or 0) is not None
        case Answer.STOP:
            return not seller.proactive
        case _:
            return True
