"""A snapshot in short: how many stores stand where, who moved, and whom to look at first."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.segments.counting import standing
from crm.segments.picks import Pick, picked, weightiest
from crm.segments.rules import RETURNS, SLIPS, Bounds
from models.segments import Lifecycle

NAMED = 10
"""How many stores of each pick a summary names."""


@dataclass(frozen=True, slots=True)
class Move:
    """How many stores stood at `before` and stand at `now`; None is not being there."""

    before: Lifecycle | None
    now: Lifecycle | None
    stores: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A week's snapshot in short; `since` is the week it is compared with, None for the first."""

    week: str
    at: datetime
    since: str | None
    moves: tuple[Move, ...]
    at_risk: int
    named: dict[Pick, tuple[int, ...]]
    """The ids of the weightiest stores of each pick."""

    @property
    def counts(self) -> Counter[Lifecycle]:
        """How many stores stand where."""
        return _total((move.now, move.stores) for move in self.moves)

    @property
    def counts_before(self) -> Counter[Lifecycle]:
        """How many stood where in the week that this one is compared with."""
        return _total((move.before, move.stores) for move in self.moves)

    @property
    def stores(self) -> int:
        """How many stores there are."""
        return self.counts.total()

    @property
    def slipped(self) -> int:
        """How many stores fell."""
        return self._moved(SLIPS)

    @property
    def come_back(self) -> int:
        """How many stores rose again."""
        return self._moved(RETURNS)

    def _moved(self, ways: AbstractSet[tuple[Lifecycle, Lifecycle]]) -> int:
        return sum(move.stores for move in self.moves if (move.before, move.now) in ways)

    def to_json(self) -> dict[str, Any]:
        """Return the summary as its row keeps it."""
        return _adapter.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Summary":
        """Return the summary out of its row."""
        return _adapter.validate_python(value)


_adapter = TypeAdapter(Summary)


async def summarize(session: AsyncSession, *, bounds: Bounds, last: Summary | None) -> Summary:
    """Sum `crm.segments.counting.standing` up, compared with `last`."""
    moves = await _moves(session)
    named = {pick: await _named(session, pick) for pick in Pick}
    at_risk = picked(Pick.AT_RISK, standing.c, standing.c.before)
    return Summary(
        week=bounds.week,
        at=bounds.at,
        since=last.week if last else None,
        moves=(*moves, *_left(moves, last)),
        at_risk=await session.scalar(select(func.count()).select_from(standing).where(at_risk))
        or 0,
        named=named,
    )


async def _moves(session: AsyncSession) -> list[Move]:
    before, now = standing.c.before, standing.c.lifecycle
    found = await session.execute(select(before, now, func.count()).group_by(before, now))
    moves = (Move(Lifecycle(was) if was else None, is_, stores) for was, is_, stores in found)
    return sorted(moves, key=lambda move: (move.before or "", move.now or ""))


def _left(moves: list[Move], last: Summary | None) -> Iterator[Move]:
    """Yield the stores that were there and are no more, as after a merge."""
    if last is None:
        return
    stayed = _total((move.before, move.stores) for move in moves)
    for before, stores in (last.counts - stayed).items():
        yield Move(before, None, stores)


async def _named(session: AsyncSession, pick: Pick) -> tuple[int, ...]:
    found = await session.scalars(
        select(standing.c.seller_id)
        .where(picked(pick, standing.c, standing.c.before))
        .order_by(*weightiest(standing.c))
        .limit(NAMED)
    )
    return tuple(found)


def _total(counts: Iterator[tuple[Lifecycle | None, int]]) -> Counter[Lifecycle]:
    total = Counter[Lifecycle]()
    for lifecycle, stores in counts:
        if lifecycle is not None:
            total[lifecycle] += stores
    return total
