"""What follow-ups know of the listings that sellers make here: in SQL, for all stores at once."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, cast, exists, func, literal, select
from sqlmodel import UTCDateTime, col

from core.sql import json_text
from crm.declared.spans import Span
from crm.uploads.drafts import is_touched
from models import FollowUp, Seller, Upload
from models.uploads import UploadState

LATELY = timedelta(days=60)
"""A listing that nobody touched for longer keeps no follow-up away."""


def is_worked_on() -> ColumnElement[bool]:
    """Return whether a listing of the store went on since it entered its cadence.

    It was begun, answered, sent, thrown away, or staff did their part.
    """
    return exists().where(
        col(Upload.seller_id) == col(FollowUp.seller_id),
        col(Upload.updated_at) > col(FollowUp.entered_at),
        is_touched(),
    )


def has_one(now: datetime) -> ColumnElement[bool]:
    """Return whether a seller has a listing that went on lately, however far it is."""
    return exists().where(
        col(Upload.seller_id) == col(Seller.id),
        col(Upload.state) != UploadState.DISCARDED,
        col(Upload.updated_at) > _before(now, LATELY),
        is_touched(),
    )


def has_resting_draft(days: Span, now: datetime) -> ColumnElement[bool]:
    """Return whether a seller has a draft that rests for so many days, and works on no other."""
    least = timedelta(days=days.at_least or 0)
    rests = exists().where(
        *_drafts(),
        col(Upload.updated_at) <= _before(now, least),
        *(
            [col(Upload.updated_at) > _before(now, timedelta(days=days.at_most + 1))]
            if days.at_most is not None
            else []
        ),
    )
    works = exists().where(
        col(Upload.seller_id) == col(Seller.id), col(Upload.updated_at) > _before(now, least)
    )
    return rests & ~works


def resting_draft() -> ColumnElement[str]:
    """Return the seller's latest draft as the JSON of a `DraftWaiting`; `null` without one."""
    draft = (
        literal('{"step": "')
        + cast(col(Upload.step), String)
        + literal('", "name": ')
        + json_text(col(Upload.name))
        + literal("}")
    )
    latest = (
        select(draft)
        .where(*_drafts())
        .order_by(col(Upload.updated_at).desc(), col(Upload.id).desc())
        .limit(1)
        .correlate(Seller)
    )
    return func.coalesce(latest.scalar_subquery(), literal("null"))


def _drafts() -> tuple[ColumnElement[bool], ...]:
    return (
        col(Upload.seller_id) == col(Seller.id),
        col(Upload.state) == UploadState.DRAFT,
        is_touched(),
    )


def _before(now: datetime, span: timedelta) -> ColumnElement[datetime]:
    return literal(now - span, UTCDateTime())
