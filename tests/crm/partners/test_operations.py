from pathlib import Path

from sqlmodel import col, select

from core.db import Database
from crm.imports.taking import take_in
from models import Partner, Seller
from models.imports import ImportKind
from tests.support.builders import NOW, a_seller
from tests.support.rows import all_of

HEADINGS = "Nama Rumah BUMN,Kontak,No. HP,Kabupaten/Kota,Provinsi"
SLEMAN = "Rumah BUMN Sleman,Bu Wati,0812-3456-7890,Kab. Sleman,DIY"
JOGJA = "Rumah BUMN Yogyakarta,Pak Joko,0813-3456-7890,Kota Yogyakarta,Jogja"
PADANG = "Rumah BUMN Padang,,,Kota Padang,Sumbar"


def write(file: Path, headings: str, *rows: str) -> Path:
    file.write_text("\n".join([headings, *rows]))
    return file


async def take_partners(database: Database, folder: Path, *rows: str) -> None:
    file = write(folder / "rb.csv", HEADINGS, *rows)
    await take_in(database, file, kind=ImportKind.PARTNERS, now=NOW)


async def partner_of(database: Database, portal_id: str) -> str | None:
    found = await all_of(
        database,
        select(Partner)
        .join(Seller, col(Seller.partner_id) == col(Partner.id))
        .where(col(Seller.portal_id) == portal_id),
    )
    return found[0].name if found else None


async def test_a_store_gets_the_partner_of_its_regency(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as session:
        await a_seller(
            session, portal_id="T1", regency="Kota Yogyakarta", province="DI Yogyakarta"
        )
    await take_partners(database, tmp_path, SLEMAN, JOGJA, PADANG)
    assert await partner_of(database, "T1") == "Rumah BUMN Yogyakarta"


async def test_without_one_the_first_of_its_province(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as session:
        await a_seller(
            session, portal_id="T1", regency="Kabupaten Bantul", province="DI Yogyakarta"
        )
        await a_seller(session, portal_id="T2", regency="Kota Jayapura", province="Papua")
    await take_partners(database, tmp_path, SLEMAN, JOGJA, PADANG)
    assert await partner_of(database, "T1") == "Rumah BUMN Sleman"
    assert await partner_of(database, "T2") is None


async def test_of_several_in_one_place_the_one_that_the_portal_names(
    database: Database, tmp_path: Path
) -> None:
    async with database.transaction() as session:
        await a_seller(session, portal_id="T1", partner="Rumah BUMN Timur")
        await a_seller(session, portal_id="T2", partner="")
    east = "Rumah BUMN Timur,,,Kota Yogyakarta,DIY"
    await take_partners(database, tmp_path, JOGJA, east)
    assert await partner_of(database, "T1") == "Rumah BUMN Timur"
    assert await partner_of(database, "T2") == "Rumah BUMN Yogyakarta"


async def test_a_store_of_a_later_pull_gets_one_too(database: Database, tmp_path: Path) -> None:
    await take_partners(database, tmp_path, PADANG)
    headings = "ID Toko,Nama Toko,Kabupaten/Kota,Provinsi"
    pull = write(tmp_path / "tarikan.csv", headings, "T7,Rendang Uni,Padang,Sumbar")
    await take_in(database, pull, kind=ImportKind.SELLERS, now=NOW)
    assert await partner_of(database, "T7") == "Rumah BUMN Padang"


async def test_the_list_again_changes_what_changed(database: Database, tmp_path: Path) -> None:
    await take_partners(database, tmp_path, JOGJA)
    await take_partners(database, tmp_path, JOGJA.replace("Pak Joko", "Bu Ani"))
    (partner,) = await all_of(database, Partner)
    assert (partner.contact, partner.phone) == ("Bu Ani", "+6281334567890")
    assert partner.regency == "Kota Yogyakarta"
