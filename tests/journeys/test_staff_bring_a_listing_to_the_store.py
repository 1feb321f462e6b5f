"""A real photo becomes a listing, which staff review, change, approve and export."""

import csv
from datetime import timedelta
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
from PIL import Image
from sqlalchemy import select
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from models import Interaction, Upload, UploadChange
from models.tickets import TicketState
from models.uploads import ChangeState, UploadState
from simulator import Message, Person
from tests.support.pictures.damages import jpeg
from tests.support.pictures.photographs import photo
from tests.support.talk import offers, taps, taps_in
from tests.support.town import Town, a_town
from views.actions import (
    AnswerChange,
    ExportUploads,
    MoveDescription,
    MoveName,
    PickCategory,
    ReviewStep,
    SuggestField,
    TellUploaded,
    UploadMove,
    encode,
)

NAME, LINK = "Kopi Arabika Gayo Bubuk 250 g", "https://pasar.example/p/42"


async def test_from_a_real_photo_to_the_bulk_upload(
    database: Database, database_url: str, clock: MovableClock, tmp_path: Path
) -> None:
    storage = str(tmp_path / "files")
    async with a_town(database, database_url, clock, storage=storage) as town:
        sri = await town.a_linked_seller()
        await _makes_a_listing(sri)
        number, thread = await _reviewed(town, sri)
        await _copied(sri)
        files = await _exported(town, thread)
        await _in_store(town, sri, number)
        await town.settled()

    book, table, pictures = files
    row = pl.read_excel(BytesIO(book)).row(0, named=True)
    assert (row["Nama Produk"], row["Harga"], row["Stok"]) == (NAME, 48_000, 20)
    assert "Kopi" in row["Deskripsi"]
    (same,) = csv.DictReader(StringIO(table.decode("utf-8-sig")))
    assert (same["Harga"], same["Foto 1"]) == ("48000", f"{number:04d}-1.jpg")
    with ZipFile(BytesIO(pictures)) as file:
        picture = Image.open(BytesIO(file.read(f"{number:04d}-1.jpg")))
    assert picture.size == photo("coffee").size
    assert not picture.getexif()


async def _makes_a_listing(sri: Person) -> None:
    sri.says("/unggah")
    await taps(sri, PickCategory("drinks"))
    await sri.hears(offers(UploadMove("photos", "skip")))
    sri.sends_photo(jpeg(photo("coffee")))
    await taps(sri, UploadMove("photos", "next"))
    await sri.hears(offers(UploadMove("name", "back")))
    sri.says(NAME)
    await taps(sri, MoveName("check", "use"))
    for step, said in (("price", "45rb"), ("stock", "20 bungkus"), ("weight", "300 gram")):
        await sri.hears(offers(UploadMove(step, "skip")))
        sri.says(said)
    await taps(sri, UploadMove("variants", "next"))
    await taps(sri, MoveDescription("special", "done"))
    await taps(sri, MoveDescription("draft", "use"))
    await taps(sri, UploadMove("preview", "send"))


async def _reviewed(town: Town, sri: Person) -> tuple[int, int | None]:
    """Let staff see it, ask for another price, and approve it."""
    pictures = await town.group.hears(lambda message: bool(message.photo))
    card = await town.group.hears(offers(ReviewStep), thread=pictures.thread)
    (upload,) = await town.all(Upload)
    number, thread = upload.id or 0, card.thread
    town.agent.presses(encode(ReviewStep(number, "suggest")), chat=town.group, message=card)
    await taps_in(town.group, town.agent, SuggestField(number, "price"))
    asked = await town.group.hears("nilai yang baru", thread=thread)
    town.agent.says("48.000", chat=town.group, reply_to=asked)
    question = await sri.hears(offers(AnswerChange))
    (change,) = await town.all(UploadChange)
    sri.presses(encode(AnswerChange(change.id or 0, yes=1)), message=question)
    await town.group.hears("Penjual setuju", thread=thread)
    await town.settled()
    (change,) = await town.all(UploadChange)
    assert change.state is ChangeState.ACCEPTED
    assert "48.000" in card.text
    town.agent.presses(encode(ReviewStep(number, "approve")), chat=town.group, message=card)
    return number, thread


async def _copied(sri: Person) -> None:
    """See that the seller has all that the form asks."""
    await sri.hears(lambda message: bool(message.photo) and message.from_bot)
    fields = await sri.hears(lambda message: "<code>48000</code>" in message.html)
    assert NAME in fields.text


async def _exported(town: Town, thread: int | None) -> list[bytes]:
    town.agent.says("/unggahan", chat=town.group, thread=thread)
    await taps_in(town.group, town.agent, ExportUploads(0))
    await town.pass_time(timedelta(seconds=5))
    files: list[bytes] = []
    for ending in (".xlsx", ".csv", ".zip"):
        message = await town.group.hears(partial(_is_file, ending))
        file: dict[str, Any] = message.document or {}
        files.append(town.simulator.world.files.by_id[file["file_id"]].data)
    return files


async def _in_store(town: Town, sri: Person, number: int) -> None:
    await taps(sri, TellUploaded(number, sure=0))
    await sri.hears("Salin tautan")
    sri.says("Tombol Bagikan di mana ya kak?")
    await sri.hears("masih kami tunggu")
    await town.group.hears("Tombol Bagikan di mana")
    sri.says(f"Sudah tayang kak {LINK}")
    await sri.hears("Semoga laris")
    await town.settled()
    (upload,) = await town.all(Upload)
    assert (upload.state, upload.link) == (UploadState.UPLOADED, LINK)
    assert upload.exported_at is not None
    assert (await town.ticket(upload.ticket_id or 0)).state is TicketState.RESOLVED
    (asked,) = await town.all(
        select(Interaction).where(col(Interaction.kind) == "uploads.change_proposed")
    )
    assert asked.ticket_id == upload.ticket_id


def _is_file(ending: str, message: Message) -> bool:
    file: dict[str, Any] = message.document or {}
    return str(file.get("file_name", "")).endswith(ending)
