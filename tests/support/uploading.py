"""Drafts of listings, and the steps that a chat is at with them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Upload, UploadPassage
from models.uploads import Passing, UploadStep
from tests.support.builders import an_upload
from tests.support.chat import Chat
from views.actions import ResumeUpload


async def a_draft(session: AsyncSession, chat: Chat, **facts: object) -> Upload:
    """Store a draft of the chat's seller."""
    return await an_upload(session, seller=await chat.seller(), **facts)


async def at_step(session: AsyncSession, chat: Chat, step: UploadStep, **facts: object) -> Upload:
    """Store a draft that the chat is at, at this step."""
    draft = await a_draft(session, chat, step=step, **facts)
    await chat.presses(ResumeUpload(draft.id or 0))
    return draft


async def passings(session: AsyncSession) -> list[tuple[UploadStep, Passing | None]]:
    """Return the visits to steps, in their order, and how each ended."""
    found = await session.scalars(
        select(UploadPassage).order_by("id").execution_options(populate_existing=True)
    )
    return [(one.step, one.passing) for one in found]
