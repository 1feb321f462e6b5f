"""Is a word still wanted, at this hour, and not one too many? Asked just before it leaves.

All channels ask here, and hold the sellers meanwhile: so the limits hold whoever sends.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups import rules
from crm.followups.cadences.plans import CadencePlan
from crm.followups.hours import Hours
from crm.followups.listings import is_worked_on
from crm.followups.rules import Progress
from crm.followups.touches import drop, sent
from crm.followups.verdicts import MESSAGES, SAID
from models import Cadence, FollowUp, Seller, Ticket, Touch
from models.followups import CadenceState, TouchSource, TouchState
from models.tickets import unfinished


@dataclass(frozen=True, slots=True)
class Screened:
    """What may happen to touches: by id."""

    leaving: frozenset[int]
    """They may leave now, and were noted as said."""
    moved: Mapping[int, datetime]
    """They may leave at another moment."""
    dropped: frozenset[int]
    """Nobody wants them any more, which was noted."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A touch and all that is known of its seller."""

    touch: Touch
    seller: Seller
    followup: FollowUp | None
    answered: bool
    listing: bool
    """Whether a listing of theirs went on since they entered the cadence."""
    open_ticket: bool
    sent: tuple[datetime, ...]
    """When other words were said to the seller."""


async def screen(
    session: AsyncSession, touch_ids: Collection[int], *, hours: Hours, now: datetime
) -> Screened:
    """Decide about touches that are about to be sent; those that may leave count from now on."""
    candidates = await _candidates(session, touch_ids, now)
    cadences = await _cadences(session, candidates)
    moved: dict[int, datetime] = {}
    dropped: set[int] = set(touch_ids) - {candidate.touch.id or 0 for candidate in candidates}
    leaving: set[int] = set()
    told: set[int] = set()
    for candidate in candidates:
        touch_id = candidate.touch.id or 0
        if not _is_wanted(candidate, cadences, now):
            dropped.add(touch_id)
            continue
        at_once = (now,) if candidate.touch.seller_id in told else ()
        better = _better(candidate, (*candidate.sent, *at_once), hours, now)
        if better is None:
            leaving.add(touch_id)
            told.add(candidate.touch.seller_id)
        else:
            moved[touch_id] = better
    await sent(session, touch_ids=leaving, now=now)
    await drop(session, touch_ids=dropped)
    return Screened(frozenset(leaving), moved, frozenset(dropped))


def _is_wanted(candidate: Candidate, cadences: Mapping[str, Cadence], now: datetime) -> bool:
    """Tell whether the reason for a word still holds."""
    touch = candidate.touch
    if touch.state not in {TouchState.WAITING, TouchState.SENT} or not candidate.seller.proactive:
        return False
    if touch.sent_at is None and rules.is_stale(touch.planned_at, now):
        return False
    match touch.source:
        case TouchSource.STAFF:
            return not candidate.open_ticket
        case TouchSource.CADENCE:
            return _is_in_step(candidate, cadences.get(touch.cadence or ""))
        case _:
            return True


def _is_in_step(candidate: Candidate, cadence: Cadence | None) -> bool:
    """Tell whether a cadence still runs, and the store is still in it."""
    followup = candidate.followup
    if followup is None or followup.ended_at is not None or cadence is None:
        return False
    stops = CadencePlan.from_json(cadence.definition).stops
    is_running = cadence.state is CadenceState.ACTIVE
    return is_running and rules.ending(_progress(candidate, followup), stops) is None


def _better(
    candidate: Candidate, sent: Collection[datetime], hours: Hours, now: datetime
) -> datetime | None:
    """Return None where a word may leave now beside those `sent`, else when to move it to."""
    seller = candidate.seller
    minute = hours.minute_of(seller.id or 0, seller.usual_minute)
    free = rules.free_at(sent, now=now, zone=seller.zone)
    if free is not None:
        return hours.next(free, seller.zone, minute=minute)
    return hours.better(now, seller.zone, minute=minute)


