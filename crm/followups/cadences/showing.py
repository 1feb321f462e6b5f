"""Put together what staff see of the cadences."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.followups.cadences.deciding import CadenceUnknown
from crm.followups.cadences.figures import figures
from crm.followups.cadences.payloads import (
    CadenceCard,
    CadenceLetter,
    CadenceLine,
    CadenceList,
    CadencesWait,
    Figures,
)
from crm.followups.cadences.queries import Listed, all_cadences, named
from crm.outbox.operations import post
from crm.staff.queries import group
from models import Cadence, Staff
from models.followups import CadenceState

PERMILLE = 1_000


async def overview(
    session: AsyncSession, *, now: datetime, message_id: int | None = None
) -> CadenceList:
    """Return all cadences, those whose file is gone last."""
    known = await figures(session, now=now)
    found = sorted(await all_cadences(session), key=lambda one: one.state is CadenceState.RETIRED)
    lines = (
        CadenceLine(
            cadence=one.plan.name,
            state=one.state,
            enter=one.plan.enter,
            figures=known.get(one.plan.name, Figures()),
        )
        for one in found
    )
    return CadenceList(tuple(lines), message_id=message_id)


async def card(session: AsyncSession, *, name: str, now: datetime, message_id: int) -> CadenceCard:
    """Return all about one cadence.

    Raises:
        CadenceUnknown: there is none of that name.
    """
    found = await known(session, name)
    plan = found.plan
    return CadenceCard(
        cadence=plan.name,
        edition=found.edition,
        state=found.state,
        rank=plan.priority,
        enter=plan.enter,
        anchor=plan.anchor,
        steps=plan.steps,
        stops=tuple(sorted(plan.stops)),
        control=round(plan.control * PERMILLE),
        cap=plan.cap,
        rest_days=plan.rest_days,
        wait_days=plan.wait_days,
        figures=(await figures(session, now=now)).get(plan.name, Figures()),
        published_at=found.published_at,
        decided_at=found.decided_at,
        decided_by=await _name(session, found.decided_by),
        message_id=message_id,
    )


async def letters(session: AsyncSession, *, name: str, language: str) -> tuple[CadenceLetter, ...]:
    """Return what each step of a cadence says to a seller of `language`.

    Raises:
        CadenceUnknown: there is none of that name.
    """
    plan = (await known(session, name)).plan
    return tuple(
        CadenceLetter(
            cadence=plan.name,
            number=number,
            of=len(plan.steps),
            anchor=plan.anchor,
            step=step,
            language=language,
        )
        for number, step in enumerate(plan.steps, start=1)
    )


async def announce(session: AsyncSession, *, now: datetime) -> int:
    """Tell the paired group, once for each edition, what waits for a supervisor; count that.

    Of replicas that do so at once one finds something to tell.
    """
    desk = await group(session)
    if desk is None:
        return 0
    told = await session.scalars(
        update(Cadence)
        .where(col(Cadence.state) == CadenceState.WAITING, col(Cadence.told_at).is_(None))
        .values(told_at=now)
        .returning(col(Cadence.name))
    )
    news = len(told.all())
    if news:
        waiting = await session.scalars(
            select(col(Cadence.name)).where(col(Cadence.state) == CadenceState.WAITING)
        )
        payload = CadencesWait(tuple(sorted(waiting)))
        post(session, payload, chat_id=desk.chat_id, now=now)
    return news


async def known(session: AsyncSession, name: str) -> Listed:
    """Return the cadence called `name`.

    Raises:
        CadenceUnknown: there is none, or none that this version understands.
    """
    found = await named(session, name)
    if found is None:
        message = f"There is no cadence {name}."
        raise CadenceUnknown(message, name=name)
    return found


async def _name(session: AsyncSession, staff_id: int | None) -> str:
    staff = await session.get(Staff, staff_id) if staff_id is not None else None
    return staff.name if staff else ""
