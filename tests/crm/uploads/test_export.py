"""Approved listings as files for the bulk upload."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import MovableClock
from core.db import Database
from core.services import Services
from core.settings import Settings
from core.storage import Storage
from crm.uploads.export import orders, packing, queries
from crm.uploads.export.payloads import FileKind, ListingFile, NothingToExport
from models import Attachment, Upload
from models.uploads import UploadState
from scheduler.jobs import uploads as job
from tests.support.builders import NOW
from tests.support.reviews import KEY, a_sent_listing
from tests.support.tickets import GROUP, everything_leaves, posted

PICTURE, OTHER = b"\xff\xd8\xff" + b"a" * 97, b"\xff\xd8\xff" + b"b" * 97


@pytest.fixture
def services(database: Database, clock: MovableClock, tmp_path: Path) -> Services:
    settings = Settings.load(None, storage=str(tmp_path / "files"))
    return Services(settings=settings, clock=clock, database=database)


@pytest.fixture
async def keys(services: Services) -> tuple[str, ...]:
    storage = Storage.of(services.settings)
    return tuple([await storage.put(content, ".jpg") for content in (PICTURE, OTHER)])


async def approved(session: AsyncSession, keys: tuple[str, ...], **facts: Any) -> int:  # noqa: ANN401 - columns
    upload = await a_sent_listing(session, keys=keys, state=UploadState.APPROVED, **facts)
    return upload.id or 0


async def exported(services: Services, *, everything: bool = False) -> list[ListingFile]:
    """Ask for the files, let them be made, and return what is handed out."""
    async with services.database.transaction() as session:
        await everything_leaves(session)
        for _ in range(2):
            await orders.ask(
                session, chat_id=GROUP, ticket_id=None, everything=everything, now=NOW
            )
    for _ in range(3):
        await job.export(services, NOW)
    async with services.database.reading() as session:
        assert not await job.is_awaited(session)
        return await posted(session, ListingFile)


async def content_of(services: Services, file: ListingFile) -> bytes:
    async with services.database.reading() as session:
        kept = await session.get_one(Attachment, file.attachment_id)
        return kept.content


async def test_a_table_and_named_pictures_leave_once_and_run_no_formula(
    services: Services, keys: tuple[str, ...]
) -> None:
    async with services.database.transaction() as session:
        number = await approved(
            session, keys, name="=HYPERLINK(1)", stock=20, weight=250, variants=["+62", "Pedas"],
            english=True,
        )  # fmt: skip
        await a_sent_listing(session, keys=keys)
    book, table, pictures = await exported(services)

    assert [one.kind for one in (book, table, pictures)] == list(FileKind)
    row = pl.read_excel(BytesIO(await content_of(services, book))).row(0, named=True)
    assert (row["No"], row["Nama Produk"], row["Harga"]) == (number, "'=HYPERLINK(1)", 15_000)
    assert (row["Stok"], row["Berat (gram)"], row["Varian"]) == (20, 250, "'+62, Pedas")
    assert (row["Foto 1"], row["Foto 2"]) == (f"{number:04d}-1.jpg", f"{number:04d}-2.jpg")
    written = (await content_of(services, table)).decode("utf-8-sig")
    (same,) = csv.DictReader(StringIO(written))
    assert (same["Nama Produk"], same["Foto 2"]) == ("'=HYPERLINK(1)", f"{number:04d}-2.jpg")
    with ZipFile(BytesIO(await content_of(services, pictures))) as file:
        assert file.testzip() is None
        assert [file.read(name) for name in (row["Foto 1"], row["Foto 2"])] == [PICTURE, OTHER]

    assert await exported(services) == []
    async with services.database.reading() as session:
        assert await posted(session, NothingToExport) == [NothingToExport(everything=False)]
    assert len(await exported(services, everything=True)) == len(FileKind)


async def test_many_leave_in_portions_and_none_twice(
    services: Services, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "AT_ONCE", 2)
    async with services.database.transaction() as session:
        numbers = [await approved(session, keys) for _ in range(3)]
    files = await exported(services, everything=True)
    assert [one.listings for one in files if one.kind is FileKind.WORKBOOK] == [2, 1]
    named = [
        name
        for one in files
        if one.kind is FileKind.PICTURES
        for name in ZipFile(BytesIO(await content_of(services, one))).namelist()
    ]
    assert named == [f"{number:04d}-{place}.jpg" for number in numbers for place in (1, 2)]


async def test_two_replicas_hand_a_portion_out_once(
    services: Services,
    keys: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "AT_ONCE", 1)
    async with services.database.transaction() as session:
        for _ in range(2):
            await approved(session, keys)
        await orders.ask(session, chat_id=GROUP, ticket_id=None, everything=False, now=NOW)
    async with services.database.reading() as session:
        order = await orders.first(session)
        leaving = await queries.leaving(session, everything=False, after_id=0)
    assert order is not None
    portion = await job.made(services.settings, leaving, folder=tmp_path, now=NOW)
    handed: list[bool] = []
    for _ in range(2):
        async with services.database.transaction() as session:
            handed.append(await orders.hand_out(session, order=order, portion=portion, now=NOW))
    assert handed == [True, False]


async def test_a_picture_that_is_gone_leaves_its_cell_empty(services: Services) -> None:
    async with services.database.transaction() as session:
        await approved(session, (KEY,))
    book, table = await exported(services)
    row = pl.read_excel(BytesIO(await content_of(services, book))).row(0, named=True)
    assert row["Foto 1"] is None
    assert (book.missing, table.missing) == (1, 0)


async def test_no_file_is_larger_than_a_bot_may_send(
    services: Services, keys: tuple[str, ...], tmp_path: Path
) -> None:
    async with services.database.transaction() as session:
        await approved(session, keys)
    async with services.database.reading() as session:
        (one,) = await queries.leaving(session, everything=False, after_id=0)
    storage = Storage.of(services.settings)
    packed = await packing.pack(
        storage, [one, replace(one, upload_id=2), one], stem=tmp_path / "a", largest=150, most=300
    )
    assert [len(ZipFile(path).namelist()) for path in packed.paths] == [1, 1, 1, 1]
    assert packed.listings == 2


async def test_an_exported_listing_is_noted_in_its_row(
    services: Services, keys: tuple[str, ...]
) -> None:
    async with services.database.transaction() as session:
        number = await approved(session, keys)
    await exported(services)
    async with services.database.reading() as session:
        upload = await session.get_one(Upload, number)
    assert upload.exported_at == NOW
