"""Find what staff press and reply about: a listing, and the question of ours behind a reply."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.uploads.review.payloads import ChangePrompt, LinkPrompt
from crm.uploads.review.refusals import ListingGone
from models import Interaction, Outbox, Upload
from models.uploads import UploadState

Prompt = ChangePrompt | LinkPrompt
_PROMPTS: dict[str, type[ChangePrompt] | type[LinkPrompt]] = {
    ChangePrompt.template: ChangePrompt,
    LinkPrompt.template: LinkPrompt,
}


async def in_review(session: AsyncSession, upload_id: int) -> Upload:
    """Return a listing that was sent to staff.

    Raises:
        ListingGone: there is none, or it was never sent.
    """
    upload = await session.scalar(
        select(Upload).where(
            col(Upload.id) == upload_id,
            col(Upload.state) != UploadState.DISCARDED,
            col(Upload.ticket_id).is_not(None),
        )
    )
    if upload is None:
        raise ListingGone(upload_id=upload_id)
    return upload


async def prompt_behind(session: AsyncSession, *, chat_id: int, message_id: int) -> Prompt | None:
    """Return what a message of ours asks for; None where it asks for nothing about a listing."""
    found = await session.execute(
        select(col(Interaction.kind), col(Outbox.params))
        .join(Outbox, col(Interaction.outbox_id) == col(Outbox.id))
        .where(
            col(Interaction.chat_id) == chat_id,
            col(Interaction.message_id) == message_id,
            col(Interaction.kind).in_(_PROMPTS),
        )
        .limit(1)
    )
    row = found.first()
    return _PROMPTS[row[0]].load(row[1]) if row else None
