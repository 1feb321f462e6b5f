"""Read broadcasts: whom they are for, what can be chosen, and what became of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, String, case, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.broadcasts import rules
from crm.broadcasts.payloads import Choice, Tally
from crm.broadcasts.recipients import (
    NEVER,
    is_meant,
    language,
    may_be_told,
    recipients,
    said_lately,
    value_of,
    wait,
)
from crm.broadcasts.rules import Audience, Facet
from crm.followups import zones
from crm.followups.hours import Hours
from crm.segments import queries as segments
from locales.languages import LANGUAGES
from models import Broadcast, Outbox, Seller, SellerSnapshot, Touch
from models.broadcasts import BroadcastState
from models.followups import TouchState
from models.mail import OutboxState
from models.sellers import Consent, Reach

MOST_CHOICES = 40
"""How many provinces or categories are offered, the largest first."""
_UNFINISHED = (BroadcastState.SENDING, BroadcastState.PAUSED, BroadcastState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Split:
    """Whom a broadcast would reach, by what decides when."""

    by_language: Mapping[str, int]
    later: int
    at_night: int
    enough: int

    @property
    def recipients(self) -> int:
        """How many would be written to."""
        return sum(self.by_language.values())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Sellers with a chat whom the filter finds and nobody may write to."""

    silent: int
    blocked: int
    unasked: int


async def week(session: AsyncSession) -> str | None:
    """Return the week by whose snapshot segments are told apart; None before the first one."""
    counted = await segments.latest(session)
    return counted.week if counted else None


async def readers(session: AsyncSession, audience: Audience) -> dict[str, int]:
    """Count those who may be told, by language; every language is named."""
    tag = language()
    found = await session.execute(
        select(tag, func.count())
        .where(is_meant(audience, week=await week(session)), may_be_told())
        .group_by(tag)
    )
    return _none_yet() | dict(found.all())


async def choices(session: AsyncSession, audience: Audience, facet: Facet) -> list[Choice]:
    """Return what can be chosen of a facet, with how many may be told who have it."""
    counted_in, chosen = await week(session), audience.of(facet)
    is_one = (is_meant(audience.without(facet), week=counted_in), may_be_told())
    query = _in_segments(counted_in) if facet is Facet.SEGMENT else _by(facet)
    rows = await session.execute(query.where(*is_one).limit(MOST_CHOICES))
    found = dict(rows.all())
    counts = found | dict.fromkeys(set(chosen) - found.keys(), 0)
    return [
        Choice(rules.code_of(one), one, sellers, one in chosen) for one, sellers in counts.items()
    ]


async def split(
    session: AsyncSession, audience: Audience, *, hours: Hours, now: datetime
) -> Split:
    """Count whom a broadcast would reach now, later, or not for all they have heard already."""
    said = said_lately(now)
    groups = (language(), zones.seller_zone(), wait(said, now))
    rows = await session.execute(
        recipients(
            audience,
            week=await week(session),
            said=said,
            columns=(*groups, func.count()),
        ).group_by(*groups)
    )
    by_language = _none_yet()
    later = at_night = enough = 0
    for tag, zone, days, count in rows:
        if days >= NEVER:
            enough += count
            continue
        by_language[tag] += count
        if days:
            later += count
        elif not hours.is_open(now, zone):
            at_night += count
    return Split(by_language, later, at_night, enough)


async def left_out(session: AsyncSession, audience: Audience) -> LeftOut:
    """Count whom the filter finds and nobody may write to, each for one reason."""
    gone = col(Seller.telegram).in_((Reach.BLOCKED, Reach.GONE))
    reason = case(
        (gone, "blocked"),
        (~col(Seller.proactive), "silent"),
        (col(Seller.consent) != Consent.GIVEN, "unasked"),
        else_="",
    )
    rows = await session.execute(
        select(reason, func.count())
        .where(is_meant(audience, week=await week(session)), ~may_be_told())
        .group_by(reason)
    )
    counts = dict(rows.all())
    return LeftOut(*(counts.get(why, 0) for why in ("silent", "blocked", "unasked")))


