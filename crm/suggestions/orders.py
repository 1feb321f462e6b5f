"""The workbook of suggestions: asked for in a chat, made beside, handed to whoever waits."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sql import insert_into
from crm.attachments.operations import attach
from crm.outbox.operations import post
from crm.suggestions.payloads import SuggestionSheet, SuggestionSheetSought
from models import SuggestionOrder

LISTED = 5_000
"""How many suggestions a workbook lists, those of most votes."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def ask(
    session: AsyncSession, *, chat_id: int, ticket_id: int | None, now: datetime
) -> SuggestionSheetSought:
    """Remember a chat that wants the workbook; `hand_out` posts it there."""
    order = {"chat_id": chat_id, "ticket_id": ticket_id, "asked_at": now}
    await session.execute(
        insert_into(session, SuggestionOrder).values(order).on_conflict_do_nothing()
    )
    return SuggestionSheetSought()


async def are_awaited(session: AsyncSession) -> bool:
    """Tell whether a chat waits for the workbook."""
    return bool(await session.scalar(select(exists().select_from(SuggestionOrder))))


async def hand_out(
    session: AsyncSession, *, sheet: bytes, total: int, listed: int, now: datetime
) -> int:
    """Post the workbook to every chat that waits; return how many."""
    orders = list(await session.scalars(delete(SuggestionOrder).returning(SuggestionOrder)))
    if not orders:
        return 0
    name = f"saran-{now:%Y-%m-%d}.xlsx"
    number = await attach(session, name=name, media_type=XLSX, content=sheet, now=now)
    for order in orders:
        payload = SuggestionSheet(number, total=total, listed=listed)
        post(session, payload, chat_id=order.chat_id, ticket_id=order.ticket_id, now=now)
    return len(orders)
