"""Carry edits to the copies that the other side sees."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.tickets import cards, explaining, relay, rules
from crm.tickets.copies import counterpart, words_of
from crm.tickets.events import EventKind, by_seller, by_staff
from crm.tickets.holding import hold
from crm.tickets.latest import post_latest
from crm.tickets.messages import CAPTIONED, Said
from crm.tickets.relayed import RelayEdit, RelayEditToSeller
from models import Seller, Staff, StaffGroup, Ticket


async def edited_by_seller(
    session: AsyncSession, *, ticket: Ticket, said: Said, now: datetime
) -> None:
    """Carry the seller's edit to the card and to the copy that staff see.

    A copy that has not left yet will be made of the message as it is by then.
    What has no words, such as a moving location, is copied once as it was.
    """
    if not said.has_words:
        return
    await hold(session, ticket)
    by_seller(session, ticket, EventKind.EDITED, now=now, **asdict(said))
    if _rewrite_report(ticket, said):
        await cards.show(session, ticket=ticket, now=now)
    elif explaining.hear(ticket, said.text):
        await cards.renew(session, tickets=[ticket], now=now)
    group = await session.get(StaffGroup, 1)
    if group is not None:
        await _at_the_desk(session, ticket=ticket, said=said, chat_id=group.chat_id, now=now)


async def edited_by_staff(
    session: AsyncSession, *, ticket: Ticket, staff: Staff, said: Said, now: datetime
) -> bool:
    """Carry a staff member's edit to the copy that the seller sees; False where there is none."""
    if not said.has_words:
        return False
    chat_id = (await session.get_one(Seller, ticket.seller_id)).chat_id
    copy = None if chat_id is None else await _copy_of(session, ticket, said, chat_id)
    if chat_id is None or copy is None:
        return False
    by_staff(session, ticket, EventKind.EDITED, staff=staff, now=now, message_id=said.message_id)
    await _post(session, RelayEditToSeller, copy, said, ticket=ticket, chat_id=chat_id, now=now)
    return True


async def _at_the_desk(
    session: AsyncSession, *, ticket: Ticket, said: Said, chat_id: int, now: datetime
) -> None:
    copy = await _copy_of(session, ticket, said, chat_id)
    if copy is None:
        await relay.correct(session, ticket=ticket, said=said, chat_id=chat_id)
        return
    words = await words_of(session, ticket=ticket, chat_id=chat_id, copy=copy)
    edit = said if words is None else replace(said, text=words)
    await _post(session, RelayEdit, copy, edit, ticket=ticket, chat_id=chat_id, now=now)


async def _copy_of(session: AsyncSession, ticket: Ticket, said: Said, chat_id: int) -> int | None:
    return await counterpart(
        session,
        ticket=ticket,
        chat_id=said.chat_id,
        message_id=said.message_id,
        other_chat_id=chat_id,
    )


def _rewrite_report(ticket: Ticket, said: Said) -> bool:
    before = cards.reported(ticket)
    after = [said if one.message_id == said.message_id else one for one in before]
    if after == before:
        return False
    ticket.data = {**ticket.data, "messages": [asdict(one) for one in after]}
    ticket.text = rules.report_text(after)
    return True


async def _post(
    session: AsyncSession,
    kind: type[RelayEdit],
    copy: int,
    said: Said,
    *,
    ticket: Ticket,
    chat_id: int,
    now: datetime,
) -> None:
    edit = kind(message_id=copy, text=said.text, caption=said.kind in CAPTIONED)
    await post_latest(session, edit, ticket=ticket, chat_id=chat_id, now=now)
