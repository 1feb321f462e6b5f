"""The clock's part in who works on what: turns, and the tickets of those who are absent."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.staff.shift import Shift
from crm.tickets import releasing, turns


async def new_ones_wait(session: AsyncSession) -> bool:
    """Tell whether there is a new ticket that nobody has."""
    return await turns.new_ones_wait(session)


async def give_in_turn(services: Services, now: datetime) -> None:
    """Give new tickets to staff in turn."""
    day = Shift.of(services.settings, now).day
    async with services.database.transaction() as session:
        await turns.give_in_turn(session, day=day, now=now)


async def move_on(session: AsyncSession, services: Services, now: datetime) -> None:
    """Let tickets of those who are absent move on: a leave begins, or a seller reopens one."""
    shift = Shift.of(services.settings, now)
    for holder in await releasing.absent_holders(session, day=shift.day):
        await releasing.move_on(session, holder=holder, shift=shift, now=now)
