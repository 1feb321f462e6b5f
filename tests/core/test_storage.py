import asyncio
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import fsspec
import pytest
from fsspec.spec import AbstractFileSystem

from core.options.refusal import SettingsError
from core.settings import Settings
from core.storage import PictureGone, Storage, StorageUnusable

PICTURE = b"\xff\xd8\xff a picture"
NAME = hashlib.sha256(PICTURE).hexdigest()
KEY = f"{NAME[:2]}/{NAME}.jpg"


def later() -> datetime:
    return datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture(params=["folder", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return Storage(str(tmp_path / "files"))
    return Storage(f"memory://{tmp_path.name}")


async def test_keeps_a_picture_under_the_hash_of_its_content(storage: Storage) -> None:
    assert await storage.put(PICTURE, ".jpg") == KEY
    assert await storage.get(KEY) == PICTURE


async def test_the_same_picture_twice_is_kept_once(storage: Storage) -> None:
    keys = await asyncio.gather(*(storage.put(PICTURE, ".jpg") for _ in range(8)))

    assert set(keys) == {KEY}
    assert await storage.get(KEY) == PICTURE


async def test_what_is_discarded_is_gone_and_may_be_discarded_again(storage: Storage) -> None:
    await storage.put(PICTURE, ".jpg")

    assert await storage.discard([KEY], before=later()) == 1
    assert await storage.discard([KEY], before=later()) == 0

    with pytest.raises(PictureGone, match=KEY):
        await storage.get(KEY)


async def test_what_was_written_since_is_neither_old_nor_discarded(storage: Storage) -> None:
    began = datetime.now(UTC) - timedelta(seconds=2)
    await storage.put(PICTURE, ".jpg")

    assert await storage.old(KEY[:2], before=began) == []
    assert await storage.discard([KEY], before=began) == 0

    assert await storage.get(KEY) == PICTURE
    assert await storage.old(KEY[:2], before=later()) == [KEY]
    assert await storage.old("zz", before=later()) == []


async def test_a_picture_that_is_put_again_counts_as_new(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    await storage.put(PICTURE, ".jpg")
    os.utime(tmp_path / KEY, (0, 0))
    now = datetime.now(UTC) - timedelta(hours=1)
    assert await storage.old(KEY[:2], before=now) == [KEY]

    await storage.put(PICTURE, ".jpg")

    assert await storage.discard([KEY], before=now) == 0
    assert await storage.get(KEY) == PICTURE
    assert [path.name for path in (tmp_path / KEY).parent.iterdir()] == [Path(KEY).name]


async def test_what_a_dead_process_left_is_tidied_once_it_is_old(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    await storage.put(PICTURE, ".jpg")
    old, new = (tmp_path / KEY[:2] / f".{name}.part" for name in ("old", "new"))
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))

    await storage.tidy(KEY[:2], before=datetime.now(UTC) - timedelta(hours=1))
    await storage.tidy("zz", before=later())

    assert (old.exists(), new.exists()) == (False, True)
    assert await storage.get(KEY) == PICTURE


class Away(AbstractFileSystem):
    """A bucket whose server cannot be reached: its client says so in a kind of its own."""

    def _away(self, *_values: object, **_options: object) -> NoReturn:
        message = "Could not connect to the endpoint"
        raise ConnectorError(message)

    pipe_file = cat_file = ls = modified = _away


class ConnectorError(Exception):
    """No OSError."""


async def test_a_server_that_is_away_is_an_error_that_callers_know() -> None:
    untyped: Any = fsspec
    untyped.register_implementation("away", Away, clobber=True)
    storage = Storage("away://bucket/pictures")
    for step in (
        storage.put(PICTURE, ".jpg"),
        storage.get(KEY),
        storage.old(KEY[:2], before=later()),
        storage.discard([KEY], before=later()),
    ):
        with pytest.raises(OSError, match="Could not connect"):
            await step
    with pytest.raises(StorageUnusable, match="Could not connect"):
        await storage.probe()


@pytest.mark.parametrize("name", ["../../etc/passwd", "ab/../x.jpg", "/etc/passwd", ""])
async def test_a_name_that_is_no_hash_leads_nowhere(storage: Storage, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        await storage.get(name)


async def test_a_write_that_fails_leaves_nothing_under_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        await Storage(str(tmp_path)).put(PICTURE, ".jpg")

    assert not [name for _, _, names in os.walk(tmp_path) for name in names]


async def test_a_file_that_another_program_cut_short_is_written_anew(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    await storage.put(PICTURE, ".jpg")
    (tmp_path / KEY).write_bytes(b"half")

    await storage.put(PICTURE, ".jpg")

    assert await storage.get(KEY) == PICTURE


def test_where_nothing_is_set_pictures_lie_beside_the_database(tmp_path: Path) -> None:
    at_file = Settings.load(None, database_url=f"sqlite:///{tmp_path}/sapa.db")
    at_server = Settings.load(None, database_url="postgresql://sapa@127.0.0.1/sapa")

    assert Storage.of(at_file).place == str(tmp_path / "sapa-files")
    assert Storage.of(at_server).place == "sapa-files"


async def test_a_file_in_the_folders_place_is_refused_at_start(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder")
    storage = Storage(str(tmp_path / "taken" / "files"))

    with pytest.raises(StorageUnusable, match="taken is no folder that Sapa may write in"):
        storage.require()


async def test_a_look_at_the_storage_leaves_nothing_behind(storage: Storage) -> None:
    storage.require()
    await storage.probe()


def test_a_bucket_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(_name: str) -> None:
        return None

    monkeypatch.setattr("core.storage.find_spec", found)

    with pytest.raises(StorageUnusable, match=r"install sapa\[s3\]"):
        Storage.of(Settings.load(None, storage="s3://foto/sapa")).require()


@pytest.mark.parametrize(
    "values",
    [
        {"storage": "s3://foto", "storage_key": "a"},
        {"storage_key": "a", "storage_secret": "b"},
        {"storage": "/srv/foto", "storage_endpoint": "https://s3.example.com"},
        {"storage": "ftp://somewhere"},
    ],
)
def test_half_a_bucket_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="STORAGE"):
        Settings.load(None, **values)
