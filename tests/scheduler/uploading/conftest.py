from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from core.storage import Storage
from delivery.telegram.api import BotApi
from delivery.telegram.files import Files
from delivery.telegram.request import AiohttpRequest
from models import Upload
from models.uploads import UploadStep
from simulator import Simulator
from tests.support.builders import NOW, a_seller
from tests.support.photo_lab import Seller

TOKEN = "123456:LAB"


@pytest.fixture
async def seller(database: Database, clock: MovableClock, tmp_path: Path) -> AsyncIterator[Seller]:
    simulator = Simulator(clock, token=TOKEN, limits=None)
    await simulator.start()
    request = AiohttpRequest()
    await request.initialize()
    async with database.transaction() as session:
        store = await a_seller(session)
        upload = Upload(
            seller_id=store.id or 0, step=UploadStep.PHOTOS, created_at=NOW, updated_at=NOW
        )
        session.add(upload)
    person = simulator.add_user("Sri", id=store.chat_id)
    person.start()
    yield Seller(
        simulator,
        database,
        clock,
        Storage(str(tmp_path / "pictures")),
        Services(settings=Settings.load(None), clock=clock, database=database),
        Files(
            BotApi(request, f"{simulator.url}/bot{TOKEN}"),
            request,
            f"{simulator.url}/file/bot{TOKEN}",
        ),
        person,
        upload.id or 0,
        store.id or 0,
    )
    await request.shutdown()
    await simulator.stop()
