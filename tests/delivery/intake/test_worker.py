import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from delivery.bell import Bell
from delivery.intake.spool import chat_of, spool
from delivery.intake.worker import SOON, CallbackAnswer, TooEarly, Worker
from models import Inbox, Interaction
from models.interactions import Direction
from models.mail import InboxState


class Notebook:
    """Handles updates by noting them in the database, so that a rollback shows."""

    def __init__(self, clock: MovableClock) -> None:
        """Date what is noted by `clock`."""
        self.clock = clock
        self.poison: set[int] = set()
        self.given_up: list[int] = []
        self.may_give_up = True
        self.on_update: Callable[[int], None] = lambda _: None

    async def handle(
        self, session: AsyncSession, updates: Sequence[dict[str, Any]]
    ) -> list[CallbackAnswer]:
        for update in updates:
            self._note(session, update)
            await session.flush()
            await asyncio.sleep(0)
            self.on_update(update["update_id"])
            if update["update_id"] in self.poison:
                message = "poison"
                raise ValueError(message)
        return []

    async def give_up(self, session: AsyncSession, update: dict[str, Any]) -> None:
        if not self.may_give_up:
            message = "no apology either"
            raise LookupError(message)
        self.given_up.append(update["update_id"])
        self._note(session, update)

    def _note(self, session: AsyncSession, update: dict[str, Any]) -> None:
        session.add(
            Interaction(
                at=self.clock.now(),
                direction=Direction.IN,
                chat_id=chat_of(update),
                kind="text",
                update_id=update["update_id"],
            )
        )


def message(update_id: int, chat_id: int) -> dict[str, Any]:
    return {"update_id": update_id, "message": {"chat": {"id": chat_id}, "text": "halo"}}


@pytest.fixture
def notebook(clock: MovableClock) -> Notebook:
    return Notebook(clock)


@pytest.fixture
def services(database: Database, clock: MovableClock) -> Services:
    return Services(settings=Settings.load(None), clock=clock, database=database)


@pytest.fixture
def worker(services: Services, notebook: Notebook) -> Worker:
    return Worker(services, handling=notebook, arrived=Bell(), committed=lambda _: None)


async def arrive(services: Services, *updates: dict[str, Any]) -> None:
    async with services.database.transaction() as session:
        await spool(session, updates, now=services.clock.now())


async def handled(services: Services) -> list[int | None]:
    async with services.database.reading() as session:
        query = select(col(Interaction.update_id)).order_by(col(Interaction.id))
        return list(await session.scalars(query))


async def states(services: Services) -> dict[int, InboxState]:
    async with services.database.reading() as session:
        return {row.update_id: row.state for row in await session.scalars(select(Inbox))}


async def test_an_update_that_comes_twice_is_handled_once(
    services: Services, worker: Worker
) -> None:
    await arrive(services, message(1, 10))
    await arrive(services, message(1, 10), message(2, 10))
    await worker.work()
    await arrive(services, message(1, 10))
    assert await worker.work() == 0
    assert await handled(services) == [1, 2]


async def test_keeps_a_chats_order(services: Services, worker: Worker) -> None:
    await arrive(services, *(message(n, n % 3 + 1) for n in range(1, 251)))
    while await worker.work():
        pass
    done = await handled(services)
    for chat in range(3):
        mine = [number for number in done if number is not None and number % 3 == chat]
        assert mine == sorted(mine)
    assert len(done) == 250


async def test_a_poison_update_is_set_aside_and_harms_nobody_else(
    services: Services, worker: Worker, notebook: Notebook, clock: MovableClock
) -> None:
    notebook.poison = {2}
    await arrive(services, message(1, 10), message(2, 10), message(3, 10), message(4, 20))
    await worker.work()
    assert await handled(services) == [1, 4]
    start = clock.now()
    while (await states(services))[3] is InboxState.NEW:
        await worker.work()
        await asyncio.sleep(0.05)
    assert (clock.now() - start).total_seconds() < 5
    assert await handled(services) == [1, 4, 2, 3]
    assert notebook.given_up == [2]
    found = await states(services)
    assert found == {
        1: InboxState.DONE,
        2: InboxState.FAILED,
        3: InboxState.DONE,
        4: InboxState.DONE,
    }
    async with services.database.reading() as session:
        failed = await session.get_one(Inbox, 2)
    assert failed.attempts == 3
    assert failed.error is not None
    assert "ValueError: poison" in failed.error


async def test_an_update_that_came_too_early_waits_a_moment_and_is_no_failure(
    services: Services, worker: Worker, notebook: Notebook, clock: MovableClock
) -> None:
    early = {1}

    def refuse(update_id: int) -> None:
        if update_id in early:
            raise TooEarly

    notebook.on_update = refuse
    await arrive(services, message(1, 10), message(2, 10), message(3, 20))
    await worker.work()
    assert await handled(services) == [3]
    early.clear()
    clock.advance(SOON)
    await worker.work()
    await worker.work()
    assert await handled(services) == [3, 1, 2]
    async with services.database.reading() as session:
        assert (await session.get_one(Inbox, 1)).attempts == 0


async def test_two_workers_never_work_one_chat_at_once(
    services: Services, notebook: Notebook
) -> None:
    workers = [
        Worker(services, handling=notebook, arrived=Bell(), committed=lambda _: None)
        for _ in range(3)
    ]
    await arrive(services, *(message(n, n % 7 + 1) for n in range(1, 301)))

    async def until_empty(worker: Worker) -> None:
        while InboxState.NEW in (await states(services)).values():
            await worker.work()

    await asyncio.gather(*(until_empty(worker) for worker in workers))
    done = [number for number in await handled(services) if number is not None]
    assert sorted(done) == list(range(1, 301))
    for chat in range(7):
        mine = [number for number in done if number % 7 == chat]
        assert mine == sorted(mine)


async def test_an_apology_that_fails_too_ends_the_matter(
    services: Services, worker: Worker, notebook: Notebook
) -> None:
    notebook.poison, notebook.may_give_up = {1}, False
    await arrive(services, message(1, 10), message(2, 10))
    while InboxState.NEW in (await states(services)).values():
        await worker.work()
        await asyncio.sleep(0.05)
    assert await states(services) == {1: InboxState.FAILED, 2: InboxState.DONE}
