"""Read orders, and what belongs to one."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.imports.orders.payloads import ImportPrompt
from models import ImportBatch, Interaction, Outbox


async def prompt_behind(
    session: AsyncSession, *, chat_id: int, message_id: int
) -> ImportPrompt | None:
    """Return our request for a file, where the message is one."""
    params = await session.scalar(
        select(col(Outbox.params))
        .join(Interaction, col(Interaction.outbox_id) == col(Outbox.id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.kind) == ImportPrompt.template,
        )
    )
    return ImportPrompt.load(params) if params is not None else None


async def batch_of(session: AsyncSession, *, order_id: int) -> ImportBatch | None:
    """Return what an order took in, where it did already."""
    return await session.scalar(select(ImportBatch).where(col(ImportBatch.order_id) == order_id))
