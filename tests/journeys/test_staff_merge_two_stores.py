import re
from pathlib import Path

from sqlalchemy import select, update
from sqlmodel import col

from crm.duplicates.operations import detect
from crm.imports.taking import take_in
from models import Seller, SellerDuplicate
from models.duplicates import DuplicateState
from models.imports import ImportKind
from models.staff import Role
from simulator import Message, Person
from tests.support.builders import NOW
from tests.support.talk import offers, taps_in
from tests.support.town import Town
from tests.support.twins import a_pull
from views.actions import KeepPair, MergePair, NextPair, UndoPair, encode

PHONE = "+6281234567890"


async def pulled(town: Town) -> None:
    """Let all stores of the town have come with the last pull, which looks for doubles."""
    async with town.database.transaction() as session:
        batch_id = await a_pull(session)
        await session.execute(update(Seller).values(batch_id=batch_id))
        await detect(session, batch_id=batch_id, now=NOW)


async def pair_of(town: Town, store: Seller) -> int:
    (pair,) = await town.all(
        select(SellerDuplicate).where(col(SellerDuplicate.first_id) == store.id)
    )
    return pair.id or 0


async def asked(town: Town, person: Person, pair_id: int) -> Message:
    """Let a supervisor ask for the pairs in the desk, and return the one that is shown."""
    person.says("/kembar", chat=town.group)
    return await town.group.hears(offers(KeepPair(pair_id)))