def _progress(candidate: Candidate, followup: FollowUp) -> Progress:
    seller = candidate.seller
    return Progress(
        entered_at=followup.entered_at,
        products_then=followup.products,
        transactions_then=followup.transactions,
        products=seller.products,
        transactions=seller.transactions,
        last_login=seller.last_login,
        answered=candidate.answered,
        listing=candidate.listing,
        open_ticket=candidate.open_ticket,
        proactive=seller.proactive,
        linked=seller.chat_id is not None,
        is_store=seller.portal_id is not None
        and seller.merged_into is None
        and seller.gone_at is None,
    )


async def _candidates(
    session: AsyncSession, touch_ids: Collection[int], now: datetime
) -> list[Candidate]:
    touches = list(await session.scalars(select(Touch).where(col(Touch.id).in_(touch_ids))))
    ids = {touch.seller_id for touch in touches}
    sellers = {
        seller.id: seller
        for seller in await session.scalars(
            select(Seller)
            .where(col(Seller.id).in_(ids))
            .order_by(col(Seller.id))
            .with_for_update(key_share=True)
        )
    }
    runs = {touch.followup_id for touch in touches if touch.followup_id is not None}
    followups = await _followups(session, runs)
    answered = await _answered(session, runs)
    worked_on = await _worked_on(session, runs)
    in_need = await _in_need(session, ids)
    lately = await _lately(session, ids, now)
    return [
        Candidate(
            touch=touch,
            seller=seller,
            followup=followups.get(touch.followup_id),
            answered=touch.followup_id in answered,
            listing=touch.followup_id in worked_on,
            open_ticket=touch.seller_id in in_need,
            sent=tuple(at for one, at in lately.get(touch.seller_id, ()) if one != touch.id),
        )
        for touch in touches
        if (seller := sellers.get(touch.seller_id)) is not None
    ]


async def _followups(session: AsyncSession, runs: Collection[int]) -> dict[int | None, FollowUp]:
    if not runs:
        return {}
    found = await session.scalars(select(FollowUp).where(col(FollowUp.id).in_(runs)))
    return {run.id: run for run in found}


async def _answered(session: AsyncSession, runs: Collection[int]) -> set[int | None]:
    """Return which follow-ups were answered."""
    if not runs:
        return set()
    found = await session.scalars(
        select(col(Touch.followup_id)).where(
            col(Touch.followup_id).in_(runs), col(Touch.state) == TouchState.ANSWERED
        )
    )
    return set(found)


async def _worked_on(session: AsyncSession, runs: Collection[int]) -> set[int | None]:
    """Return in which follow-ups the seller works on a listing."""
    if not runs:
        return set()
    found = await session.scalars(
        select(col(FollowUp.id)).where(col(FollowUp.id).in_(runs), is_worked_on())
    )
    return set(found)


async def _in_need(session: AsyncSession, seller_ids: Collection[int]) -> set[int]:
    """Return which sellers have an open ticket."""
    found = await session.scalars(
        select(col(Ticket.seller_id)).where(col(Ticket.seller_id).in_(seller_ids), unfinished())
    )
    return set(found)


async def _lately(
    session: AsyncSession, seller_ids: Collection[int], now: datetime
) -> dict[int, list[tuple[int | None, datetime]]]:
    """Return the touches, and their moments, that count for the limits, by seller."""
    found = await session.execute(
        select(col(Touch.seller_id), col(Touch.id), col(Touch.sent_at)).where(
            col(Touch.seller_id).in_(seller_ids),
            col(Touch.channel).in_(MESSAGES),
            col(Touch.state).in_(SAID),
            col(Touch.sent_at) > now - rules.WEEK,
        )
    )
    lately: dict[int, list[tuple[int | None, datetime]]] = {}
    for seller_id, touch_id, at in found:
        if at is not None:
            lately.setdefault(seller_id, []).append((touch_id, at))
    return lately


async def _cadences(
    session: AsyncSession, candidates: Collection[Candidate]
) -> dict[str, Cadence]:
    names = {candidate.touch.cadence for candidate in candidates} - {None}
    if not names:
        return {}
    found = await session.scalars(select(Cadence).where(col(Cadence.name).in_(names)))
    return {cadence.name: cadence for cadence in found}
