# pyright: reportUnknownMemberType=false
# xlsxwriter is half typed

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from crm.errors import CrmError
from crm.imports.files import blocks
from crm.imports.files.blocks import BrokenTable
from crm.imports.files.content import (
    EmptyFile,
    NotATable,
    WronglyEncoded,
)
from crm.imports.files.headings import MissingColumns, NoHeadings
from crm.imports.files.opening import FileUnreadable
from crm.imports.files.packed import TooLarge
from crm.imports.files.tables import read_table

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
TEXT = 'ID Toko,Nama Toko,Catatan\nT1,Kedai Café,satu\nT2,"Batik, Ayu","dua\nbaris"\n'
ROWS = [(2, "T1", "Kedai Café", "satu", None), (3, "T2", "Batik, Ayu", "dua\nbaris", None)]


def rows_of(path: Path) -> list[tuple[object, ...]]:
    return [row for batch in read_table(path).batches() for row in batch.iter_rows()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tarikan.csv"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_reads_each_encoding_alike(file: Path, encoding: str) -> None:
    file.write_bytes(TEXT.encode(encoding))
    assert rows_of(file) == ROWS
    assert read_table(file).titles == ("ID Toko", "Nama Toko", "Catatan")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_reads_each_delimiter_alike(file: Path, delimiter: str) -> None:
    file.write_text(f"ID Toko{delimiter}Nama Toko\nT1{delimiter}Ayu\n")
    assert rows_of(file) == [(2, "T1", "Ayu", None)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_reads_each_line_ending_alike(file: Path, ending: str) -> None:
    file.write_bytes(f"ID Toko,Nama Toko{ending}T1,Ayu{ending}T2,Sri".encode())
    assert rows_of(file) == [(2, "T1", "Ayu", None), (3, "T2", "Sri", None)]


def test_blocks_end_where_rows_do(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 7)
    rows = [(f"T{number}", f'Toko "{number}"\nbaris dua') for number in range(30)]
    cells = [f'{key},"{name.replace(chr(34), chr(34) * 2)}"' for key, name in rows]
    file.write_text("\n".join(["ID Toko,Nama Toko", *cells]))
    assert [row[1:3] for row in rows_of(file)] == rows
    assert [row[0] for row in rows_of(file)] == list(range(2, 32))


def test_blank_lines_count_as_a_spreadsheet_counts_them(file: Path) -> None:
    file.write_text("\nID Toko,Nama Toko\n\nT1,Ayu\n")
    assert [row for row in rows_of(file) if row[1]] == [(4, "T1", "Ayu", None)]


def test_short_rows_are_filled_and_long_ones_noticed(file: Path) -> None:
    file.write_text("ID Toko,Nama Toko,Email\nT1\nT2,Ayu,a@b.id,slipped\nT3,Sri,,\n")
    assert rows_of(file) == [
        (2, "T1", None, None, None),
        (3, "T2", "Ayu", "a@b.id", "slipped"),
        (4, "T3", "Sri", None, None),
    ]


def test_reads_a_workbook_with_numbers_and_dates_as_text(tmp_path: Path) -> None:
    path = tmp_path / "tarikan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Catatan").write(0, 0, "Diunduh dari portal")
        sheet = book.add_worksheet("Data")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["ID Toko", "Nama Toko", "No HP", "Bergabung", "Login Terakhir"])
        sheet.write_row(2, 0, [1001, "Ayu 🌶", 81234567890])
        sheet.write_datetime(2, 3, datetime(2026, 8, 12), day)  # noqa: DTZ001 - a cell has no zone
        sheet.write_datetime(2, 4, datetime(2026, 8, 12, 9, 30), day)  # noqa: DTZ001 - a cell has no zone
    filled = [row for row in rows_of(path) if row[1]]
    assert filled == [
        (3, "1001", "Ayu 🌶", "81234567890", "2026-08-12 00:00:00", "2026-08-12 09:30:00", None)
    ]


def test_columns_without_a_heading_or_with_anothers_have_titles_of_their_own(file: Path) -> None:
    file.write_text("ID Toko,Nama Toko,,Nama Toko\nT1,Ayu,,\n")
    assert read_table(file).titles == ("ID Toko", "Nama Toko", "#3", "Nama Toko #4")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(200):
                sheet.write(bytes(1_000_000))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b" \r\n\t\n", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        (PNG, NotATable),
        (bytes(range(256)) * 40, NotATable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NotATable),
        (b"PK\x03\x04 and then nothing", NotATable),
        ("ID Toko,Nama Toko\nT1,é\n".encode("utf-16")[:-1], WronglyEncoded),
        (b"ID Toko,Nama Toko\nT1,\x81\x8d\xff\n", WronglyEncoded),
        (b"# Readme\n\nHello, world\n", NoHeadings),
        (b"ID Toko,Email\nT1,a@b.id\n", MissingColumns),
        (b'ID Toko,Nama Toko\nT1,"never closed\nT2,Ayu\n', BrokenTable),
    ],
)
def test_what_is_no_pull_is_refused_in_one_sentence(
    file: Path, content: bytes, refusal: type[CrmError]
) -> None:
    file.write_bytes(content)
    with pytest.raises(refusal) as refused:
        rows_of(file)
    assert str(refused.value).endswith((".", "?"))
    assert refused.value.code


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="is a folder"):
        rows_of(tmp_path)
    with pytest.raises(FileUnreadable, match="There is no file"):
        rows_of(tmp_path / "nope.csv")


def test_a_workbook_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    bomb(path)
    with pytest.raises(TooLarge):
        rows_of(path)


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook>")
    with pytest.raises(NotATable, match="damaged"):
        rows_of(path)
