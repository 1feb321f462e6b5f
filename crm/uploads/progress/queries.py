"""Count how listings get on: few statements, whatever the number of listings."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import UTCDateTime, col

from core.sql import seconds_between
from crm.uploads.progress.figures import GIVEN_UP, Progress, Reached, StepProgress, Took
from models import Upload, UploadPassage
from models.uploads import Passing, UploadState, UploadStep

MEDIAN, SLOW = 50, 90
"""Percentiles."""
_GOALS = {
    "sent": col(Upload.sent_at),
    "approved": col(Upload.approved_at),
    "uploaded": col(Upload.uploaded_at),
}


async def progress(session: AsyncSession, *, since: datetime | None, now: datetime) -> Progress:
    """Return what became of the listings that were begun since a moment, or ever."""
    goals = await _took(session, _ways(since))
    answers = await _took(session, _answers(since))
    given_up = await _given_up(session, since, now)
    visits = await _visits(session, since)
    standing = await _standing(session, since, now)
    return Progress(
        since=since,
        begun=await _begun(session, since),
        **{goal: _reached(goals.get(goal)) for goal in _GOALS},
        given_up=sum(given_up.values()),
        steps=tuple(
            StepProgress(
                step=step,
                **visits.get(step, {}),
                took=answers[step][1] if step in answers else None,
                standing=standing.get(step, 0),
                given_up=given_up.get(step, 0),
            )
            for step in UploadStep
        ),
    )


async def _begun(session: AsyncSession, since: datetime | None) -> int:
    return await session.scalar(select(func.count(col(Upload.id))).where(*_meant(since))) or 0


async def _given_up(
    session: AsyncSession, since: datetime | None, now: datetime
) -> dict[str, int]:
    """Return how many listings were given up, by the step at which they were."""
    rests = col(Upload.updated_at) <= literal(now - GIVEN_UP, UTCDateTime())
    gone = or_(
        col(Upload.state) == UploadState.DISCARDED,
        and_(col(Upload.state) == UploadState.DRAFT, rests),
    )
    return await _by_step(session, *_meant(since), gone)


async def _standing(
    session: AsyncSession, since: datetime | None, now: datetime
) -> dict[str, int]:
    lately = col(Upload.updated_at) > literal(now - GIVEN_UP, UTCDateTime())
    return await _by_step(session, *_meant(since), col(Upload.state) == UploadState.DRAFT, lately)


async def _by_step(session: AsyncSession, *conditions: ColumnElement[bool]) -> dict[str, int]:
    step = col(Upload.step)
    rows = select(step, func.count()).where(*conditions).group_by(step)
    return {step: count for step, count in await _rows(session, rows)}  # noqa: C416 - pairs


async def _visits(session: AsyncSession, since: datetime | None) -> dict[str, dict[str, int]]:
    """Return how many visits each step had, and how many of them ended in which way."""
    step = col(UploadPassage.step)
    ways = [func.sum(case((col(UploadPassage.passing) == way, 1), else_=0)) for way in Passing]
    counted = _passages(since, step, func.count(), *ways).group_by(step)
    names = ("visits", *(way.value for way in Passing))
    return {
        step: dict(zip(names, counts, strict=True))
        for step, *counts in await _rows(session, counted)
    }


def _ways(since: datetime | None) -> Select[*tuple[Any, ...]]:
    """Return how long each listing took to come to each goal that it reached."""
    begun = col(Upload.created_at)
    return select(
        union_all(
            *(
                select(
                    literal(goal).label("name"), seconds_between(begun, at).label("seconds")
                ).where(*_meant(since), at.is_not(None))
                for goal, at in _GOALS.items()
            )
        ).subquery()
    )


def _answers(since: datetime | None) -> Select[*tuple[Any, ...]]:
    """Return how long each visit took that ended with an answer."""
    took = seconds_between(col(UploadPassage.began_at), col(UploadPassage.ended_at))
    answered = col(UploadPassage.passing) == Passing.ANSWERED
    return _passages(since, col(UploadPassage.step).label("name"), took.label("seconds")).where(
        answered
    )


async def _took(
    session: AsyncSession, measured: Select[*tuple[Any, ...]]
) -> dict[str, tuple[int, Took]]:
    """Return, by name, how often something was measured and what it took."""
    rows = measured.subquery()
    name, seconds = rows.c.name, rows.c.seconds
    ranked = select(
        name,
        seconds,
        func.row_number().over(partition_by=name, order_by=seconds).label("place"),
        func.count().over(partition_by=name).label("times"),
    ).subquery()
    figures = (
        func.max(case((ranked.c.place == _place(percent, ranked.c.times), ranked.c.seconds)))
        for percent in (MEDIAN, SLOW)
    )
    name, times = ranked.c.name, ranked.c.times
    found = await _rows(session, select(name, times, *figures).group_by(name, times))
    return {name: (times, Took(median, slow)) for name, times, median, slow in found}


async def _rows(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await session.execute(query)]


def _place(percent: int, times: ColumnElement[int]) -> ColumnElement[int]:
    """Return which of so many sorted values is the percentile, from 1."""
    return (times * percent + 99) // 100


def _reached(found: tuple[int, Took] | None) -> Reached:
    return Reached(*found) if found else Reached(0)


def _passages(since: datetime | None, *columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns, mapped or not
    """Return the visits of the listings that are meant; the first bound is for the index."""
    rows = select(*columns).join(Upload, col(Upload.id) == col(UploadPassage.upload_id))
    if since is None:
        return rows
    return rows.where(col(UploadPassage.began_at) >= literal(since, UTCDateTime()), *_meant(since))


def _meant(since: datetime | None) -> list[ColumnElement[bool]]:
    return [] if since is None else [col(Upload.created_at) >= literal(since, UTCDateTime())]
