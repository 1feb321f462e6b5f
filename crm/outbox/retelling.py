"""A message once more, in other words: in Indonesian, or back in the reader's language."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.payload import Payload
from models import Interaction, Outbox
from models.interactions import Direction


@dataclass(frozen=True)
class Retold(Payload):
    """Put the words of a message that is there in other words, in its place.

    `said` names the template of what the message says, `facts` are its payload's parameters.
    """

    template: ClassVar[str] = "retold"
    message_id: int
    indonesian: bool
    said: str
    facts: dict[str, Any]


async def said_in(session: AsyncSession, *, chat_id: int, message_id: int) -> Outbox | None:
    """Return what our message in a chat says now; None where this chat has no such message.

    A message may have been edited: the last one that was put there counts, however often it was
    retold since.
    """
    found = (
        select(Outbox)
        .join(Interaction, col(Interaction.outbox_id) == col(Outbox.id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.direction) == Direction.OUT,
            col(Outbox.chat_id) == chat_id,
            col(Outbox.template) != Retold.template,
        )
        .order_by(col(Interaction.id).desc())
        .limit(1)
    )
    return await session.scalar(found)
