from collections.abc import AsyncIterator

import pytest

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from core.storage import Storage
from crm.tickets.doors import CloseTopic, OpenTopic
from delivery.dispatch.jobs import Job, Topic
from delivery.dispatch.outcomes import Refused, Sent
from delivery.dispatch.sending import Sender
from delivery.dispatch.settling import settle_sent
from delivery.telegram.api import BotApi
from delivery.telegram.gateway import Gateway
from delivery.telegram.request import AiohttpRequest
from models import Interaction
from simulator import Group, Simulator
from tests.support.builders import NOW
from tests.support.rows import all_of
from views.rendering import Reader
from views.words import Catalogs

TOKEN = "123456:LOCKS"
GONE = 4321


@pytest.fixture
async def simulator(clock: MovableClock) -> AsyncIterator[Simulator]:
    simulator = Simulator(clock, token=TOKEN, limits=None)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def group(simulator: Simulator) -> Group:
    group = simulator.add_group("Desk", forum=True)
    ratna = simulator.add_user("Ratna")
    group.add(ratna)
    group.add_bot(admin=True, by=ratna)
    group.create_topic("#1", ratna)
    return group


@pytest.fixture
async def sender(
    database: Database, clock: MovableClock, simulator: Simulator
) -> AsyncIterator[Sender]:
    request = AiohttpRequest()
    await request.initialize()
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    yield Sender(
        services,
        Gateway(BotApi(request, f"{simulator.url}/bot{TOKEN}")),
        Storage("memory://sending"),
    )
    await request.shutdown()


def a_job(group: Group, payload: CloseTopic | OpenTopic, thread: int | None) -> Job:
    return Job(
        outbox_id=1,
        chat_id=group.id,
        seller_id=None,
        ticket_id=1,
        attempts=1,
        payload=payload,
        words=Catalogs.load()["id"],
        reader=Reader(now=NOW, marketplace="Pasar Kita"),
        topic=Topic(1, "#1", thread),
    )


async def test_a_topic_is_closed_and_opened_though_it_was_so_before(
    group: Group, sender: Sender
) -> None:
    [topic] = group.topics
    for payload, closed in ((CloseTopic(), True), (OpenTopic(), False)):
        for _ in range(2):
            assert isinstance(await sender.send(a_job(group, payload, topic.id)), Sent)
            assert [one.closed for one in group.topics] == [closed]


async def test_no_topic_is_opened_anew_to_be_closed(group: Group, sender: Sender) -> None:
    for thread in (GONE, None):
        sent = await sender.send(a_job(group, CloseTopic(), thread))
        assert not isinstance(sent, Refused)
    assert len(group.topics) == 1


async def test_it_is_no_message_that_the_log_would_keep(
    group: Group, sender: Sender, database: Database
) -> None:
    sent = await sender.send(a_job(group, CloseTopic(), None))
    assert isinstance(sent, Sent)
    async with database.transaction() as session:
        await settle_sent(session, [sent])
    assert await all_of(database, Interaction) == []
