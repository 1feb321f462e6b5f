"""Cadences for tests: declared in a line, published, approved, and a week counted."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.db import Database
from core.settings import Settings
from crm.followups import carrying, planning
from crm.followups.cadences import queries
from crm.followups.cadences.deciding import approve
from crm.followups.cadences.plans import CadencePlan, Entrance, StepPlan, Stop
from crm.followups.cadences.publishing import publish
from crm.followups.carrying import Carried
from crm.followups.hours import Hours
from crm.followups.letters import Answer, Letter
from crm.followups.planning import Entered
from crm.segments.operations import take_snapshot
from models import CallTask, FollowUp, Outbox, Touch
from models.interactions import Channel

SETTINGS = Settings.load(env_file=None, smtp_host="127.0.0.1", mail_from="sapa@example.com")
"""With a mail server, so that there are letters."""
NO_MAIL = Settings.load(env_file=None)
EVERY_MINUTE = Hours(opens=0, closes=24 * 60, friday=None)
"""At any minute of any day."""
ANSWERS = (Answer.FINE, Answer.PROBLEM, Answer.CALL, Answer.STOP)


def a_step(
    name: str = "first",
    after_days: int = 0,
    *,
    letter: Letter = Letter.LONG_NOT_SEEN,
    channels: tuple[Channel, ...] = (Channel.TELEGRAM, Channel.EMAIL, Channel.PHONE),
) -> StepPlan:
    """Declare a step."""
    return StepPlan(name, after_days, letter, channels, ANSWERS)


def a_plan(name: str = "quiet", **values: object) -> CadencePlan:
    """Declare a cadence of one step that every store may enter, without a control share."""
    plausible = {
        "priority": 10,
        "enter": Entrance(),
        "steps": (a_step(),),
        "stops": frozenset({Stop.LOGGED_IN, Stop.ANSWERED, Stop.OPEN_TICKET}),
        "control": 0.0,
    }
    return CadencePlan(name=name, **(plausible | values))  # pyright: ignore[reportArgumentType] - values of any field


async def approved(database: Database, *plans: CadencePlan, now: datetime) -> None:
    """Publish plans, and let a supervisor approve them."""
    async with database.transaction() as session:
        published = await publish(session, plans, now=now)
        for name in published.waiting:
            await approve(session, name=name, staff=None, now=now)


async def planned(
    database: Database, *plans: CadencePlan, now: datetime, settings: Settings = SETTINGS
) -> list[Entered]:
    """Approve plans, count the week, and let stores enter."""
    await approved(database, *plans, now=now)
    await take_snapshot(database, now=now, settings=settings)
    return await plan_again(database, now=now, settings=settings)


async def plan_again(
    database: Database, *, now: datetime, settings: Settings = SETTINGS
) -> list[Entered]:
    """Let stores enter what runs."""
    async with database.reading() as session:
        cadences = await queries.active(session)
    return await planning.plan(database, cadences, now=now, settings=settings)


async def carried_out(
    database: Database,
    *,
    now: datetime,
    hours: Hours = EVERY_MINUTE,
    settings: Settings = SETTINGS,
) -> Carried:
    """Carry out what is due."""
    return await carrying.carry_out(database, now=now, settings=settings, hours=hours)


async def followups(session: AsyncSession) -> list[FollowUp]:
    """Return all follow-ups as they are now."""
    await session.commit()
    found = await session.scalars(
        select(FollowUp).order_by(col(FollowUp.id)).execution_options(populate_existing=True)
    )
    return list(found)


async def touches(session: AsyncSession) -> list[Touch]:
    """Return all touches as they are now."""
    await session.commit()
    found = await session.scalars(
        select(Touch).order_by(col(Touch.id)).execution_options(populate_existing=True)
    )
    return list(found)


async def messages(session: AsyncSession) -> list[Outbox]:
    """Return all messages and letters as they are now."""
    await session.commit()
    found = await session.scalars(
        select(Outbox).order_by(col(Outbox.id)).execution_options(populate_existing=True)
    )
    return list(found)


async def calls(session: AsyncSession) -> list[CallTask]:
    """Return all calls as they are now."""
    await session.commit()
    found = await session.scalars(
        select(CallTask).order_by(col(CallTask.id)).execution_options(populate_existing=True)
    )
    return list(found)


def days_of(followup: FollowUp) -> tuple[str | None, date, int]:
    """Return what comes next for a store, and when."""
    return followup.step, followup.day, followup.minute
