"""Quiet sellers who press Start, so that the next morning has somebody to greet."""

import asyncio
from collections.abc import Sequence
from itertools import chain, cycle, zip_longest

import structlog

from bot.demo.accounts import Account
from bot.demo.client import Client, connect
from bot.demo.onboarding import come_aboard
from bot.demo.stage import Stage
from bot.demo.witness import DidNotHappen
from crm.followups.hours import ZONES

log = structlog.get_logger()

SIZE = 12
AT_ONCE = 4
QUIET_DAYS = 14
OF_THE_PROVINCE = {
    "Jawa Barat": "su",
    "Banten": "su",
    "Jawa Tengah": "jv",
    "DI Yogyakarta": "jv",
    "Jawa Timur": "jv",
}
ELSEWHERE = ("id", "id", "en")


def crowd_of(accounts: Sequence[Account]) -> list[Account]:
    """Return a dozen quiet sellers: from every zone alike, and from many provinces."""
    quiet = [one for one in accounts if (one.days_silent or 0) >= QUIET_DAYS]
    zones = [_many_provinces([one for one in quiet if one.zone == zone]) for zone in ZONES]
    turns = chain.from_iterable(zip_longest(*zones))
    return [one for one in turns if one is not None][:SIZE]


async def gather_crowd(stage: Stage) -> None:
    """Let the crowd press Start, a few at a time; who does not get through is logged."""
    turns, elsewhere = asyncio.Semaphore(AT_ONCE), cycle(ELSEWHERE)
    async with connect(stage.simulator.url) as client, asyncio.TaskGroup() as tasks:
        for account in crowd_of(stage.accounts):
            language = OF_THE_PROVINCE.get(account.province) or next(elsewhere)
            tasks.create_task(_join(client, account, language, turns))


async def _join(client: Client, account: Account, language: str, turns: asyncio.Semaphore) -> None:
    async with turns:
        try:
            await come_aboard(client, account, language)
        except DidNotHappen as failure:
            log.warning("crowd_member_lost", seller_id=account.seller_id, why=str(failure))
        else:
            log.info("crowd_member_joined", seller_id=account.seller_id, language=language)


def _many_provinces(accounts: Sequence[Account]) -> list[Account]:
    """Put one of each province first, those where Javanese or Sundanese is spoken before all."""
    first = {one.province: one for one in reversed(accounts)}
    at_home = sorted(first.values(), key=lambda one: one.province not in OF_THE_PROVINCE)
    return list(dict.fromkeys([*at_home, *accounts]))
