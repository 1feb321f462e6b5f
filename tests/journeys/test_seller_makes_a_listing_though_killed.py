"""A seller makes a listing, and the process is killed as they answer."""

from pathlib import Path

import pytest
from sqlalchemy import select

from core.clock import MovableClock
from core.db import Database
from models import Upload
from simulator import Person, Simulator
from tests.support.builders import a_seller, an_upload
from tests.support.process import running
from tests.support.talk import offers, taps
from tests.support.town import TOKEN
from views.actions import ResumeUpload, TakeNumber, UploadMove


@pytest.mark.timeout(90)  # two starts of the whole bot
async def test_and_loses_no_answer(tmp_path: Path, sqlite_url: str, clock: MovableClock) -> None:
    database = Database(sqlite_url)
    async with database.transaction() as session:
        seller = await a_seller(session)
        draft = await an_upload(session, seller=seller, step="price")
    simulator = Simulator(clock, token=TOKEN, limits=None)
    await simulator.start()
    sri = simulator.add_user("Sri", id=seller.chat_id)
    settings = {
        "database_url": sqlite_url,
        "telegram_token": TOKEN,
        "telegram_api_url": simulator.url,
        "chat_interval": 0,
    }
    try:
        async with running(tmp_path, **settings) as bot:
            sri.start()
            await sri.hears(".")
            await _opens(sri, draft)
            sri.says("15rb")
            bot.kill()  # perhaps before it has even seen it
        async with running(tmp_path, **settings):
            await taps(sri, TakeNumber("stock", 5))
            await sri.hears(offers(UploadMove("weight", "skip")))
    finally:
        await simulator.stop()
    async with database.reading() as session:
        (upload,) = await session.scalars(select(Upload))
    await database.close()
    assert (upload.price, upload.stock) == (15_000, 5)


async def _opens(sri: Person, draft: Upload) -> None:
    sri.says("/unggah")
    await taps(sri, ResumeUpload(draft.id or 0))
    await sri.hears(offers(UploadMove("price", "skip")))
