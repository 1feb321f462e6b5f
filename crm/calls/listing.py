"""The calls that can be made now: by region and language, those that were asked for first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.calls.cards import is_held, letter_of
from crm.calls.payloads import (
    CallDigest,
    CallLine,
    CallList,
    LanguageCalls,
    RegionCalls,
)
from crm.calls.rules import CallReason
from crm.calls.withdrawing import is_gone, is_open, may_run, with_reasons
from crm.followups.cadences.queries import all_cadences
from crm.followups.hours import ZONES, Hours
from crm.followups.zones import seller_zone
from crm.sellers.provinces import PROVINCES
from models import CallTask, Seller, Staff

PAGE = 8
REGIONS = 12
"""How many provinces or regencies a list counts."""
DEFAULT_LANGUAGE = "id"
NOWHERE = "00"
"""The code of a province that nobody knows."""
_NAMES = {one.code: one.name for one in PROVINCES} | {NOWHERE: ""}
_CODES = {name: code for code, name in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of the list is wanted: a province by its code, a language; empty for all."""

    province: str = ""
    language: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A call with whom it is to; `holder` calls them just now."""

    task: CallTask
    seller: Seller
    holder: str


@dataclass(frozen=True, slots=True)
class _Counted:
    province: str
    regency: str
    language: str
    asked: bool
    come: bool
    """Its hour has."""
    calls: int


async def listed(
    session: AsyncSession, *, filters: Filters, hours: Hours, now: datetime
) -> CallList:
    """Return a page of the calls that can be made now, and how many there are where."""
    wanted = await _wanted(session, now)
    everything = await _counted(session, wanted, come=_has_come(now, hours))
    counts = [one for one in everything if one.come]
    province = filters.province if filters.province in _NAMES else ""
    fitting = [one for one in counts if _fits(one, province, filters.language)]
    total = sum(one.calls for one in fitting)
    pages = max(1, -(-total // PAGE))
    page = min(max(filters.page, 0), pages - 1)
    calls = await _page(
        session,
        and_(wanted, _has_come(now, hours), *_filtered(province, filters.language)),
        now=now,
        limit=PAGE,
        offset=page * PAGE,
    )
    return CallList(
        province_code=province,
        province_name=_NAMES.get(province, ""),
        language=filters.language,
        page=page,
        pages=pages,
        total=total,
        later=sum(one.calls for one in everything if not one.come),
        lines=tuple(_line(one) for one in calls),
        regions=_regencies(fitting, province) if province else _provinces(fitting),
        languages=_languages(one for one in counts if _fits(one, province, "")),
    )


async def all_calls(
    session: AsyncSession, *, hours: Hours, now: datetime, limit: int
) -> list[ListedCall]:
    """Return the calls that can be made now, those that were asked for first."""
    wanted = and_(await _wanted(session, now), _has_come(now, hours))
    return await _page(session, wanted, now=now, limit=limit, offset=0)


async def digest(session: AsyncSession, *, now: datetime) -> CallDigest | None:
    """Return how many calls there are to make, at whatever hour; None where there is none."""
    wanted = await _wanted(session, now)
    everything = await _counted(session, wanted, come=col(CallTask.call_at) <= now)
    counts = [one for one in everything if one.come]
    if not counts:
        return None
    return CallDigest(
        total=sum(one.calls for one in counts),
        asked=sum(one.calls for one in counts if one.asked),
        regions=_provinces(counts),
    )


async def _wanted(session: AsyncSession, now: datetime) -> ColumnElement[bool]:
    cadences = await all_cadences(session)
    return and_(is_open(), ~is_gone(cadences, now), may_run(cadences))


def _has_come(now: datetime, hours: Hours) -> ColumnElement[bool]:
    """Return whether a seller may be called now; who asked for it may at any hour."""
    open_zones = [zone for zone in ZONES if hours.is_open(now, zone)]
    decent = or_(col(CallTask.reason) == CallReason.ASKED, seller_zone().in_(open_zones))
    return and_(col(CallTask.call_at) <= now, decent)


def _language() -> ColumnElement[str]:
    return func.coalesce(col(Seller.language), DEFAULT_LANGUAGE)


def _filtered(province: str, language: str) -> list[ColumnElement[bool]]:
    known = [name for name in _CODES if name]
    place = (
        col(Seller.province).not_in(known)
        if province == NOWHERE
        else col(Seller.province) == _NAMES.get(province)
    )
    return [*([place] if province else []), *([_language() == language] if language else [])]


async def _counted(
    session: AsyncSession, wanted: ColumnElement[bool], *, come: ColumnElement[bool]
) -> list[_Counted]:
    asked = case((col(CallTask.reason) == CallReason.ASKED, 1), else_=0)
    calls = (
        select(
            col(Seller.province),
            col(Seller.regency),
            _language().label("language"),
            asked.label("asked"),
            case((come, 1), else_=0).label("come"),
        )
        .select_from(with_reasons())
        .where(wanted)
        .subquery()
        .c
    )
    by = (calls.province, calls.regency, calls.language, calls.asked, calls.come)
    rows = await session.execute(select(func.count(), *by).group_by(*by))
    return [
        _Counted(
            province=_CODES.get(province, NOWHERE),
            regency=regency,
            language=language,
            asked=bool(is_asked),
            come=bool(has_come),
            calls=count,
        )
        for count, province, regency, language, is_asked, has_come in rows
    ]


async def _page(
    session: AsyncSession,
    wanted: ColumnElement[bool],
    *,
    now: datetime,
    limit: int,
    offset: int,
) -> list[ListedCall]:
    first = case((col(CallTask.reason) == CallReason.ASKED, 0), else_=1)
    query = (
        select(CallTask, Seller, col(Staff.name))
        .select_from(with_reasons())
        .outerjoin(Staff, col(Staff.id) == col(CallTask.held_by))
        .where(wanted)
        .order_by(first, col(CallTask.call_at), col(CallTask.id))
        .limit(limit)
        .offset(offset)
    )
    rows = await session.execute(query)
    return [
        ListedCall(task, seller, (name or "") if is_held(task, now) else "")
        for task, seller, name in rows
    ]


def _line(one: ListedCall) -> CallLine:
    task, seller = one.task, one.seller
    return CallLine(
        task_id=task.id or 0,
        store=seller.store_name,
        regency=seller.regency or seller.province,
        zone=seller.zone,
        reason=CallReason(task.reason),
        letter=letter_of(task.letter),
        call_at=task.call_at,
        tries=task.tries,
        holder=one.holder,
    )


def _fits(one: _Counted, province: str, language: str) -> bool:
    return province in {"", one.province} and language in {"", one.language}


def _provinces(counts: Iterable[_Counted]) -> tuple[RegionCalls, ...]:
    total = Counter[str]()
    for one in counts:
        total[one.province] += one.calls
    return tuple(RegionCalls(code, _NAMES[code], calls) for code, calls in _most(total))


def _regencies(counts: Iterable[_Counted], province: str) -> tuple[RegionCalls, ...]:
    total = Counter[str]()
    for one in counts:
        total[one.regency] += one.calls
    return tuple(RegionCalls(province, name, calls) for name, calls in _most(total))


def _languages(counts: Iterable[_Counted]) -> tuple[LanguageCalls, ...]:
    total = Counter[str]()
    for one in counts:
        total[one.language] += one.calls
    return tuple(LanguageCalls(language, calls) for language, calls in _most(total))


def _most(total: Counter[str]) -> list[tuple[str, int]]:
    return sorted(total.items(), key=lambda one: (-one[1], one[0]))[:REGIONS]
