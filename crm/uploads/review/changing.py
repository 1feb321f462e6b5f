"""Changes that staff suggest, field by field, and what the seller says to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.outbox.operations import post
from crm.tickets import handling
from crm.tickets.events import EventKind, by_seller
from crm.uploads import helping, steps
from crm.uploads.holding import hold
from crm.uploads.naming.talking import WHOLE
from crm.uploads.review import posting, rules, suggested
from crm.uploads.review.fitting import fitted
from crm.uploads.review.payloads import ChangeAnswered
from crm.uploads.review.refusals import ChangeDecided, ChangeUnfit, NotInReview
from crm.uploads.review.rules import Unfit
from crm.uploads.review.seller_payloads import ChangeProposed
from models import Seller, Staff, StaffGroup, Ticket, Upload, UploadChange
from models.uploads import ChangeState, UploadState, UploadStep


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What staff typed for a field."""

    field: UploadStep
    text: str


async def suggest(
    session: AsyncSession, *, upload: Upload, suggestion: Suggestion, staff: Staff, now: datetime
) -> UploadChange:
    """Ask the seller whether a field shall be changed so; it takes an earlier one's place.

    Raises:
        NotInReview: staff have decided, or the seller is at it again.
        ChangeUnfit: the value cannot stand there, or does already.
        SellerUnreachable: nobody would answer.
    """
    await hold(session, upload)
    if upload.state not in rules.UNDECIDED:
        raise NotInReview(upload.state)
    field, before = suggestion.field, rules.value_of(upload, suggestion.field)
    after = fitted(field, suggestion.text)
    if after == before:
        raise ChangeUnfit(Unfit.SAME)
    ticket = await session.get_one(Ticket, upload.ticket_id)
    seller = await handling.listener(session, ticket=ticket)
    await suggested.replace(session, upload=upload, field=field, now=now)
    change = UploadChange(
        upload_id=upload.id or 0, field=field, before=before, after=after,
        staff_id=staff.id or 0, created_at=now,
    )  # fmt: skip
    session.add(change)
    upload.state, upload.updated_at = UploadState.CHANGES, now
    await session.flush()
    await handling.count_answer(
        session, ticket=ticket, staff=staff, now=now, kind=EventKind.CHANGE_SUGGESTED, field=field
    )
    _ask(session, upload, change, seller, now)
    await posting.show(session, upload=upload, now=now)
    return change


async def change_of(
    session: AsyncSession, *, change_id: int, seller_id: int
) -> tuple[UploadChange, Upload] | None:
    """Return a suggestion for the seller's own listing; None where it is another's."""
    found = await session.execute(
        select(UploadChange, Upload)
        .join(Upload, col(Upload.id) == col(UploadChange.upload_id))
        .where(col(UploadChange.id) == change_id, col(Upload.seller_id) == seller_id)
    )
    for change, upload in found:
        return change, upload
    return None


async def questions(session: AsyncSession, *, upload: Upload) -> list[ChangeProposed]:
    """Return what the seller is asked and has not answered."""
    return [_question(upload, one) for one in await suggested.open_ones(session, upload=upload)]


async def answer(
    session: AsyncSession,
    *,
    change: UploadChange,
    upload: Upload,
    seller: Seller,
    yes: bool,
    now: datetime,
) -> None:
    """Take the seller's word; an accepted value stands in the listing, and staff look again.

    Where they will send other photos the listing is a draft again, at just that step.

    Raises:
        ChangeDecided: they answered before, or the suggestion is no more.
    """
    await hold(session, upload)
    await session.refresh(change)
    if change.state is not ChangeState.PROPOSED:
        raise ChangeDecided(change.state)
    change.state = ChangeState.ACCEPTED if yes else ChangeState.DECLINED
    change.decided_at = upload.updated_at = now
    field = UploadStep(change.field)
    if yes:
        rules.put(upload, field, change.after)
    if yes and field is UploadStep.NAME:
        upload.name_parts = {WHOLE: upload.name}
    await _go_on(session, upload, draft=yes and field is UploadStep.PHOTOS, now=now)
    await _tell_staff(session, upload, change, seller, now)


async def _go_on(session: AsyncSession, upload: Upload, *, draft: bool, now: datetime) -> None:
    await session.flush()
    if draft:
        upload.state, upload.step = UploadState.DRAFT, UploadStep.PHOTOS
        await steps.begin(session, upload=upload, now=now)
    elif upload.state is UploadState.CHANGES and not await suggested.open_ones(
        session, upload=upload
    ):
        upload.state = UploadState.SENT


def _ask(
    session: AsyncSession, upload: Upload, change: UploadChange, seller: Seller, now: datetime
) -> None:
    post(
        session,
        _question(upload, change),
        chat_id=seller.chat_id or 0,
        seller_id=seller.id,
        ticket_id=upload.ticket_id,
        now=now,
    )


def _question(upload: Upload, change: UploadChange) -> ChangeProposed:
    return ChangeProposed(
        upload_id=upload.id or 0,
        change_id=change.id or 0,
        name=upload.name,
        field=change.field,
        before=change.before,
        after=change.after,
        drafted=rules.drafted(upload, UploadStep(change.field), change.before),
    )


async def _tell_staff(
    session: AsyncSession, upload: Upload, change: UploadChange, seller: Seller, now: datetime
) -> None:
    """Let staff have the word again, in the listing's ticket, and see what was said."""
    before = upload.ticket_id
    ticket = await helping.ticket_of(session, upload=upload, seller=seller, now=now)
    await helping.back_to_staff(session, ticket=ticket, now=now)
    kind = (
        EventKind.CHANGE_ACCEPTED
        if change.state is ChangeState.ACCEPTED
        else EventKind.CHANGE_DECLINED
    )
    by_seller(session, ticket, kind, now=now, field=change.field)
    group = await session.get(StaffGroup, 1)
    if group is None:
        return
    if ticket.id == before:
        await posting.show(session, upload=upload, now=now)
    else:
        await posting.post_review(session, upload=upload, now=now)
    post(
        session,
        ChangeAnswered(upload.id or 0, change.field, change.after, change.state),
        chat_id=group.chat_id,
        seller_id=upload.seller_id,
        ticket_id=ticket.id,
        now=now,
    )
