"""What becomes of a chat whose store is merged, and when the stores are parted again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.duplicates import rules
from crm.duplicates.records import Joined, Talk, link_of, relink
from crm.outbox.payload import Priority
from crm.sellers import moving
from crm.sellers.rules import is_visitor
from models import Dialog, Outbox, Seller
from models.mail import OutboxState
from models.types import stated


async def join(session: AsyncSession, *, kept: Seller, merged: Seller, now: datetime) -> Joined:
    """Give the kept store the other one's chat, where it has none, and what was said in it.

    Where both have one, the other's is a stranger's from now on.
    """
    before, other = link_of(kept), link_of(merged)
    given, pulled_hash = rules.together(before, other), kept.pulled_hash
    dialog, cancelled = None, list[int]()
    if rules.cuts_a_chat(before, other):
        dialog, cancelled = await _leave(session, merged)
    merged.chat_id, merged.updated_at = None, now
    await session.flush()
    relink(kept, given, now=now)
    await session.flush()
    return Joined(before, given, other, pulled_hash, dialog, cancelled)


async def part(
    session: AsyncSession, *, kept: Seller, merged: Seller, joined: Joined, now: datetime
) -> None:
    """Take from the kept store what the merge gave it, and give the other one its chat back.

    A chat that belongs to another store by now does not come back. A phone that a pull brought
    since then, and that a proven one held off, is read anew.
    """
    phone = kept.phone
    own, given_back = rules.apart(
        link_of(kept),
        before=joined.before,
        given=joined.given,
        other=replace(link_of(merged), chat_id=joined.other.chat_id),
    )
    relink(kept, own, now=now)
    if kept.phone != phone and kept.pulled_hash != joined.pulled_hash:
        kept.pulled_hash = None
    merged.updated_at = now
    await session.flush()
    if given_back is not None:
        relink(merged, given_back, now=now)
    elif joined.chat_lost:
        await _return(session, merged, joined, now)
    elif joined.other.chat_id is not None:
        moving.forget_chat(merged, now)
    await session.flush()


async def _leave(session: AsyncSession, store: Seller) -> tuple[Talk | None, list[int]]:
    """Let the store's chat be a stranger's: answers still arrive there, unasked words do not.

    Returns the dialog that was left and the ids of the messages that were cancelled.
    """
    dialog = await session.get(Dialog, store.chat_id)
    if dialog is not None:
        await session.delete(dialog)
    cancelled = await session.execute(
        update(Outbox)
        .where(
            col(Outbox.chat_id) == store.chat_id,
            stated(col(Outbox.state), OutboxState.WAITING),
            col(Outbox.priority) >= int(Priority.FOLLOW_UP),
        )
        .values(state=OutboxState.CANCELLED, error="the store was merged")
        .returning(col(Outbox.id))
    )
    ids = [row_id for row_id in cancelled.scalars() if row_id is not None]
    return Talk.of(dialog) if dialog else None, ids


async def _return(session: AsyncSession, merged: Seller, joined: Joined, now: datetime) -> None:
    """Give the store the chat that the merge had left to strangers."""
    chat_id = joined.other.chat_id
    holder = await session.scalar(select(Seller).where(col(Seller.chat_id) == chat_id))
    if holder is not None and not is_visitor(holder):
        moving.forget_chat(merged, now)
        return
    if holder is None:
        merged.chat_id = chat_id
    else:
        await moving.move(session, person=holder, store=merged, now=now)
    if joined.dialog is not None and chat_id is not None:
        await _resume(session, joined.dialog, chat_id)
    await _let_leave(session, joined.cancelled)


async def _resume(session: AsyncSession, talk: Talk, chat_id: int) -> None:
    if await session.get(Dialog, chat_id) is None:
        session.add(talk.as_row(chat_id))


async def _let_leave(session: AsyncSession, ids: Sequence[int]) -> None:
    await session.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(ids), col(Outbox.state) == OutboxState.CANCELLED)
        .values(state=OutboxState.WAITING, error=None)
    )
