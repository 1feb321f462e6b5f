import os
from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from core.storage import PictureGone, Storage
from models import Upload, UploadPhoto
from scheduler.jobs import housekeeping
from tests.support.builders import NOW, a_seller

LONG_AGO = (0, 0)
FOLDERS = 256


@pytest.fixture
def services(database: Database, clock: MovableClock, tmp_path: Path) -> Services:
    settings = Settings.load(None, storage=str(tmp_path))
    return Services(settings=settings, clock=clock, database=database)


async def a_round(services: Services) -> None:
    """Clear one folder after the other, as a day's runs do, by a clock that was moved far on."""
    later = NOW + timedelta(days=3650)
    for turn in range(FOLDERS):
        await housekeeping.clear_pictures(services, later + turn * housekeeping.ROUND)


async def test_a_round_deletes_what_no_photo_has_and_was_not_put_just_now(
    services: Services, tmp_path: Path
) -> None:
    storage = Storage.of(services.settings)
    had, better, orphan, fresh = [
        await storage.put(content, ".jpg") for content in (b"had", b"better", b"orphan", b"fresh")
    ]
    for key in (had, better, orphan):
        os.utime(tmp_path / key, LONG_AGO)
    async with services.database.transaction() as session:
        seller = await a_seller(session)
        upload = Upload(seller_id=seller.id or 0, created_at=NOW, updated_at=NOW)
        session.add(upload)
        await session.flush()
        session.add(
            UploadPhoto(
                upload_id=upload.id or 0,
                number=1,
                chat_id=1,
                message_id=1,
                file_id="f",
                received_at=NOW,
                key=had,
                improved_key=better,
            )
        )
    await a_round(services)
    assert await storage.get(had) + await storage.get(better) + await storage.get(fresh)
    with pytest.raises(PictureGone):
        await storage.get(orphan)


async def test_without_a_storage_there_is_nothing_to_clear(
    services: Services, tmp_path: Path
) -> None:
    nowhere = services.settings.model_copy(update={"storage": str(tmp_path / "none")})
    away = Services(settings=nowhere, clock=services.clock, database=services.database)
    await housekeeping.clear_pictures(away, NOW)
    assert not (tmp_path / "none").exists()


async def test_a_run_clears_what_is_old_among_listings(services: Services) -> None:
    async with services.database.transaction() as session:
        seller = await a_seller(session)
        past = NOW - timedelta(days=31)
        session.add(Upload(seller_id=seller.id or 0, created_at=past, updated_at=past))
    async with services.database.transaction() as session:
        await housekeeping.clear_uploads(session, services, NOW)
    async with services.database.reading() as session:
        upload = await session.get_one(Upload, 1)
        assert upload.state == "discarded"
