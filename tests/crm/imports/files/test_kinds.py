from pathlib import Path

import pytest

from crm.errors import CrmError
from crm.imports.files.content import NotATable
from crm.imports.files.headings import MissingColumns, NoHeadings
from crm.imports.files.kinds import kind_of, read_any
from crm.imports.files.tables import TooManyColumns
from crm.imports.subjects import SUBJECTS
from models.imports import ImportKind

KNOWN = {kind: subject.vocabulary for kind, subject in SUBJECTS.items()}


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("ID Toko,Nama Toko,Email,No. HP,Rumah BUMN,Kota", ImportKind.SELLERS),
        ("Store ID,Store Name", ImportKind.SELLERS),
        ("No. Pesanan,ID Toko,Tanggal,Total", ImportKind.SALES),
        (
            (
                "Order ID,Store ID,Store Name,Date,Total,Owner,Email,Phone,Address,City,Province,"
                "Category"
            ),
            ImportKind.SALES,
        ),
        ("ID Produk,ID Toko,Nama Produk,Kategori,Harga,Stok", ImportKind.PRODUCTS),
        ("Rumah BUMN,Narahubung,No. HP,Kabupaten/Kota", ImportKind.PARTNERS),
        ("Nama,Kota", ImportKind.PARTNERS),
    ],
)
@pytest.mark.parametrize("first", list(KNOWN))
def test_headings_tell_what_a_file_holds(
    file: Path, headings: str, kind: ImportKind, first: ImportKind
) -> None:
    file.write_text(f"{headings}\n")
    assert kind_of(file, {first: KNOWN[first], **KNOWN}) is kind


def test_it_is_read_as_what_it_is(file: Path) -> None:
    file.write_text("Judul\nNo. Pesanan;ID Toko;Tanggal;Total\nP1;T1;12/08/2026;5\n")
    kind, table = read_any(file, KNOWN)
    assert kind is ImportKind.SALES
    assert table.facts == {"order_id": 0, "seller_ref": 1, "at": 2, "amount": 3}


@pytest.mark.parametrize(
    ("headings", "refusal", "told"),
    [
        ("x,y", NoHeadings, "none of the headings"),
        ("Nama Toko,Pemilik,HP,Kota,Rumah BUMN,Email,Kategori", MissingColumns, "ID Toko"),
        ("No. Pesanan,Tanggal,Total,Status", MissingColumns, "ID Toko"),
        ("Email", MissingColumns, "no column"),
        ("ID Toko,Nama Toko" + ",x" * 2000, TooManyColumns, "columns"),
    ],
)
@pytest.mark.parametrize("first", list(KNOWN))
def test_a_file_of_no_kind_is_refused_as_what_it_is_most_like(
    file: Path, headings: str, refusal: type[CrmError], told: str, first: ImportKind
) -> None:
    file.write_text(f"{headings}\n")
    with pytest.raises(refusal, match=told):
        kind_of(file, {first: KNOWN[first], **KNOWN})


def test_what_is_no_table_is_refused_as_that(file: Path) -> None:
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(NotATable):
        kind_of(file, KNOWN)
