"""`sapa seller merge`, `keep` and `unmerge`: which stores are one."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.writing import write
from core.clock import SystemClock
from crm.duplicates import deciding, merging, pairs, queries
from crm.duplicates.records import Moved
from crm.duplicates.refusals import NoSuchStore, NotMerged, PairGone
from models import Seller, SellerMerge

Store = Annotated[str, typer.Argument(help="The store's id at the portal, or ours: '#123'.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def merge(keep: Store, other: Store, *, as_json: AsJson = False) -> None:
    """Let OTHER be KEEP from now on: its reports, messages, sales and chat go over."""

    async def work(session: AsyncSession) -> SellerMerge:
        kept, merged = await _both(session, keep, other)
        return await merging.merge(
            session,
            kept_id=kept.id or 0,
            merged_id=merged.id or 0,
            staff_id=None,
            now=SystemClock().now(),
        )

    done = write(work)
    moved = Moved.from_json(done.moved)
    facts = {
        "merge_id": done.id,
        "kept_id": done.kept_id,
        "merged_id": done.merged_id,
        "tickets": moved.tickets,
        "messages": moved.messages,
        "sales": moved.sales,
        "chat_lost": moved.links.chat_lost,
    }
    told = (
        f"{other} is part of {keep} now. What went over: {facts['tickets']} reports, "
        f"{facts['messages']} messages, {facts['sales']:,} sales. "
        f"To undo it: sapa seller unmerge {keep} {other}"
    )
    if moved.links.chat_lost:
        told += f"\nBoth had a chat; that of {keep} stays, and the other one is a stranger's now."
    _report(told, facts, as_json=as_json)


def keep(first: Store, second: Store, *, as_json: AsJson = False) -> None:
    """Keep a listed pair as two stores; it is never listed again."""

    async def work(session: AsyncSession) -> tuple[Seller, Seller]:
        one, two = await _both(session, first, second)
        pair = await pairs.between(session, one.id or 0, two.id or 0)
        if pair is None or pair.id is None:
            raise PairGone
        now = SystemClock().now()
        await deciding.keep_apart(session, pair_id=pair.id, staff_id=None, now=now)
        return one, two

    one, two = write(work)
    facts = {"first_id": one.id, "second_id": two.id, "kept": True}
    _report(f"{first} and {second} stay two stores.", facts, as_json=as_json)


def unmerge(keep: Store, other: Store, *, as_json: AsJson = False) -> None:
    """Undo a merge: two stores again; what came since stays with KEEP."""

    async def work(session: AsyncSession) -> SellerMerge:
        kept, merged = await _both(session, keep, other)
        done = await queries.merge_of(session, kept.id or 0, merged.id or 0)
        if done is None or done.id is None:
            raise NotMerged
        return await merging.undo(
            session, merge_id=done.id, staff_id=None, now=SystemClock().now()
        )

    done = write(work)
    facts = {"merge_id": done.id, "kept_id": done.kept_id, "merged_id": done.merged_id}
    _report(f"{keep} and {other} are two stores again.", facts, as_json=as_json)


async def _both(session: AsyncSession, one: str, other: str) -> tuple[Seller, Seller]:
    return await _store(session, one), await _store(session, other)


async def _store(session: AsyncSession, named: str) -> Seller:
    store = await queries.named(session, named)
    if store is None:
        message = f"There is no store {named}."
        raise NoSuchStore(message)
    return store


def _report(sentence: str, facts: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(facts))
    else:
        Console(highlight=False).print(sentence, markup=False, soft_wrap=True)
