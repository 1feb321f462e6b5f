"""What a seller who was called says makes selling hard: kept as tags, and told to the cadence."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls.cards import Caller
from crm.calls.holding import CallAlreadyClosed, CallNotFound
from crm.calls.outcomes import show_end, touch_of
from crm.calls.rules import hinders_in, tag_of, toggled
from crm.followups.letters import OBSTACLES, Answer
from models import CallTask, Seller, Staff
from models.calls import CallOutcome


async def hinder(
    session: AsyncSession, *, task_id: int, answer: Answer, caller: Caller, now: datetime
) -> None:
    """Keep what makes selling hard for a seller who was reached, or that they are fine.

    The same pressed again takes it back.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: it ended otherwise.
    """
    task = await session.get(CallTask, task_id, with_for_update=True)
    if task is None:
        raise CallNotFound(task_id=task_id)
    if task.outcome is not CallOutcome.REACHED or answer not in {*OBSTACLES, Answer.FINE}:
        raise CallAlreadyClosed(task_id=task_id)
    seller = await session.get_one(Seller, task.seller_id, with_for_update={"key_share": True})
    before = hinders_in(task.note)
    after = toggled(before, answer)
    task.note = ",".join(after) or None
    _tag(seller, before=before, after=after)
    seller.updated_at = now
    touch = await touch_of(session, task)
    if touch is not None:
        touch.answer = after[-1] if after else None
    made_by = await session.get(Staff, task.done_by) if task.done_by else None
    name = made_by.name if made_by else ""
    await show_end(session, task=task, seller=seller, by=caller, name=name, now=now)


def _tag(seller: Seller, *, before: tuple[Answer, ...], after: tuple[Answer, ...]) -> None:
    new = [tag_of(one) for one in after if one is not Answer.FINE]
    gone = {*map(tag_of, before), *new}
    seller.tags = [*(tag for tag in seller.tags if tag not in gone), *new]
