"""Quiet sellers who press Start, so that the next morning has somebody to greet."""

import asyncio
from collections.abc import Sequence
from itertools import cycle

import structlog

from bot.demo.accounts import Account
from bot.demo.client import Client, connect
from bot.demo.onboarding import come_aboard
from bot.demo.stage import Stage
from bot.demo.witness import DidNotHappen

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
    """Return a dozen quiet sellers, from as many provinces as there are quiet ones in."""
    quiet = [one for one in accounts if (one.days_silent or 0) >= QUIET_DAYS]
    first = {one.province: one for one in reversed(quiet)}
    chosen = [*sorted(first.values(), key=_at_home_first), *quiet]
    return list(dict.fromkeys(chosen))[:SIZE]


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


def _at_home_first(account: Account) -> tuple[bool, int]:
    return account.province not in OF_THE_PROVINCE, account.seller_id
