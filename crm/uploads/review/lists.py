"""All listings by their state: how many there are, how long they wait, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.payload import Payload, Priority
from crm.tickets.rules import topic_link
from crm.uploads.drafts import is_touched
from crm.uploads.review.refusals import ListingGone
from models import Seller, StaffGroup, Ticket, Upload
from models.types import stated
from models.uploads import UploadState

PAGE = 8
"""How many listings a page shows."""
LISTED = (
    UploadState.SENT,
    UploadState.CHANGES,
    UploadState.APPROVED,
    UploadState.UPLOADED,
    UploadState.DRAFT,
)
"""The states that have a list, what waits for staff first."""


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many listings are in a state; the one that is there longest, `since` when."""

    state: UploadState
    count: int
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class UploadLine:
    """One listing; `since` it is as it is; `link` opens its ticket's topic."""

    upload_id: int
    name: str
    store: str
    since: datetime
    link: str = ""


@dataclass(frozen=True)
class UploadList(Payload):
    """The listings of a state, the longest waiting first; in place of `message_id`."""

    template: ClassVar[str] = "uploads.list"
    priority: ClassVar[Priority] = Priority.STAFF
    state: UploadState
    counts: tuple[StateCount, ...]
    page: int
    pages: int
    lines: tuple[UploadLine, ...]
    message_id: int | None = None


async def page(
    session: AsyncSession,
    *,
    state: UploadState,
    number: int,
    message_id: int | None = None,
) -> UploadList:
    """Return a page of the listings of a state; the last one where it is past."""
    counts = await _counts(session)
    total = next((one.count for one in counts if one.state is state), 0)
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    return UploadList(
        state, counts, shown, pages, await _lines(session, state, shown), message_id=message_id
    )


async def find(session: AsyncSession, upload_id: int) -> Upload:
    """Return a listing, a draft too.

    Raises:
        ListingGone: there is none, or it was thrown away.
    """
    upload = await session.get(Upload, upload_id)
    if upload is None or upload.state is UploadState.DISCARDED:
        raise ListingGone(upload_id=upload_id)
    return upload


async def _counts(session: AsyncSession) -> tuple[StateCount, ...]:
    rows = await session.execute(
        select(col(Upload.state), func.count(), func.min(col(Upload.updated_at)))
        .where(col(Upload.state).in_(LISTED), _is_begun())
        .group_by(col(Upload.state))
    )
    found = {state: StateCount(state, count, since) for state, count, since in rows}
    return tuple(found.get(state, StateCount(state, 0)) for state in LISTED)


async def _lines(session: AsyncSession, state: UploadState, number: int) -> tuple[UploadLine, ...]:
    rows = await session.execute(
        select(Upload, col(Seller.store_name), col(Ticket.topic_id))
        .join(Seller, col(Seller.id) == col(Upload.seller_id))
        .outerjoin(Ticket, col(Ticket.id) == col(Upload.ticket_id))
        .where(stated(col(Upload.state), state), _is_begun())
        .order_by(col(Upload.updated_at), col(Upload.id))
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    group = await session.get(StaffGroup, 1)
    chat_id = group.chat_id if group else 0
    return tuple(
        UploadLine(
            upload.id or 0, upload.name, store, upload.updated_at, topic_link(chat_id, topic_id)
        )
        for upload, store, topic_id in rows
    )


def _is_begun() -> ColumnElement[bool]:
    """Leave out drafts in which nothing was answered yet."""
    return (col(Upload.state) != UploadState.DRAFT) | is_touched()
