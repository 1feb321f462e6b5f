"""What the tables know of one seller, each question a single statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from crm.sellers.card.rules import FROM_US, Week
from models import Interaction, Sale, SellerSnapshot, Staff, Ticket
from models.interactions import Channel, Direction
from models.sales import SaleStatus
from models.tickets import unfinished

NOTE = "seller_note"
"""How the log names what a staff member noted about a seller."""
UNSAID = ("status", "edit")
"""Kinds in the log that are no message of their own."""
CHANGED = 4
"""How many times as many rows of notes are read as are shown: a note may be edited."""


async def weekly_sales(
    session: AsyncSession, *, seller_id: int, weeks: Sequence[Week], until: datetime
) -> tuple[tuple[int, ...], int]:
    """Return what was sold in each of `weeks`, in rupiah, and in how many orders in all."""
    at = col(Sale.at)
    later = list(enumerate(week.begins for week in weeks))[1:]
    week = case(
        *((at < _moment(begins), number - 1) for number, begins in later), else_=len(later)
    )
    numbered = (
        select(week.label("week"), col(Sale.amount), col(Sale.order_id))
        .where(
            col(Sale.seller_id) == seller_id,
            _counts(),
            at >= _moment(weeks[0].begins),
            at <= _moment(until),
        )
        .subquery()
    )
    rows = await session.execute(
        select(
            numbered.c.week,
            func.sum(numbered.c.amount),
            func.count(numbered.c.order_id.distinct()),
        ).group_by(numbered.c.week)
    )
    sold = {number: (int(amount), orders) for number, amount, orders in rows}
    amounts = tuple(sold.get(number, (0, 0))[0] for number in range(len(weeks)))
    return amounts, sum(orders for _, orders in sold.values())


async def snapshots(
    session: AsyncSession, *, seller_id: int, weeks: Sequence[Week]
) -> list[SellerSnapshot]:
    """Return how the seller stood in those of `weeks` that were counted, the first one first."""
    found = await session.scalars(
        select(SellerSnapshot)
        .where(
            col(SellerSnapshot.week).in_([week.name for week in weeks]),
            col(SellerSnapshot.seller_id) == seller_id,
        )
        .order_by(col(SellerSnapshot.week))
    )
    return list(found)


async def open_tickets(session: AsyncSession, *, seller_id: int, limit: int) -> list[Ticket]:
    """Return the seller's unresolved tickets, the last one first."""
    found = await session.scalars(
        select(Ticket)
        .where(col(Ticket.seller_id) == seller_id, unfinished())
        .order_by(col(Ticket.id).desc())
        .limit(limit)
    )
    return list(found)


async def notes(
    session: AsyncSession, *, seller_id: int, limit: int
) -> list[tuple[Interaction, str]]:
    """Return the last notes as they were edited last, and who wrote each, the last one first."""
    rows = await session.execute(
        select(Interaction, col(Staff.name))
        .outerjoin(Staff, col(Staff.id) == col(Interaction.staff_id))
        .where(
            col(Interaction.seller_id) == seller_id,
            col(Interaction.kind) == NOTE,
            col(Interaction.text) != "",
        )
        .order_by(col(Interaction.at).desc(), col(Interaction.id).desc())
        .limit(limit * CHANGED)
    )
    last: dict[tuple[int | None, int | None], tuple[Interaction, str]] = {}
    for note, by in rows:
        last.setdefault((note.chat_id, note.message_id), (note, by or ""))
    return list(last.values())[:limit]


async def talk(session: AsyncSession, *, seller_id: int, limit: int) -> list[Interaction]:
    """Return what last passed between the seller and us, the last one first.

    Not what staff said among themselves about the seller, nor what the bot answered by itself.
    """
    theirs = and_(
        col(Interaction.direction) == Direction.IN,
        col(Interaction.chat_id) > 0,
        col(Interaction.staff_id).is_(None),
        col(Interaction.kind).not_in(UNSAID),
    )
    found = await session.scalars(
        select(Interaction)
        .where(
            col(Interaction.seller_id) == seller_id,
            or_(
                theirs,
                col(Interaction.kind).in_(FROM_US),
                col(Interaction.channel) == Channel.EMAIL,
            ),
        )
        .order_by(col(Interaction.at).desc(), col(Interaction.id).desc())
        .limit(limit)
    )
    return list(found)


def _counts() -> ColumnElement[bool]:
    """Written into the SQL, so that the partial index serves it."""
    status: Any = col(Sale.status)
    return status != literal(SaleStatus.CANCELLED, status.type, literal_execute=True)


def _moment(moment: datetime) -> ColumnElement[datetime]:
    return literal(moment, UTCDateTime())
