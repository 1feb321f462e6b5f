"""The supervisor's week begins: how the stores are doing, one of them in full, a pull by chat."""

import csv
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from random import Random

from sqlalchemy import func, select
from sqlmodel import col

from bot.demo.happening import Shown
from bot.demo.journey.play import Play, expect
from bot.demo.stores import Store, provinces_of, store_of
from bot.demo.witness import Wanted
from crm.segments import queries
from crm.segments.picks import Pick
from crm.segments.summary import Summary
from models import Seller
from views.actions import ConfirmImport, NoteSeller, ShowSeller

FILE = "pendaftaran-rumah-bumn.csv"
HEADINGS = ("ID Toko", "Nama Toko", "Nama Pemilik", "No. HP", "Kabupaten/Kota", "Provinsi")
NEWCOMERS = 6
FIRST_NUMBER = 900_000
UNREADABLE = "0861-23x5-6789"
SURE = 30
"""Letters of a store's name that no message cuts away."""
LONG = 90.0
"""Real seconds for a picture to be drawn, or a file to be read, on a busy machine."""


async def begin_week(play: Play) -> None:
    """Let the supervisor look at the week, at one store, and send a list of newcomers."""
    who = play.stage.admin.name
    async with play.step(f"{who} asks how the stores are doing: who slipped, who came back"):
        slipped = await _segments(play)
    async with play.step(f"{who} looks at {slipped.store_name}, which is going quiet"):
        await _card(play, slipped)
    async with play.step(f"{who} sends a list of newcomers, looks it over, and takes it in"):
        await _list(play)


async def _segments(play: Play) -> Seller:
    """See the week told in words, picture and sheet; return the store that slipped first."""
    async with play.database.reading() as session:
        week = await queries.latest(session)
        expect(week, "no week was counted")
        summary = Summary.from_json(week.summary if week else {})
        expect(summary.slipped and summary.come_back, "nobody has slipped, or nobody came back")
        slipped, returned = [
            await session.get_one(Seller, summary.named[pick][0])
            for pick in (Pick.SLIPPED, Pick.COME_BACK)
        ]
    await play.client.says(play.stage.admin.id, "/segmen", chat=play.group)
    told = await _hears(
        play, lambda one: slipped.store_name[:SURE] in one.text, "the week's words"
    )
    expect(returned.store_name[:SURE] in told.text, "the week does not name who came back")
    for stores in (summary.slipped, summary.come_back, *summary.counts.values()):
        expect(f"{stores:,}".replace(",", ".") in told.text, f"the week does not say {stores}")
    await _hears(play, lambda one: one.kind == "photo", "the week's picture")
    await _hears(play, lambda one: one.kind == "document", "the week's sheet")
    return slipped


async def _card(play: Play, store: Seller) -> None:
    """Find the store by its name; where it has namesakes, choose it among them."""
    client, admin, seller_id = play.client, play.stage.admin.id, store.id
    await client.says(admin, f"/seller {store.store_name}", chat=play.group)
    answer = await _hears(
        play,
        lambda one: bool(
            one.button(NoteSeller, seller_id=seller_id)
            or one.button(ShowSeller, seller_id=seller_id)
        ),
        f"an answer about {store.store_name}",
    )
    choice = answer.button(ShowSeller, seller_id=seller_id)
    if choice is not None:
        await client.witness.answered(await client.presses(admin, answer, choice))
        answer = await _hears(
            play, lambda one: bool(one.button(NoteSeller, seller_id=seller_id)), "the card"
        )
    for fact in (store.store_name, store.owner_name, store.regency, store.phone or ""):
        expect(fact in answer.text, f"the card of {store.store_name} does not say {fact}")


async def _list(play: Play) -> None:
    client, admin, newcomers = play.client, play.stage.admin.id, _newcomers()
    file = b64encode(_written(newcomers)).decode()
    await client.sends(
        admin, chat=play.group, kind="document", name=FILE, file=file, caption="/impor"
    )
    preview = await _hears(
        play, lambda one: bool(one.button(ConfirmImport, forced=0)), "the preview of the list"
    )
    expect(newcomers[0].name in preview.text, "the preview shows no row of the list")
    expect(UNREADABLE in preview.text, "the preview does not show what cannot be read")
    expect(not await _known(play, newcomers), "somebody was taken in before it was confirmed")
    pressed = await client.presses(admin, preview, preview.button(ConfirmImport, forced=0))
    expect(await client.witness.answered(pressed), "the list was confirmed without a word")
    await _hears(play, lambda one: one.text.startswith("✅") and FILE in one.text, "the result")
    await _hears(play, lambda one: one.kind == "document", "the sheet of what was refused")
    expect(await _known(play, newcomers) == NEWCOMERS, "not all newcomers were taken in")


async def _known(play: Play, stores: Sequence[Store]) -> int:
    """Return how many of the stores the database has."""
    ids = [store.portal_id for store in stores]
    wanted = select(func.count()).select_from(Seller).where(col(Seller.portal_id).in_(ids))
    async with play.database.reading() as session:
        return await session.scalar(wanted) or 0


async def _hears(play: Play, wanted: Wanted, what: str) -> Shown:
    return await play.client.witness.hears(play.group, wanted, what, patience=LONG)


def _newcomers() -> list[Store]:
    random = Random(FIRST_NUMBER)  # noqa: S311 - the same people each time, not a secret
    places = provinces_of(random, NEWCOMERS)
    return [store_of(random, FIRST_NUMBER + at, place) for at, place in enumerate(places)]


def _written(newcomers: Sequence[Store]) -> bytes:
    """Write the list as an office program does, with one number that was typed wrongly."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADINGS)
    for store in (*newcomers, replace(newcomers[0], number=FIRST_NUMBER - 1, phone=UNREADABLE)):
        place = (store.regency, store.province.name)
        writer.writerow((store.portal_id, store.name, store.owner, store.phone, *place))
    return text.getvalue().encode("utf-8-sig")
