from pathlib import Path

import pytest

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from crm.imports.orders.rules import CHAT_LIMIT
from models import ImportOrder
from models.imports import ImportSource
from scheduler.importing import folder
from scheduler.importing.fetching import fetched
from scheduler.importing.refusals import AddressUnset, FileGone
from tests.support.builders import NOW

FILE_ID = "BQACAgUAAx"


def services(**settings: object) -> Services:
    return Services(
        settings=Settings.load(None, **settings),
        clock=MovableClock(NOW),
        database=Database("sqlite:///unused.db"),
    )


def an_order(source: ImportSource, place: str, **facts: str) -> ImportOrder:
    return ImportOrder(source=source, place=place, created_at=NOW, updated_at=NOW, **facts)  # pyright: ignore[reportArgumentType] - texts


async def download(file_id: str, to: Path, limit: int) -> None:
    assert (file_id, limit) == (FILE_ID, CHAT_LIMIT)
    write(to, "sent")


@pytest.mark.parametrize(
    ("file_name", "called"),
    [
        ("tarikan.csv", "tarikan.csv"),
        ("../../etc/<b>tarikan 🙂\n.csv", "_.._etc__b_tarikan___.csv"),
        ("..", "file"),
        ("", "file"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
    ],
)
async def test_a_file_from_a_chat_lies_here_as_long_as_it_is_needed(
    file_name: str, called: str
) -> None:
    order = an_order(ImportSource.CHAT, FILE_ID, file_name=file_name)
    async with fetched(order, services=services(), download=download) as path:
        assert content(path) == "sent"
        assert path.name == called
    assert not exists(path.parent)


async def test_a_file_of_the_folder_is_read_where_it_lies(tmp_path: Path) -> None:
    write(tmp_path / "tarikan.csv", "lies here")
    (lying,) = folder.look(tmp_path)
    order = an_order(ImportSource.FOLDER, lying.name, mark=lying.mark)
    settings = services(import_folder=tmp_path)
    async with fetched(order, services=settings, download=download) as path:
        assert path == tmp_path / "tarikan.csv"
    assert exists(path)


async def test_a_folder_that_is_not_watched_any_more_has_no_file() -> None:
    order = an_order(ImportSource.FOLDER, "tarikan.csv", mark="1:2:3")
    with pytest.raises(FileGone, match="IMPORT_FOLDER"):
        async with fetched(order, services=services(), download=download):
            pass


async def test_a_url_that_is_not_set_any_more_has_no_file() -> None:
    order = an_order(ImportSource.URL, "IMPORT_URL")
    with pytest.raises(AddressUnset, match="IMPORT_URL"):
        async with fetched(order, services=services(), download=download):
            pass


def content(path: Path) -> str:
    return path.read_text()


def exists(path: Path) -> bool:
    return path.exists()


def write(path: Path, text: str) -> None:
    path.write_text(text)
