"""Count what a cadence brought about: few statements, whatever the number of stores."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.sql import moment_after
from crm.followups.cadences.queries import Listed
from crm.followups.effect.figures import (
    LATER,
    SOON,
    WITHIN,
    Arm,
    Effect,
    Outcomes,
    Sendings,
    Sent,
    StepEffect,
)
from crm.followups.effect.rules import Tally
from crm.followups.verdicts import SAID
from models import FollowUp, ImportBatch, Touch
from models.followups import Ending, TouchState
from models.imports import ImportKind
from models.interactions import Channel

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_FOLLOWUP = FollowUp.metadata.tables["followup"].c
_TOUCH = Touch.metadata.tables["touch"].c


class _Counted(NamedTuple):
    """So many words of a step are in this state."""

    step: str
    channel: Channel
    state: TouchState
    words: int


async def effect(session: AsyncSession, listed: Listed, *, now: datetime) -> Effect:
    """Return what the present edition of a cadence brought about.

    Stores that are none any more, for they were merged or left the portal, count nowhere; neither
    do those whose cadence was taken away under them.
    """
    seen = await _last_pull(session, now)
    arms = await _arms(session, listed, seen or _NEVER)
    reached, answered = await _reached(session, listed)
    words = await _words(session, listed)
    said = await _steps(session, listed, seen or _NEVER)
    nothing = StepEffect("", _summed(()), Tally(), _outcomes((0,) * 8))
    return Effect(
        cadence=listed.plan.name,
        edition=listed.edition,
        since=listed.published_at,
        seen=seen,
        told=arms[False],
        control=arms[True],
        sendings=_summed(words),
        reached=Tally(reached, arms[False].entered - reached),
        answered=Tally(answered, reached - answered),
        steps=tuple(
            StepEffect(
                name=step.name,
                sendings=_summed(row for row in words if row.step == step.name),
                answered=said.get(step.name, nothing).answered,
                outcomes=said.get(step.name, nothing).outcomes,
            )
            for step in listed.plan.steps
        ),
    )


async def _last_pull(session: AsyncSession, now: datetime) -> datetime | None:
    return await session.scalar(
        select(func.max(col(ImportBatch.at))).where(
            col(ImportBatch.kind) == ImportKind.SELLERS, col(ImportBatch.at) <= now
        )
    )


async def _arms(session: AsyncSession, of: Listed, seen: datetime) -> dict[bool, Arm]:
    sums = _sums(_FOLLOWUP.entered_at, seen)
    rows = await _rows(
        session,
        select(_FOLLOWUP.control, func.count(), *sums).where(_is(of)).group_by(_FOLLOWUP.control),
    )
    found = {bool(control): Arm(entered, _outcomes(sums)) for control, entered, *sums in rows}
    return {control: found.get(control, Arm(0, _outcomes((0,) * 8))) for control in (False, True)}


async def _reached(session: AsyncSession, of: Listed) -> tuple[int, int]:
    """Return to how many stores something was said, and how many of them answered."""
    said = _said(of, _TOUCH.followup_id).subquery()
    ((reached, answered),) = await _rows(
        session,
        select(func.count(), func.coalesce(func.sum(said.c.answered), 0)).select_from(said),
    )
    return reached, answered


async def _words(session: AsyncSession, of: Listed) -> list[_Counted]:
    key = (_TOUCH.step, _TOUCH.channel, _TOUCH.state)
    rows = await _rows(
        session,
        select(*key, func.count())
        .join(FollowUp, _FOLLOWUP.id == _TOUCH.followup_id)
        .where(_is(of))
        .group_by(*key),
    )
    return [_Counted(*row) for row in rows]


async def _steps(session: AsyncSession, of: Listed, seen: datetime) -> dict[str, StepEffect]:
    said = _said(of, _TOUCH.followup_id, _TOUCH.step).subquery()
    rows = await _rows(
        session,
        select(said.c.step, func.count(), func.sum(said.c.answered), *_sums(said.c.since, seen))
        .select_from(said)
        .join(FollowUp, _FOLLOWUP.id == said.c.followup_id)
        .group_by(said.c.step),
    )
    return {
        step: StepEffect(step, _summed(()), Tally(answered, told - answered), _outcomes(sums))
        for step, told, answered, *sums in rows
    }


async def _rows(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await session.execute(query)]


def _is(of: Listed) -> ColumnElement[bool]:
    return and_(
        _FOLLOWUP.cadence == of.plan.name,
        _FOLLOWUP.edition == of.edition,
        _FOLLOWUP.ending.is_distinct_from(Ending.WITHDRAWN),
    )


def _said(of: Listed, *per: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Return what was said, once for each of `per`: since when, and whether it was answered."""
    return (
        select(
            *per,
            func.min(func.coalesce(_TOUCH.sent_at, _TOUCH.planned_at)).label("since"),
            func.max(case((_TOUCH.state == TouchState.ANSWERED, 1), else_=0)).label("answered"),
        )
        .join(FollowUp, _FOLLOWUP.id == _TOUCH.followup_id)
        .where(_is(of), _TOUCH.state.in_(SAID))
        .group_by(*per)
    )


def _sums(since: ColumnElement[datetime], seen: datetime) -> list[ColumnElement[int]]:
    """Return the sums that `_outcomes` reads, of what was done since a moment."""
    had_none = literal(value=True)
    measures: tuple[tuple[ColumnElement[Any], int, ColumnElement[bool]], ...] = (
        (_FOLLOWUP.returned_at, SOON, had_none),
        (_FOLLOWUP.returned_at, LATER, had_none),
        (_FOLLOWUP.product_at, WITHIN, _FOLLOWUP.products == 0),
        (_FOLLOWUP.sold_at, WITHIN, _FOLLOWUP.transactions == 0),
    )
    found: list[ColumnElement[int]] = []
    for at, days, could in measures:
        due = and_(
            could,
            since <= literal(seen - timedelta(days=days), UTCDateTime()),
            or_(at.is_(None), at > since),
        )
        in_time = and_(due, at <= moment_after(since, literal(days)))
        found += [func.sum(case((so, 1), else_=0)) for so in (in_time, due)]
    return found


def _outcomes(sums: Sequence[int]) -> Outcomes:
    pairs = zip(sums[::2], sums[1::2], strict=True)
    return Outcomes(*(Tally(int(hits), int(of) - int(hits)) for hits, of in pairs))


def _summed(rows: Iterable[_Counted]) -> Sendings:
    sent = dict.fromkeys(Channel, 0)
    rest = dict.fromkeys(TouchState, 0)
    for row in rows:
        if row.state in SAID:
            sent[row.channel] += row.words
        else:
            rest[row.state] += row.words
    return Sendings(
        sent=tuple(Sent(channel, words) for channel, words in sent.items() if words),
        failed=rest[TouchState.FAILED],
        dropped=rest[TouchState.DROPPED],
        waiting=rest[TouchState.WAITING],
    )
