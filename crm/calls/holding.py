"""Who calls whom just now: so that two do not call the same seller."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.calls.cards import Caller, card_of, is_held, rewrite
from crm.calls.payloads import CallAsk, CallOpened, CallUpdated
from crm.calls.rules import HOLD
from crm.calls.withdrawing import withdraw
from crm.errors import CrmError
from models import CallTask, Seller, Staff


class CallNotFound(CrmError):
    """There is no such call."""

    code: ClassVar[str] = "call_not_found"


class CallAlreadyClosed(CrmError):
    """Somebody noted an outcome before, or its reason is gone."""

    code: ClassVar[str] = "call_already_closed"


class CallHeld(CrmError):
    """A colleague, whom `by` names, is calling the seller."""

    code: ClassVar[str] = "call_held"

    def __init__(self, *, by: str) -> None:
        """Name who has it."""
        super().__init__(f"{by} has this call")
        self.by = by


async def opened(
    session: AsyncSession, *, task_id: int, caller: Caller, now: datetime
) -> CallOpened:
    """Take a call, and return its card; it is this person's for half an hour.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: it was made, or nobody needs it any more.
        CallHeld: a colleague is calling the seller.
    """
    task, seller = await take(session, task_id=task_id, caller=caller, now=now)
    return await card_of(
        session,
        CallOpened,
        task=task,
        seller=seller,
        now=now,
        invitations=caller.invitations,
    )


async def take(
    session: AsyncSession, *, task_id: int, caller: Caller, now: datetime
) -> tuple[CallTask, Seller]:
    """Give a call to the caller for half an hour, and let its cards say so.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: it was made, or nobody needs it any more.
        CallHeld: a colleague is calling the seller.
    """
    await withdraw(session, now=now, task_id=task_id)
    task, seller = await hold(session, task_id=task_id, staff=caller.staff, now=now)
    task.held_by, task.held_until = caller.staff.id, now + HOLD
    task.dialled = seller.phone
    await rewrite(session, CallUpdated, task=task, seller=seller, by=caller, now=now)
    return task, seller


async def release(session: AsyncSession, *, task_id: int, caller: Caller, now: datetime) -> None:
    """Put a call back on the list.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: it was made, or nobody needs it any more.
        CallHeld: it is a colleague's.
    """
    task, seller = await hold(session, task_id=task_id, staff=caller.staff, now=now)
    task.held_by = task.held_until = None
    await rewrite(session, CallUpdated, task=task, seller=seller, by=caller, now=now)


async def ask_caller(
    session: AsyncSession, *, task_id: int, caller: Caller, ask: CallAsk, now: datetime
) -> None:
    """Ask for more on the card: when to call back, or what a problem is about.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: it was made, or nobody needs it any more.
        CallHeld: it is a colleague's.
    """
    task, seller = await hold(session, task_id=task_id, staff=caller.staff, now=now)
    task.held_by, task.held_until = caller.staff.id, now + HOLD
    await rewrite(session, CallUpdated, task=task, seller=seller, by=caller, now=now, ask=ask)


async def hold(
    session: AsyncSession, *, task_id: int, staff: Staff, now: datetime
) -> tuple[CallTask, Seller]:
    """Return an open call that is `staff`'s, or nobody's, and its seller; both held.

    Raises:
        CallNotFound: there is no such call.
        CallAlreadyClosed: it was made, or nobody needs it any more.
        CallHeld: it is a colleague's.
    """
    await session.flush()  # reading anew would lose what was changed and not yet written
    task = await session.get(CallTask, task_id, with_for_update=True, populate_existing=True)
    if task is None:
        raise CallNotFound(task_id=task_id)
    if task.done_at is not None:
        raise CallAlreadyClosed(task_id=task_id)
    if is_held(task, now) and task.held_by != staff.id:
        holder = await session.get(Staff, task.held_by)
        raise CallHeld(by=holder.name if holder else "")
    seller = await session.get_one(
        Seller, task.seller_id, with_for_update={"key_share": True}, populate_existing=True
    )
    return task, seller
