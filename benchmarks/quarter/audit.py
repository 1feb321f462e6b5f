"""What must be true at the end, found out by reading the log again, row by row.

It shares no rule with the engine: hours, holidays and limits are written down here once more.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from benchmarks.quarter.town import Town
from crm.followups.cadences import queries
from crm.followups.planning import plan
from models import FollowUp, Interaction, Outbox, Touch
from models.followups import TouchState
from models.interactions import Channel, Direction
from models.mail import OutboxState
from simulator.actions import inline_buttons

OPENS, CLOSES = time(8), time(20)
PRAYER = (time(11, 30), time(13))
FRIDAY = 4
WEEK = timedelta(days=7)
LATE = timedelta(days=6)
"""A step that is due for longer was forgotten."""
OURS = "1~fu~"
"""How the data of a follow-up's buttons begins; its touch's number comes next."""
UNASKED = ("followup", "broadcast")


@dataclass(frozen=True, slots=True)
class Said:
    """One word that reached a store, as the log has it."""

    seller_id: int
    touch_id: int
    at: datetime


async def audit(town: Town) -> dict[str, int]:
    """Read everything again, and return how often each promise was broken."""
    async with town.database.reading() as session:
        said = await _said(session)
        by_store: dict[int, list[datetime]] = defaultdict(list)
        for one in said:
            by_store[one.seller_id].append(one.at)
        return {
            "a third word in a week": sum(_thirds(moments) for moments in by_store.values()),
            "a second word in a day": sum(
                _seconds(town, seller_id, moments) for seller_id, moments in by_store.items()
            ),
            "a word at a wrong hour": sum(_is_wrong(town, one) for one in said),
            "a word said twice": sum(count - 1 for count in _arrived(town).values())
            + _doubles(said),
            "a word after silence was wanted": await _after_silence(session),
            "a word to a store that is only watched": await _to_the_watched(session),
            "two cadences at once": await _two_at_once(session),
            "a step or a message forgotten": await _forgotten(session, town.clock.now()),
            "a store that a cadence wants left out": await _left_out(town, session),
        }


async def _said(session: AsyncSession) -> list[Said]:
    rows = await session.execute(
        select(col(Interaction.seller_id), col(Outbox.touch_id), col(Interaction.at))
        .join(Outbox, col(Outbox.id) == col(Interaction.outbox_id))
        .where(col(Interaction.direction) == Direction.OUT, col(Interaction.kind).in_(UNASKED))
        .order_by(col(Interaction.at))
    )
    return [Said(seller_id or 0, touch_id or 0, at) for seller_id, touch_id, at in rows]


def _thirds(moments: list[datetime]) -> int:
    return sum(later - first < WEEK for first, later in zip(moments, moments[2:], strict=False))


def _seconds(town: Town, seller_id: int, moments: list[datetime]) -> int:
    """Count words on a day on which the store had one, wherever it lived that day."""
    days = [(at.astimezone(_zone(town, seller_id, at)).date()) for at in moments]
    return len(days) - len(set(days))


def _is_wrong(town: Town, said: Said) -> bool:
    local = said.at.astimezone(_zone(town, said.seller_id, said.at))
    at_prayer = local.weekday() == FRIDAY and PRAYER[0] <= local.time() < PRAYER[1]
    awake = OPENS <= local.time() < CLOSES
    return not awake or at_prayer or local.date() in country_holidays("ID", years=local.year)


def _zone(town: Town, seller_id: int, at: datetime) -> ZoneInfo:
    return ZoneInfo([zone for since, zone in town.zones[seller_id] if since <= at][-1])


def _arrived(town: Town) -> Counter[str]:
    """Count by touch what stands on the phones: its buttons carry the touch's number."""
    found: Counter[str] = Counter()
    for person in town.simulator.people:
        for message in person.inbox:
            touches = {
                data.split("~")[2]
                for button in inline_buttons(message.post)
                if (data := str(button.get("callback_data", ""))).startswith(OURS)
            }
            found.update(touches)
    return found


def _doubles(said: list[Said]) -> int:
    counted = Counter(one.touch_id for one in said)
    return sum(count - 1 for count in counted.values())


async def _after_silence(session: AsyncSession) -> int:
    """Count words said after the same store's follow-up ended because it wants none."""
    wants = (
        select(col(FollowUp.seller_id), func.min(col(FollowUp.ended_at)).label("at"))
        .where(col(FollowUp.ending) == "opted_out")
        .group_by(col(FollowUp.seller_id))
        .subquery()
    )
    query = (
        select(func.count())
        .select_from(Touch)
        .join(wants, wants.c.seller_id == col(Touch.seller_id))
        .where(col(Touch.sent_at) > wants.c.at, col(Touch.channel) != Channel.PHONE)
    )
    return await session.scalar(query) or 0


async def _to_the_watched(session: AsyncSession) -> int:
    watched = select(col(FollowUp.id)).where(col(FollowUp.control))
    query = select(func.count()).where(col(Touch.followup_id).in_(watched))
    return await session.scalar(query) or 0


async def _two_at_once(session: AsyncSession) -> int:
    """Count follow-ups that began while another one of the same store ran."""
    runs = FollowUp.metadata.tables["followup"]
    first, second = runs.alias(), runs.alias()
    query = select(func.count()).where(
        first.c.seller_id == second.c.seller_id,
        first.c.id < second.c.id,
        (first.c.ended_at.is_(None)) | (first.c.ended_at > second.c.entered_at),
    )
    return await session.scalar(query) or 0


async def _forgotten(session: AsyncSession, now: datetime) -> int:
    """Count steps and messages that have been due for days."""
    overdue = await session.scalar(
        select(func.count()).where(
            col(FollowUp.ended_at).is_(None), col(FollowUp.day) < (now - LATE).date()
        )
    )
    waiting = await session.scalar(
        select(func.count()).where(
            col(Touch.state) == TouchState.WAITING,
            col(Touch.channel) != Channel.PHONE,
            col(Touch.planned_at) < now - LATE,
        )
    )
    stuck = await session.scalar(
        select(func.count()).where(
            col(Outbox.state).in_((OutboxState.WAITING, OutboxState.SENDING)),
            col(Outbox.due) < now - LATE,
        )
    )
    return (overdue or 0) + (waiting or 0) + (stuck or 0)


async def _left_out(town: Town, session: AsyncSession) -> int:
    """Count whom planning finds, for a cadence without a cap, although it has just planned."""
    cadences = await queries.active(session)
    settings, now = town.sapa.services.settings, town.clock.now()
    await plan(town.database, cadences, now=now, settings=settings)
    again = await plan(town.database, cadences, now=now, settings=settings, dry_run=True)
    uncapped = {one.plan.name for one in cadences if one.plan.cap is None}
    return sum(one.stores for one in again if one.cadence in uncapped)
