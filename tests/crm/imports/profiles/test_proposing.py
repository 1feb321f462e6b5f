import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.sellers import HEADINGS, write_portal_csv
from crm.imports.profiles.proposing import NothingRecognised, Proposal, propose
from models.imports import ImportKind

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FACTS = (
    "portal_id", "store_name", "owner_name", "email", "phone", "address", "regency", "province",
    "category", "partner", "joined", "products", "transactions", "revenue", "last_login",
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "asing.csv"


def write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def portal_rows(path: Path, sellers: int = 80) -> list[list[str]]:
    write_portal_csv(path, sellers=sellers, now=NOW)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def sure(proposal: Proposal) -> dict[str, str]:
    return {guess.fact: guess.heading for guess in proposal.guesses if guess.is_sure}


def test_the_portals_headings_are_all_known(file: Path) -> None:
    write_portal_csv(file, sellers=40, now=NOW)
    assert sure(propose(file)) == dict(zip(FACTS, HEADINGS, strict=True))


def test_values_speak_where_the_headings_say_nothing(file: Path) -> None:
    rows = portal_rows(file)
    nonsense = [f"k{place}" for place in range(len(FACTS))]
    write(file, [["Rekap"], nonsense, *rows])
    proposal = propose(file)
    assert proposal.kind is ImportKind.SELLERS
    told = dict(zip(FACTS, nonsense, strict=True))
    unsure = {fact: told.pop(fact) for fact in ("products", "transactions")}
    assert sure(proposal) == told
    shown = {guess.heading for guess in proposal.guesses if not guess.is_sure}
    assert shown == set(unsure.values())


def test_the_order_of_columns_says_nothing(file: Path) -> None:
    rows = [row[::-1] for row in portal_rows(file)]
    nonsense = [f"k{place}" for place in reversed(range(len(FACTS)))]
    write(file, [nonsense, *rows])
    found = sure(propose(file))
    assert found["portal_id"] == "k0"
    assert (found["joined"], found["last_login"]) == ("k10", "k14")


def test_orders_are_told_from_stores(file: Path) -> None:
    states = ("Selesai", "Dibatalkan", "Dikirim")
    goods = ("Keripik Tempe", "Batik Tulis", "Kopi Gayo 200 g", "Sambal Roa")
    rows = [
        [
            f"INV/2026/{700_000 + number // 2}",
            f"PDN-{100_000 + number * 7 % 30}",
            f"{1 + number % 28:02}/08/2026 09:{number % 60:02}",
            f"Rp {20 + number * 13 % 400}.000",
            1 + number % 4,
            goods[number % 4],
            states[number % 3],
        ]
        for number in range(120)
    ]
    write(file, [list("abcdefg"), *rows])
    proposal = propose(file)
    assert proposal.kind is ImportKind.SALES
    assert sure(proposal) == {
        "order_id": "a",
        "seller_ref": "b",
        "at": "c",
        "amount": "d",
        "quantity": "e",
        "product": "f",
        "status": "g",
    }


def test_products_are_told_from_orders(file: Path) -> None:
    goods = ("Keripik Tempe", "Batik Tulis", "Kopi Gayo 200 g", "Sambal Roa")
    shelves = ("Makanan Ringan", "Fesyen", "Minuman", "Makanan")
    rows = [
        [
            f"SKU-{700_000 + number}",
            f"PDN-{100_000 + number * 7 % 30}",
            goods[number % 4],
            shelves[number % 4],
            f"Rp {20 + number * 13 % 400}.000",
            number * 3 % 50,
        ]
        for number in range(120)
    ]
    write(file, [list("abcdef"), *rows])
    proposal = propose(file)
    assert proposal.kind is ImportKind.PRODUCTS
    told = {"portal_id": "a", "seller_ref": "b", "name": "c", "shelf": "d", "price": "e"}
    assert sure(proposal) == told


def test_partners_are_told_from_stores(file: Path) -> None:
    portal = portal_rows(file)
    rows = {row[6]: [row[9], row[2], row[4], row[6], row[7]] for row in portal}
    write(file, [list("abcde"), *rows.values()])
    proposal = propose(file)
    assert proposal.kind is ImportKind.PARTNERS
    assert sure(proposal) == {
        "name": "a",
        "contact": "b",
        "phone": "c",
        "regency": "d",
        "province": "e",
    }


def test_of_two_columns_of_days_the_earlier_is_when_one_joined(file: Path) -> None:
    rows = [
        [f"T-{1000 + number}", f"Kopi {number}", f"{1 + number % 28:02}/11/2026", "01/02/2024"]
        for number in range(30)
    ]
    write(file, [["a", "b", "c", "d"], *rows])
    found = sure(propose(file))
    assert (found["joined"], found["last_login"]) == ("d", "c")


def test_the_number_of_the_row_is_no_id(file: Path) -> None:
    for first, is_id in ((1, False), (7001, True)):
        rows = [[first + number, f"Kopi {number}"] for number in range(600)]
        write(file, [["a", "b"], *rows])
        assert ("portal_id" in sure(propose(file))) is is_id


def test_values_that_cannot_be_it_refute_a_heading(file: Path) -> None:
    rows = [[f"T{number}", f"Kopi {number}", "lihat buku"] for number in range(9)]
    write(file, [["ID Toko", "Nama Toko", "No. HP"], *rows])
    assert "phone" not in sure(propose(file))


def test_a_heading_is_enough_where_there_are_no_values(file: Path) -> None:
    write(file, [["ID Toko", "Nomor HP Penjual", "Nama Tokonya"]])
    assert sure(propose(file)) == {
        "portal_id": "ID Toko",
        "phone": "Nomor HP Penjual",
        "store_name": "Nama Tokonya",
    }


def test_a_column_that_no_profile_can_name_is_left_out(file: Path) -> None:
    write(file, [["ID Toko", "Nama Toko", "", "ID Toko"], ["T1", "Ayu", "a@b.id", "08123456789"]])
    assert sure(propose(file)) == {"portal_id": "ID Toko", "store_name": "Nama Toko"}


def test_the_kind_may_be_said(file: Path) -> None:
    write_portal_csv(file, sellers=40, now=NOW)
    assert propose(file, ImportKind.PARTNERS).kind is ImportKind.PARTNERS


def test_a_file_that_says_nothing_is_refused(file: Path) -> None:
    write(file, [["a", "b"], ["?", "!"], ["…", "-"]])
    with pytest.raises(NothingRecognised, match=r"Nothing in asing\.csv looks like"):
        propose(file)
