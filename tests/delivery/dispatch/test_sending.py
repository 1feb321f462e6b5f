from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from markupsafe import Markup
from sqlalchemy import select

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from core.storage import Storage
from crm.attachments.operations import attach
from crm.outbox.operations import post
from crm.sellers.menu import Help
from delivery.dispatch.jobs import Job
from delivery.dispatch.outcomes import Refused, Sent
from delivery.dispatch.sending import Sender
from delivery.dispatch.verdicts import Fate
from delivery.telegram.api import BotApi
from delivery.telegram.gateway import Gateway
from delivery.telegram.request import AiohttpRequest
from models import Outbox
from simulator import Fault, Person, Simulator
from simulator.files import sample_png
from tests.support.builders import NOW
from views.message import Attached, Drawn, Outgoing
from views.rendering import Reader
from views.words import Catalogs

TOKEN = "123456:SENDING"
MISSING = 999


class AFile(Job):
    """A message with a file, whatever its payload."""

    def render(self) -> Outgoing:
        return Attached(self.ticket_id or 0, Markup("Ini <b>berkasnya</b>"))


class APicture(AFile):
    """A message with a picture that nobody keeps."""

    def render(self) -> Outgoing:
        return Drawn(sample_png, Markup("Ini <b>contohnya</b>"))


@pytest.fixture
async def simulator(clock: MovableClock) -> AsyncIterator[Simulator]:
    simulator = Simulator(clock, token=TOKEN, limits=None)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def reader(simulator: Simulator) -> Person:
    person = simulator.add_user("Ratna")
    person.start()
    return person


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


async def a_job(
    database: Database,
    *,
    chat_id: int,
    attachment_id: int | None = None,
    kind: type[AFile] = AFile,
) -> AFile:
    async with database.transaction() as session:
        attachment_id = attachment_id or await attach(
            session, name="a.csv", media_type="text/csv", content=b"nama;toko\r\n", now=NOW
        )
        post(session, Help(), chat_id=chat_id, now=NOW)
    return kind(
        outbox_id=(await the_row(database)).id or 0,
        chat_id=chat_id,
        seller_id=None,
        ticket_id=attachment_id,
        attempts=1,
        payload=Help(),
        words=Catalogs.load()["id"],
        reader=Reader(now=NOW, marketplace="Pasar Kita"),
    )


async def the_row(database: Database) -> Outbox:
    async with database.reading() as session:
        return (await session.scalars(select(Outbox))).one()


async def test_fetches_the_file_when_it_leaves_and_keeps_others_off_it_meanwhile(
    database: Database, simulator: Simulator, reader: Person, sender: Sender
) -> None:
    job = await a_job(database, chat_id=reader.id)

    assert isinstance(await sender.send(job), Sent)

    shown = await reader.hears("Ini berkasnya")
    assert simulator.world.files.by_id[shown.document["file_id"]].data == b"nama;toko\r\n"
    until = (await the_row(database)).lease_until
    assert until is not None
    assert until >= NOW + timedelta(minutes=5)


async def test_draws_a_picture_when_it_leaves(
    database: Database, simulator: Simulator, reader: Person, sender: Sender
) -> None:
    job = await a_job(database, chat_id=reader.id, kind=APicture)

    assert isinstance(await sender.send(job), Sent)

    shown = await reader.hears("Ini contohnya")
    assert shown.photo is not None
    assert simulator.world.files.by_id[shown.photo["file_id"]].data == sample_png()


@pytest.mark.parametrize("fault", [Fault("sendDocument", "429"), Fault("sendDocument", "500")])
async def test_a_file_that_was_refused_is_sent_whole_the_next_time(
    database: Database, simulator: Simulator, reader: Person, sender: Sender, fault: Fault
) -> None:
    job = await a_job(database, chat_id=reader.id)
    simulator.fault(fault)

    refused = await sender.send(job)

    assert isinstance(refused, Refused)
    assert refused.verdict.fate is Fate.RETRY
    assert isinstance(await sender.send(job), Sent)
    shown = await reader.hears("Ini berkasnya")
    assert simulator.world.files.by_id[shown.document["file_id"]].data == b"nama;toko\r\n"


async def test_a_file_that_is_not_kept_any_more_is_a_dead_letter_that_says_so(
    database: Database, reader: Person, sender: Sender
) -> None:
    refused = await sender.send(await a_job(database, chat_id=reader.id, attachment_id=MISSING))

    assert isinstance(refused, Refused)
    assert refused.verdict.fate is Fate.DEAD
    assert refused.error == "attachment 999 is not kept any more"
