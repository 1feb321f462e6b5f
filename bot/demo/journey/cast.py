"""Who plays: picked from the imported sellers by what the journey needs of them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.demo.accounts import Account
from bot.demo.crowd import QUIET_DAYS
from bot.demo.stage import Stage
from bot.refusals import CannotStart
from crm.followups.cadences.queries import Published
from crm.followups.channels import at_hand
from crm.followups.entrants import entrants
from crm.followups.hours import Hours
from crm.segments import queries as segments
from crm.sellers.provinces import JAKARTA, JAYAPURA, MAKASSAR
from scheduler.publication import cadences_of

CADENCES = ("slipping", "dormant")
"""Those that the supervisor will approve."""


@dataclass(frozen=True, slots=True)
class Cast:
    """One seller with a report, and two who have gone quiet, in different zones."""

    reporter: Account
    caller: Account
    """Will ask to be called; lives where the morning comes first."""
    troubled: Account
    """Will answer the follow-up with a problem."""


async def cast_for(stage: Stage) -> Cast:
    """Pick the cast.

    Raises:
        CannotStart: there are too few sellers to pick from.
    """
    followed = await _will_hear_from_us(stage)
    quiet = [one for one in stage.accounts if one.seller_id in followed]
    active = [one for one in stage.accounts if (one.days_silent or QUIET_DAYS) < QUIET_DAYS]
    try:
        return Cast(
            reporter=_pick(active, lambda one: one.zone == JAKARTA),
            caller=_pick(
                quiet, lambda one: one.zone == JAYAPURA, lambda one: one.zone == MAKASSAR
            ),
            troubled=_pick(
                quiet, lambda one: one.province == "Jawa Barat", lambda one: one.zone == JAKARTA
            ),
        )
    except LookupError:
        message = "There are too few sellers to play the journey with: try --sellers 100."
        raise CannotStart(message) from None


async def _will_hear_from_us(stage: Stage) -> Collection[int]:
    """Return the stores that one of `CADENCES` wants; not those that it will only watch."""
    services = stage.sapa.services
    hours, now = Hours.of(services.settings), services.clock.now()
    plans = [plan for plan in cadences_of(services.settings) if plan.name in CADENCES]
    found: set[int] = set()
    async with services.database.reading() as session:
        week = await segments.latest(session)
        for plan in plans:
            cadence = Published(plan.by(at_hand(services.settings)), edition=1)
            rows = entrants(cadence, week=week.week if week else "", hours=hours, now=now)
            wanted = rows.subquery()
            told = select(wanted.c.seller_id).where(~wanted.c.control)
            found.update(await session.scalars(told))
    return found


def _pick(accounts: Sequence[Account], *tastes: Callable[[Account], bool]) -> Account:
    """Return the first account that meets the earliest of the tastes that anybody meets."""
    found = (one for taste in tastes for one in accounts if taste(one))
    picked = next(found, None)
    if picked is None:
        raise LookupError
    return picked
