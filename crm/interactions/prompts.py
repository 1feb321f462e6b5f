"""The question of ours that a message answers by being a reply to it."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.payload import Payload
from models import Interaction, Outbox

P = TypeVar("P", bound=Payload)


async def prompt_behind(
    session: AsyncSession, *kinds: type[P], chat_id: int, message_id: int
) -> P | None:
    """Return what a message of ours says, where it is one of `kinds`; else None."""
    by_template = {kind.template: kind for kind in kinds}
    found = await session.execute(
        select(col(Interaction.kind), col(Outbox.params))
        .join(Outbox, col(Interaction.outbox_id) == col(Outbox.id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.kind).in_(by_template),
        )
        .limit(1)
    )
    row = found.first()
    return by_template[row[0]].load(row[1]) if row else None
