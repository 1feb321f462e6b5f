"""Which messages leave next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from crm.broadcasts import queries as broadcasts
from crm.followups.hours import Hours
from crm.outbox.payload import Priority
from models import Outbox
from models.interactions import Channel
from models.mail import OutboxState
from models.types import Moment, stated

QUIET = timedelta(seconds=5)
"""How long a ticket's later message waits for an earlier one: an album that is being gathered."""
RETRY = timedelta(seconds=30)
"""How long a chat's later messages wait for one that is tried again: order, but not for ever."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often one chat may be written to."""

    chat_interval: timedelta
    group_per_minute: int

    @property
    def kept_free(self) -> int:
        """How many of a group's messages a minute what is in no hurry leaves to what is."""
        return self.group_per_minute * 2 // 5


@dataclass(frozen=True, slots=True)
class Due:
    """A message whose time has come."""

    id: int
    chat_id: int
    seller_id: int | None
    ticket_id: int | None
    touch_id: int | None
    template: str
    params: dict[str, Any]
    attempts: int
    priority: int = Priority.STAFF
    along: tuple["Due", ...] = ()
    """Further texts of the same ticket, which leave in the same message."""

    @property
    def ids(self) -> tuple[int, ...]:
        """The rows that leave by it."""
        return self.id, *(row.id for row in self.along)


async def candidates(
    session: AsyncSession,
    *,
    now: datetime,
    limit: int,
    pace: Pace,
    hours: Hours,
    priorities: Sequence[Priority] = tuple(Priority),
) -> list[Due]:
    """Return the due messages that may leave, most urgent first, at most one for each chat.

    One query a priority with something due, and an open lane, each an index range: what waits for
    tomorrow, and what a closed lane holds, is never looked at. Lanes come last; by `hours` they
    are open or closed. They are held, and what somebody else holds is left for the next time: an
    album may be getting a further part.
    """
    found: list[Due] = []
    values = _moments(now, pace)
    for priority in await _with_due(session, tuple(priorities), now):
        if len(found) < limit:
            await _take(
                session, found, _due_messages(), values | {"priority": int(priority)}, limit
            )
    if len(found) < limit and Priority.BROADCAST in priorities:
        for lane in await broadcasts.lanes_open(session, hours=hours, now=now):
            if len(found) < limit:
                await _take(session, found, _due_in_lane(), values | {"lane": lane}, limit)
    return found


async def _with_due(
    session: AsyncSession, priorities: tuple[Priority, ...], now: datetime
) -> list[Priority]:
    """Return the priorities that have something due: mostly few, and one short query tells."""
    first = (await session.execute(_first_due(priorities))).one()
    pairs = zip(priorities, first, strict=True)
    return [priority for priority, due in pairs if due is not None and due <= now]


async def _take(
    session: AsyncSession,
    found: list[Due],
    query: Select[*tuple[Any, ...]],
    values: Mapping[str, object],
    limit: int,
) -> None:
    """Add to what was found what `query` finds for other chats, up to `limit` in all."""
    rest = {"taken": [row.chat_id for row in found], "most": limit - len(found)}
    rows = await session.execute(query, {**values, **rest})
    found.extend(Due(row[0] or 0, *row[1:]) for row in rows)


def _moments(now: datetime, pace: Pace) -> dict[str, object]:
    return {
        "now": now,
        "soon": now + QUIET,
        "retried": now + RETRY,
        "spaced": now - pace.chat_interval,
        "minute_ago": now - MINUTE,
        "group_rate": pace.group_per_minute,
        "calm_rate": pace.group_per_minute - pace.kept_free,
    }


def due_columns() -> Select[*tuple[Any, ...]]:
    """Return a query of what `Due` holds, in its order."""
    return select(
        col(Outbox.id),
        col(Outbox.chat_id),
        col(Outbox.seller_id),
        col(Outbox.ticket_id),
        col(Outbox.touch_id),
        col(Outbox.template),
        col(Outbox.params),
        col(Outbox.attempts),
        col(Outbox.priority),
    )


@cache
def _first_due(priorities: tuple[Priority, ...]) -> Select[*tuple[Any, ...]]:
    """Return a query of the first moment of each: the beginning of its range of the index."""
    waiting = stated(col(Outbox.state), OutboxState.WAITING)
    return select(
        *(
            select(func.min(col(Outbox.due)))
            .where(waiting, *_in_no_lane(literal(int(priority))))
            .scalar_subquery()
            for priority in priorities
        )
    )


@cache
def _due_messages() -> Select[*tuple[Any, ...]]:
    return _due_where(*_in_no_lane(bindparam("priority", type_=Integer)))


def _in_no_lane(priority: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        stated(col(Outbox.channel), Channel.TELEGRAM),
        col(Outbox.lane).is_(None),
        col(Outbox.priority) == priority,
    )


@cache
def _due_in_lane() -> Select[*tuple[Any, ...]]:
    return _due_where(col(Outbox.lane) == bindparam("lane", type_=String))


def _due_where(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        due_columns()
        .where(
            *which,
            stated(col(Outbox.state), OutboxState.WAITING),
            col(Outbox.due) <= _moment("now"),
            _is_next_of_its_chat(),
            _chat_is_free(),
            col(Outbox.chat_id).not_in(bindparam("taken", expanding=True)),
        )
        .order_by(col(Outbox.due), col(Outbox.id))
        .limit(bindparam("most", type_=Integer))
        .with_for_update(of=Outbox, key_share=True, skip_locked=True)
    )


def _is_next_of_its_chat() -> ColumnElement[bool]:
    earlier = aliased(Outbox)
    return ~exists().where(
        stated(col(earlier.state), OutboxState.WAITING),
        col(earlier.lane).is_(None),
        col(earlier.chat_id) == col(Outbox.chat_id),
        col(earlier.priority) <= col(Outbox.priority),
        col(earlier.id) < col(Outbox.id),
        or_(
            col(earlier.due) <= _moment("now"),
            and_(
                col(earlier.ticket_id) == col(Outbox.ticket_id),
                col(earlier.due) <= _moment("soon"),
            ),
            and_(col(earlier.attempts) > 0, col(earlier.due) <= _moment("retried")),
        ),
    )


def _chat_is_free() -> ColumnElement[bool]:
    leaving, sent = aliased(Outbox), aliased(Outbox)
    in_last_minute = (
        select(func.coalesce(func.sum(col(sent.parts)), 0))
        .where(col(sent.chat_id) == col(Outbox.chat_id), col(sent.sent_at) > _moment("minute_ago"))
        .correlate(Outbox)
        .scalar_subquery()
    )
    most = case(
        (col(Outbox.priority) >= int(Priority.FOLLOW_UP), bindparam("calm_rate", type_=Integer)),
        else_=bindparam("group_rate", type_=Integer),
    )
    just_now = exists().where(
        col(sent.chat_id) == col(Outbox.chat_id), col(sent.sent_at) > _moment("spaced")
    )
    return and_(
        ~exists().where(
            stated(col(leaving.state), OutboxState.SENDING),
            col(leaving.chat_id) == col(Outbox.chat_id),
        ),
        or_(
            and_(col(Outbox.chat_id) > 0, ~just_now),
            and_(
                col(Outbox.chat_id) < 0,
                in_last_minute
                <= case((col(Outbox.parts) < most, most - col(Outbox.parts)), else_=0),
            ),
        ),
    )


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=Moment())
