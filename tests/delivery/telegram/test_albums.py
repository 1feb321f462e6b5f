from collections.abc import AsyncIterator, Sequence

import pytest
from markupsafe import Markup
from sqlalchemy import select

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from core.storage import Storage
from crm.outbox.operations import post
from crm.sellers.menu import Help
from delivery.dispatch.jobs import Job
from delivery.dispatch.outcomes import Refused, Sent, lines_of
from delivery.dispatch.sending import Sender
from delivery.dispatch.verdicts import Fate
from delivery.telegram.api import BotApi
from delivery.telegram.gateway import Gateway
from delivery.telegram.request import AiohttpRequest
from models import Outbox
from simulator import Fault, Person, Simulator
from simulator.files import sample_png
from tests.support.builders import NOW
from views.message import Album, Outgoing
from views.rendering import Reader
from views.words import Catalogs

TOKEN = "123456:ALBUMS"
GONE = "ab/" + "ab" * 32 + ".png"


class AnAlbum(Job):
    """Stored pictures, whatever the payload."""

    keys: Sequence[str] = ()

    def render(self) -> Outgoing:
        return Album(tuple(self.keys), Markup("Foto <b>produk</b>"))


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
def storage() -> Storage:
    return Storage("memory://albums")


@pytest.fixture
async def sender(
    database: Database, clock: MovableClock, simulator: Simulator, storage: Storage
) -> AsyncIterator[Sender]:
    request = AiohttpRequest()
    await request.initialize()
    services = Services(settings=Settings.load(None), clock=clock, database=database)
    gateway = Gateway(BotApi(request, f"{simulator.url}/bot{TOKEN}"))
    yield Sender(services, gateway, storage)
    await request.shutdown()


async def an_album(database: Database, reader: Person, keys: Sequence[str]) -> Job:
    async with database.transaction() as session:
        post(session, Help(), chat_id=reader.id, now=NOW)
    async with database.reading() as session:
        row = (await session.scalars(select(Outbox))).one()
    kind = type("ThisAlbum", (AnAlbum,), {"keys": keys})
    return kind(
        outbox_id=row.id or 0,
        chat_id=reader.id,
        seller_id=None,
        ticket_id=None,
        attempts=1,
        payload=Help(),
        words=Catalogs.load()["id"],
        reader=Reader(now=NOW, marketplace="Pasar Kita"),
    )


async def kept(storage: Storage, count: int) -> list[str]:
    return [await storage.put(sample_png() + bytes([number]), ".png") for number in range(count)]


@pytest.mark.parametrize("count", [1, 8])
async def test_stored_pictures_arrive_in_their_order_under_one_caption(
    database: Database,
    simulator: Simulator,
    reader: Person,
    sender: Sender,
    storage: Storage,
    count: int,
) -> None:
    sent = await sender.send(await an_album(database, reader, await kept(storage, count)))

    assert isinstance(sent, Sent)
    shown = [message for message in reader.messages if message.photo]
    contents = [
        simulator.world.files.by_id[(message.photo or {})["file_id"]].data for message in shown
    ]
    assert contents == [sample_png() + bytes([number]) for number in range(count)]
    assert [message.html for message in shown] == ["Foto <b>produk</b>", *[""] * (count - 1)]
    (line,) = lines_of(sent, Album((), Markup("Foto")))
    assert line["data"]["message_ids"] == [message.id for message in shown]


async def test_a_picture_that_is_gone_is_a_dead_letter_that_says_so(
    database: Database, reader: Person, sender: Sender, storage: Storage
) -> None:
    refused = await sender.send(await an_album(database, reader, [*await kept(storage, 1), GONE]))

    assert isinstance(refused, Refused)
    assert refused.verdict.fate is Fate.DEAD
    assert GONE in refused.error


@pytest.mark.parametrize(
    "fault", [Fault("sendMediaGroup", "429"), Fault("sendMediaGroup", "cut")], ids=["429", "cut"]
)
async def test_an_album_that_was_refused_is_sent_whole_the_next_time(
    database: Database,
    simulator: Simulator,
    reader: Person,
    sender: Sender,
    storage: Storage,
    fault: Fault,
) -> None:
    album = await an_album(database, reader, await kept(storage, 2))
    simulator.fault(fault)

    refused = await sender.send(album)

    assert isinstance(refused, Refused)
    assert refused.verdict.fate is Fate.RETRY
    assert isinstance(await sender.send(album), Sent)
