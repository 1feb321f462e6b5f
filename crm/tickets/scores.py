"""Show supervisors which answers left a seller unhappy."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from crm.outbox.operations import post
from crm.outbox.payload import Payload, Priority
from crm.staff import queries as staff
from crm.tickets import rules
from models import Seller, Staff, StaffGroup, Ticket


@dataclass(frozen=True)
class LowScore(Payload):
    """Few stars for an answer, and the seller's word on it once there is one.

    `agent` is who had the report; `link` opens its topic, for whoever reads this elsewhere.
    """

    template: ClassVar[str] = "low_score"
    priority: ClassVar[Priority] = Priority.STAFF
    ticket_id: int
    stars: int
    store: str
    agent: str = ""
    comment: str = ""
    link: str = ""


async def show_if_low(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Show few stars in the ticket's topic, and to each supervisor in private."""
    group = await session.get(StaffGroup, 1)
    if not rules.is_low(ticket.rating):
        return
    if group is not None:
        _post(session, await _score(session, ticket), group.chat_id, ticket, now)
    await _tell_supervisors(session, group, ticket, now)


async def show_word_if_low(session: AsyncSession, *, ticket: Ticket, now: datetime) -> None:
    """Show each supervisor the word that came with few stars; the topic has it already."""
    if rules.is_low(ticket.rating):
        await _tell_supervisors(session, await session.get(StaffGroup, 1), ticket, now)


async def _tell_supervisors(
    session: AsyncSession, group: StaffGroup | None, ticket: Ticket, now: datetime
) -> None:
    link = rules.topic_link(group.chat_id, ticket.topic_id) if group else ""
    told = await _score(session, ticket, link=link)
    for supervisor in await staff.with_a_chat(session, await staff.supervisors(session)):
        _post(session, told, supervisor.telegram_id, ticket, now)


async def _score(session: AsyncSession, ticket: Ticket, *, link: str = "") -> LowScore:
    seller = await session.get_one(Seller, ticket.seller_id)
    agent = await session.get(Staff, ticket.assignee_id) if ticket.assignee_id else None
    return LowScore(
        ticket_id=ticket.id or 0,
        stars=ticket.rating or 0,
        store=seller.store_name,
        agent=agent.name if agent else "",
        comment=rules.cut(ticket.rating_comment or "", rules.COMMENT_TEXT),
        link=link,
    )


def _post(
    session: AsyncSession, told: LowScore, chat_id: int, ticket: Ticket, now: datetime
) -> None:
    post(session, told, chat_id=chat_id, seller_id=ticket.seller_id, ticket_id=ticket.id, now=now)