async def lanes_open(session: AsyncSession, *, hours: Hours, now: datetime) -> list[str]:
    """Name the queues of the outbox whose messages may leave now, the oldest broadcast first."""
    running = await session.execute(
        select(col(Broadcast.id), col(Broadcast.confirmed_at)).where(
            col(Broadcast.state) == BroadcastState.SENDING
        )
    )
    going = [
        broadcast_id or 0
        for broadcast_id, since in running
        if since is not None and not rules.is_over(since, now)
    ]
    return rules.open_lanes(going, hours=hours, now=now) if going else []


async def by_id(session: AsyncSession, broadcast_ids: Collection[int]) -> dict[int, Broadcast]:
    """Return broadcasts by their ids."""
    if not broadcast_ids:
        return {}
    found = await session.scalars(select(Broadcast).where(col(Broadcast.id).in_(broadcast_ids)))
    return {broadcast.id or 0: broadcast for broadcast in found}


async def unfinished(session: AsyncSession) -> list[Broadcast]:
    """Return the broadcasts that still need looking after, the oldest first."""
    found = await session.scalars(
        select(Broadcast)
        .where(col(Broadcast.state).in_(_UNFINISHED), col(Broadcast.ended_at).is_(None))
        .order_by(col(Broadcast.id))
    )
    return list(found)


async def recent(session: AsyncSession, *, limit: int) -> list[Broadcast]:
    """Return broadcasts that were confirmed, the last one first."""
    found = await session.scalars(
        select(Broadcast)
        .where(col(Broadcast.confirmed_at).is_not(None))
        .order_by(col(Broadcast.id).desc())
        .limit(limit)
    )
    return list(found)


async def tally(session: AsyncSession, broadcast: Broadcast, *, now: datetime) -> Tally:
    """Count what became of its messages."""
    is_later = col(Outbox.due) > now
    rows = await session.execute(
        select(col(Outbox.state), is_later, func.count())
        .where(col(Outbox.lane).in_(rules.lanes(broadcast.id or 0)))
        .group_by(col(Outbox.state), is_later)
    )
    counts: dict[OutboxState, int] = {}
    later = 0
    for state, put_off, count in rows:
        counts[state] = counts.get(state, 0) + count
        later += count if put_off and state is OutboxState.WAITING else 0
    touched = await _touched(session, broadcast.id or 0)
    blocked = touched.get(TouchState.FAILED, 0)
    return Tally(
        recipients=broadcast.recipients,
        sent=counts.get(OutboxState.SENT, 0),
        answered=touched.get(TouchState.ANSWERED, 0),
        blocked=blocked,
        failed=counts.get(OutboxState.DEAD, 0) + counts.get(OutboxState.UNKNOWN, 0),
        dropped=max(0, counts.get(OutboxState.CANCELLED, 0) - blocked),
        waiting=counts.get(OutboxState.WAITING, 0) + counts.get(OutboxState.SENDING, 0) - later,
        later=later,
    )


async def _touched(session: AsyncSession, broadcast_id: int) -> dict[TouchState, int]:
    rows = await session.execute(
        select(col(Touch.state), func.count())
        .where(col(Touch.broadcast_id) == broadcast_id)
        .group_by(col(Touch.state))
    )
    return dict(rows.all())


def _in_segments(week: str | None) -> Select[str, int]:
    part = type_coerce(col(SellerSnapshot.lifecycle), String)
    query = (
        select(part, func.count())
        .join(Seller, col(Seller.id) == col(SellerSnapshot.seller_id))
        .where(col(SellerSnapshot.week) == week)
    )
    return query.group_by(part).order_by(func.count().desc())


def _by(facet: Facet) -> Select[str, int]:
    value = value_of(facet)
    query = select(value, func.count()).select_from(Seller).where(value != "")
    return query.group_by(value).order_by(func.count().desc(), value)


def _none_yet() -> dict[str, int]:
    """Return a count for each language."""
    return dict.fromkeys(LANGUAGES, 0)
