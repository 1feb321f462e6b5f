"""What the quarter came to, in a page."""

import resource

from sqlalchemy import func, select
from sqlmodel import col

from benchmarks.quarter.town import Town
from crm.followups.cadences.queries import all_cadences
from crm.followups.effect.figures import Effect
from crm.followups.effect.queries import effect
from crm.followups.effect.rules import Tally, verdict
from models import FollowUp, Seller, Touch


async def figures(town: Town, counts: dict[str, int]) -> str:
    """Return the report."""
    lines = [f"{town.stores:,} stores, {len(town.simulator.people):,} of them on Telegram"]
    async with town.database.reading() as session:
        runs = await session.execute(
            select(
                col(FollowUp.cadence),
                func.count(),
                func.count(col(FollowUp.id)).filter(col(FollowUp.control)),
                func.count(col(FollowUp.ended_at)),
            )
            .group_by(col(FollowUp.cadence))
            .order_by(col(FollowUp.cadence))
        )
        for cadence, entered, watched, ended in runs:
            lines.append(
                f"  {cadence:14} {entered:>7,} entered, {watched:,} watched, {ended:,} left"
            )
        endings = await session.execute(
            select(col(FollowUp.ending), func.count())
            .where(col(FollowUp.ending).is_not(None))
            .group_by(col(FollowUp.ending))
            .order_by(func.count().desc())
        )
        lines.append("left because: " + ", ".join(f"{why} {count:,}" for why, count in endings))
        touches = await session.execute(
            select(col(Touch.channel), col(Touch.state), func.count())
            .group_by(col(Touch.channel), col(Touch.state))
            .order_by(col(Touch.channel), col(Touch.state))
        )
        lines.extend(f"  {channel:9} {state:9} {count:>8,}" for channel, state, count in touches)
        for listed in await all_cadences(session):
            came = await effect(session, listed, now=town.clock.now())
            lines.append(
                f"  {listed.plan.name:14} logged in again within 14 days: {_beside(came)}"
            )
        silent = await session.scalar(
            select(func.count()).select_from(Seller).where(~col(Seller.proactive))
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines.append(
        f"{counts['pressed']:,} buttons pressed, {counts['called']:,} calls made, "
        f"{silent or 0:,} want silence; at most {memory:.0f} MB with Telegram and all"
    )
    return "\n".join(lines)


def _beside(came: Effect) -> str:
    told, watched = came.told.outcomes.back_later, came.control.outcomes.back_later
    return f"{_share(told)} beside {_share(watched)} of the watched: {verdict(told, watched)}"


def _share(tally: Tally) -> str:
    return f"{tally.share:.1%} of {tally.of:,}"
