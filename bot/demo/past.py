"""The weeks before the demo begins: two pulls, a year of sales, and how every store stood."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, timedelta
from pathlib import Path

from bot.demo.partners import write_partners_csv
from bot.demo.sales import write_sales_csv
from bot.demo.sellers import LAST, THIS, write_pull
from bot.demo.world import World, world_of
from core.services import Services
from crm.imports.taking import take_in
from crm.segments.operations import take_snapshot

LOOKED_BACK = timedelta(days=28)
"""The second list of orders goes back that far before the first one, for orders on their way."""


async def bring_about(services: Services, folder: Path, *, sellers: int) -> None:
    """Take in two weeks' files as staff did on two Mondays, and count every store after each."""
    now = services.clock.now()
    world = await asyncio.to_thread(world_of, sellers=sellers, now=now)
    weeks = await asyncio.to_thread(_written, world, folder)
    for files, monday, counted in zip(weeks, world.pulls, (world.pulls[LAST], now), strict=True):
        for file in files:
            await take_in(services.database, file, now=monday.astimezone(UTC))
        await take_snapshot(
            services.database, now=counted.astimezone(UTC), settings=services.settings
        )


def _written(world: World, folder: Path) -> tuple[Sequence[Path], Sequence[Path]]:
    """Write the files of either week, in the order in which they are taken in."""
    partners = folder / "rumah-bumn.csv"
    write_partners_csv(partners, seed=world.seed)
    pulls = [folder / f"mitra-{monday:%Y-%m-%d}.csv" for monday in world.pulls]
    sales = [folder / f"penjualan-{monday:%Y-%m-%d}.csv" for monday in world.pulls]
    for week in (LAST, THIS):
        write_pull(pulls[week], world, week)
        since = world.pulls[LAST] - LOOKED_BACK if week == THIS else None
        write_sales_csv(sales[week], world, until=world.pulls[week], since=since)
    return (partners, pulls[LAST], sales[LAST]), (pulls[THIS], sales[THIS])
