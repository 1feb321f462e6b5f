"""Read files that go out with a message."""

from sqlalchemy.ext.asyncio import AsyncSession

from crm.errors import CrmError
from models import Attachment


class AttachmentGone(CrmError):
    """The message comes too late: its file has been forgotten."""

    code = "attachment_gone"


async def attachment(session: AsyncSession, attachment_id: int) -> Attachment:
    """Return a file with its content.

    Raises:
        AttachmentGone: if it is not kept any more.
    """
    found = await session.get(Attachment, attachment_id)
    if found is None:
        text = f"attachment {attachment_id} is not kept any more"
        raise AttachmentGone(text)
    return found