async def test_and_the_seller_talks_on_as_if_nothing_had_happened(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu", phone=PHONE)
    ayu = await town.a_linked_seller(store_name="Batik Ayu Asli", phone=PHONE)
    ticket = await town.reported(ayu)
    card = await town.card(ticket)
    await pulled(town)
    pair_id = await pair_of(town, store)

    shown = await asked(town, town.admin, pair_id)
    assert "Batik Ayu Asli" in shown.text
    press = town.admin.presses(encode(MergePair(pair_id, 1)), town.group, shown)

    assert await press.answered() == "Sudah digabung."
    await town.group.hears("bagian dari Batik Ayu")
    town.agent.says("Sudah kami cek, ya Bu.", chat=town.group, thread=card.thread)
    await ayu.hears("Sudah kami cek")
    ayu.says("Terima kasih!")
    await town.group.hears("Terima kasih!")
    await town.settled()
    assert (await town.seller(ayu)).id == store.id
    assert (await town.ticket(ticket.id or 0)).seller_id == store.id


async def test_that_came_with_one_pull(town: Town, tmp_path: Path) -> None:
    ayu = await town.a_linked_seller(portal_id="T1", store_name="Batik Ayu", phone=PHONE)
    ticket = await town.reported(ayu)
    pull = tmp_path / "tarikan.csv"
    rows = ("T1,Batik Ayu,0812-3456-7890", "T2,Batik Ayu Asli,+62 812 3456 7890")
    pull.write_text("\n".join(("ID Toko,Nama Toko,No. HP", *rows)))
    await take_in(town.database, pull, kind=ImportKind.SELLERS, now=NOW)
    (pair,) = await town.all(SellerDuplicate)

    shown = await asked(town, town.admin, pair.id or 0)
    assert "Nomor teleponnya sama." in shown.text
    town.admin.presses(encode(MergePair(pair.id or 0, 2)), town.group, shown)

    told = await town.group.hears("bagian dari Batik Ayu Asli")
    assert "laporan 1" in told.text
    await town.settled()
    assert (await town.seller(ayu)).portal_id == "T2"
    assert (await town.ticket(ticket.id or 0)).seller_id == pair.second_id


async def test_and_take_it_back(town: Town) -> None:
    store = await town.a_store(store_name="Batik Ayu", phone=PHONE)
    ayu = await town.a_linked_seller(store_name="Batik Ayu Asli", phone=PHONE)
    twin = await town.seller(ayu)
    ticket = await town.reported(ayu)
    await pulled(town)
    pair_id = await pair_of(town, store)
    shown = await asked(town, town.admin, pair_id)
    town.admin.presses(encode(MergePair(pair_id, 1)), town.group, shown)

    press = await taps_in(town.group, town.admin, UndoPair(pair_id))

    assert await press.answered() == "Sudah dibatalkan."
    await town.group.hears("kembali menjadi dua toko")
    town.admin.presses(encode(NextPair(pair_id - 1, 1)), town.group, shown)
    await town.group.hears(offers(KeepPair(pair_id)))
    await town.settled()
    assert (await town.seller(ayu)).id == twin.id
    assert (await town.ticket(ticket.id or 0)).seller_id == twin.id


async def test_pair_after_pair(town: Town) -> None:
    for name, phone in (("Kopi Gayo", PHONE), ("Batik Ayu", "+6281234567891")):
        for ending in ("", " Dua"):
            await town.a_store(store_name=name + ending, phone=phone)
    await pulled(town)
    kopi, batik = [pair.id or 0 for pair in await town.all(SellerDuplicate)]

    shown = await asked(town, town.admin, kopi)
    town.admin.presses(encode(NextPair(kopi, 1)), town.group, shown)
    await town.group.hears(offers(KeepPair(batik)))
    town.admin.presses(encode(KeepPair(batik)), town.group, shown)
    await town.group.hears("tetap dua toko")
    town.admin.presses(encode(NextPair(batik, 0)), town.group, shown)
    below = await town.group.hears(offers(KeepPair(kopi)))
    town.admin.presses(encode(KeepPair(kopi)), town.group, below)
    await town.group.hears(lambda message: message.id == below.id and "tetap" in message.text)
    town.admin.says("/kembar", chat=town.group)

    await town.group.hears("🎉")
    await town.settled()
    assert below.id != shown.id
    assert {pair.state for pair in await town.all(SellerDuplicate)} == {DuplicateState.KEPT}


async def test_and_of_two_at_once_the_second_is_told(town: Town) -> None:
    budi = await town.another_agent("Budi", Role.SUPERVISOR)
    store = await town.a_store(phone=PHONE)
    await town.a_store(phone=PHONE)
    await pulled(town)
    pair_id = await pair_of(town, store)
    one = await asked(town, town.admin, pair_id)
    two = await asked(town, budi, pair_id)

    keeps = town.admin.presses(encode(KeepPair(pair_id)), town.group, one)
    merges = budi.presses(encode(MergePair(pair_id, 1)), town.group, two)

    told = [await keeps.answered(), await merges.answered()]
    assert told == ["Tetap dua toko.", "Rekan lain lebih cepat. Keputusannya terlihat di sini."]
    await town.settled()
    assert "Diputuskan oleh Ratna" in two.text
    assert [pair.state for pair in await town.all(SellerDuplicate)] == [DuplicateState.KEPT]


async def test_in_private_too(town: Town) -> None:
    store = await town.a_store(phone=PHONE)
    await town.a_store(phone=PHONE)
    await pulled(town)
    pair_id = await pair_of(town, store)

    town.admin.says("/kembar")
    await town.admin.hears(offers(KeepPair(pair_id)))
    town.admin.presses(encode(KeepPair(pair_id)))

    await town.admin.hears(re.compile("tetap dua toko"))
    await town.settled()


async def test_but_agents_ask_a_supervisor(town: Town) -> None:
    store = await town.a_store(phone=PHONE)
    await town.a_store(phone=PHONE)
    await pulled(town)
    pair_id = await pair_of(town, store)

    town.agent.says("/kembar", chat=town.group)
    await town.group.hears("Supervisor")
    shown = await asked(town, town.admin, pair_id)
    press = town.agent.presses(encode(MergePair(pair_id, 1)), town.group, shown)

    assert "supervisor" in await press.answered()
    await town.settled()
    assert [pair.state for pair in await town.all(SellerDuplicate)] == [DuplicateState.OPEN]
