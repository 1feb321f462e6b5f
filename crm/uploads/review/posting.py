"""The message by which staff review a listing: posted with its pictures, then kept true."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.outbox.payload import Payload
from crm.uploads.photos.queries import chosen_key, photos_of
from crm.uploads.review import suggested
from crm.uploads.review.cards import card_of
from crm.uploads.review.payloads import ReviewAlbum, ReviewCard, ReviewReplaced
from models import Outbox, StaffGroup, Upload
from models.mail import OutboxState
from models.uploads import UploadState

IN_REVIEW = (UploadState.SENT, UploadState.CHANGES, UploadState.APPROVED)
"""The states in which staff have, or may have, something to do."""
ON_ITS_WAY = 0
"""As a card's message: it was posted, and Telegram has not said which it is."""
AT_ONCE = 20
"""How many listings are posted in one transaction where the group is new to them."""


async def post_review(session: AsyncSession, *, upload: Upload, now: datetime) -> None:
    """Post a listing that was sent, with its pictures, in the topic of its ticket.

    One that was sent again is posted again, and what was posted before says so. Without a paired
    group it waits: `post_missing` posts it.
    """
    await session.flush()
    if upload.state is UploadState.SENT:
        await suggested.withdraw(session, upload=upload, now=now)
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    await _post_album(session, group, upload, now)
    if await _is_new(session, group, upload):
        await show(session, upload=upload, now=now)
        return
    if upload.card_message_id:
        old = ReviewReplaced(upload.id or 0, upload.card_message_id)
        _post(session, group, upload, old, now)
    card = await card_of(session, ReviewCard, upload=upload, message_id=None)
    _post(session, group, upload, card, now)
    upload.card_message_id = ON_ITS_WAY


async def show(session: AsyncSession, *, upload: Upload, now: datetime) -> None:
    """Let staff see the listing as it is now.

    A card that still waits is changed on its way. One that is being sent is looked at again by
    `card_posted`; one that was never posted, by `post_missing`.
    """
    await session.flush()
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    card = await card_of(session, ReviewCard, upload=upload, message_id=upload.card_message_id)
    waiting = await _waiting(session, group, upload, ReviewCard)
    for row in waiting:
        row.params = replace(card, message_id=row.params["message_id"]).params()
    if not waiting and upload.card_message_id:
        _post(session, group, upload, card, now)


async def card_posted(
    session: AsyncSession, *, card: ReviewCard, message_id: int, now: datetime
) -> None:
    """Remember which message is the listing's card; what changed while it was sent is shown."""
    if card.message_id is not None:
        return
    upload = await session.get_one(
        Upload, card.upload_id, with_for_update={"key_share": True}, populate_existing=True
    )
    upload.card_message_id = message_id
    present = await card_of(session, ReviewCard, upload=upload, message_id=None)
    if present != card:
        await show(session, upload=upload, now=now)


async def post_missing(session: AsyncSession, *, now: datetime) -> int:
    """Post what waits for staff and has no card, since the group or its topic is new; count it."""
    group = await session.get(StaffGroup, 1)
    if group is None:
        return 0
    found = await session.scalars(
        select(Upload)
        .where(
            col(Upload.state).in_(IN_REVIEW),
            col(Upload.card_message_id).is_(None),
            col(Upload.ticket_id).is_not(None),
        )
        .order_by(col(Upload.id))
        .limit(AT_ONCE)
        .with_for_update(key_share=True, skip_locked=True)
    )
    uploads = list(found)
    for upload in uploads:
        await post_review(session, upload=upload, now=now)
    return len(uploads)


async def forget_cards(session: AsyncSession, *, ticket_id: int | None = None) -> None:
    """Forget the cards of a ticket, or all, whose messages are gone: they are posted again."""
    ones = () if ticket_id is None else (col(Upload.ticket_id) == ticket_id,)
    await session.execute(
        update(Upload)
        .where(col(Upload.card_message_id).is_not(None), *ones)
        .values(card_message_id=None)
    )


async def _post_album(
    session: AsyncSession, group: StaffGroup, upload: Upload, now: datetime
) -> None:
    """Post the pictures, or let those that still wait be these."""
    keys = tuple(chosen_key(photo) for photo in await photos_of(session, upload.id or 0))
    album = ReviewAlbum(upload.id or 0, keys)
    waiting = await _waiting(session, group, upload, ReviewAlbum)
    for row in waiting:
        row.params, row.parts = album.params(), album.parts
    if keys and not waiting:
        _post(session, group, upload, album, now)


async def _is_new(session: AsyncSession, group: StaffGroup, upload: Upload) -> bool:
    """Tell whether a card of its own still waits to be posted."""
    waiting = await _waiting(session, group, upload, ReviewCard)
    return any(row.params["message_id"] is None for row in waiting)


async def _waiting(
    session: AsyncSession, group: StaffGroup, upload: Upload, kind: type[Payload]
) -> list[Outbox]:
    rows = await session.scalars(
        select(Outbox)
        .where(
            col(Outbox.ticket_id) == upload.ticket_id,
            col(Outbox.chat_id) == group.chat_id,
            col(Outbox.template) == kind.template,
            col(Outbox.state) == OutboxState.WAITING,
        )
        .order_by(col(Outbox.id))
        .with_for_update(skip_locked=True)  # never wait for the dispatcher, who may for us
    )
    return [row for row in rows if row.params["upload_id"] == upload.id]


def _post(
    session: AsyncSession, group: StaffGroup, upload: Upload, payload: Payload, now: datetime
) -> None:
    post(
        session,
        payload,
        chat_id=group.chat_id,
        seller_id=upload.seller_id,
        ticket_id=upload.ticket_id,
        now=now,
    )
