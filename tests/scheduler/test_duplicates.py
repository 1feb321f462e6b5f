from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.duplicates.merging import merge
from models import Ticket
from scheduler.runner import run_due
from scheduler.timetable import TIMETABLE
from tests.support.builders import NOW, a_ticket
from tests.support.twins import a_store

ENTRIES = [entry for entry in TIMETABLE if entry.name == "duplicates.gather"]


async def test_what_was_written_beside_a_merge_follows_within_minutes(
    database: Database, clock: MovableClock
) -> None:
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    await run_due(services, entries=ENTRIES)
    async with database.transaction() as session:
        kept, other = await a_store(session), await a_store(session)
        await merge(session, kept_id=kept.id or 0, merged_id=other.id or 0, staff_id=None, now=NOW)
        await a_ticket(session, seller=other)

    clock.advance(timedelta(minutes=5))
    await run_due(services, entries=ENTRIES)

    async with database.reading() as session:
        assert await session.scalar(select(col(Ticket.seller_id))) == kept.id
