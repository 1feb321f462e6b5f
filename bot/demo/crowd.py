"""Quiet sellers who press Start, so that the next morning has somebody to greet."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from typing import TypeVar

import structlog

from bot.demo.accounts import Account
from bot.demo.client import Client, connect
from bot.demo.onboarding import come_aboard
from bot.demo.stage import Stage
from bot.demo.tongues import matter_of
from bot.demo.witness import DidNotHappen
from crm.followups.hours import ZONES
from locales.languages import LANGUAGES

log = structlog.get_logger()

SIZE = 24
AT_ONCE = 12
QUIET_DAYS = 14

One = TypeVar("One")


def crowd_of(accounts: Sequence[Account]) -> list[Account]:
    """Return two dozen quiet sellers: of every language, and from many zones and provinces.

    There are as many of a language as it has speakers, but one of each first.
    """
    speakers = {
        tag: _far_apart([one for one in accounts if one.language == tag]) for tag in LANGUAGES
    }
    seats = seats_of({tag: len(found) for tag, found in speakers.items()}, SIZE)
    return _in_turns([found[: seats[tag]] for tag, found in speakers.items()])


def seats_of(speakers: Mapping[str, int], seats: int) -> dict[str, int]:
    """Share seats out: one to each language that somebody speaks, then by d'Hondt's method."""
    given = {tag: min(count, 1) for tag, count in speakers.items()}
    while sum(given.values()) < min(seats, sum(speakers.values())):
        wanting = [tag for tag, count in speakers.items() if given[tag] < count]
        given[max(wanting, key=lambda tag: speakers[tag] / (given[tag] + 1))] += 1
    return given


async def gather_crowd(stage: Stage) -> None:
    """Let the crowd press Start, a few at a time; who does not get through is logged."""
    turns = asyncio.Semaphore(AT_ONCE)
    async with connect(stage.simulator.url) as client, asyncio.TaskGroup() as tasks:
        for account in crowd_of(stage.accounts):
            tasks.create_task(_join(client, account, turns))


async def _join(client: Client, account: Account, turns: asyncio.Semaphore) -> None:
    """Come aboard, and write what is on one's mind, in one's own language."""
    language = account.language
    async with turns:
        try:
            await come_aboard(client, account, language)
            await client.says(account.person_id, matter_of(language, account.seller_id))
        except DidNotHappen as failure:
            log.warning("crowd_member_lost", seller_id=account.seller_id, why=str(failure))
        else:
            log.info("crowd_member_joined", seller_id=account.seller_id, language=language)


def _far_apart(accounts: Sequence[Account]) -> list[Account]:
    """Put the quiet ones first, from every zone by turns, and one of each province first."""
    quiet = [one for one in accounts if (one.days_silent or 0) >= QUIET_DAYS]
    zones = [[one for one in quiet if one.zone == zone] for zone in ZONES]
    return list(dict.fromkeys([*_in_turns([_many_provinces(one) for one in zones]), *accounts]))


def _many_provinces(accounts: Sequence[Account]) -> list[Account]:
    first = {one.province: one for one in reversed(accounts)}
    return list(dict.fromkeys([*first.values(), *accounts]))


def _in_turns(queues: Iterable[Sequence[One]]) -> list[One]:
    turns = chain.from_iterable(zip_longest(*queues))
    return [one for one in turns if one is not None]
