"""Take what a seller answers, by a button, to a word that we said unasked."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls.operations import ask
from crm.calls.queries import open_call_of
from crm.calls.rules import CallReason
from crm.errors import CrmError
from crm.followups import obstacles
from crm.followups.learning import learn
from crm.followups.letters import Answer
from crm.followups.stopping import obey
from models import FollowUp, Seller, Touch
from models.followups import Ending, TouchState


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
    touch = await put_to(session, touch_id=touch_id, seller=seller)
    if touch.answer == answer and await _changes_nothing(session, seller, answer):
        raise AlreadyAnswered(touch_id=touch_id)
    await obstacles.tag(session, seller=seller, before=touch.answer, after=answer, now=now)
    touch.state = TouchState.ANSWERED
    touch.answer = answer
    touch.answered_at = now
    await learn(session, seller=seller)
    match answer:
        case Answer.CALL:
            await ask(session, seller=seller, touch_id=touch_id, reason=CallReason.ASKED, now=now)
        case Answer.STOP:
            await obey(session, seller=seller, now=now)
        case Answer.LATER | Answer.CLOSED:
            await _rest(session, touch, now)
        case _:
            pass


async def put_to(session: AsyncSession, *, touch_id: int, seller: Seller) -> Touch:
    """Return a touch whose button `seller` pressed.

    Raises:
        FollowUpNotYours: it was said to somebody else, or never.
    """
    touch = await session.get(Touch, touch_id)
    if touch is None or touch.seller_id != seller.id:
        raise FollowUpNotYours(touch_id=touch_id)
    return touch


async def _changes_nothing(session: AsyncSession, seller: Seller, answer: Answer) -> bool:
    """Tell whether `answer`, given again, asks for nothing that is not so already."""
    match answer:
        case Answer.PROBLEM | Answer.UPLOAD | Answer.RESUME | Answer.OTHER:
            return False
        case Answer.CALL:
            return await open_call_of(session, seller_id=seller.id or 0) is not None
        case Answer.STOP:
            return not seller.proactive
        case _:
            return True


async def _rest(session: AsyncSession, touch: Touch, now: datetime) -> None:
    """End the cadence that asked, even one that goes on after other answers."""
    await session.execute(
        update(FollowUp)
        .where(col(FollowUp.id) == touch.followup_id, col(FollowUp.ended_at).is_(None))
        .values(ended_at=now, ending=Ending.ANSWERED)
    )
