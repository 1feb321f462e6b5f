# pyright: reportUnknownMemberType=false
# xlsxwriter is half typed

import gzip
import subprocess
import sys
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from crm.imports.files import unpacking
from crm.imports.files.content import EmptyFile, NotATable
from crm.imports.files.headings import MissingColumns, NoHeadings
from crm.imports.files.packed import TooLarge
from crm.imports.files.tables import TooManyColumns, read_table
from tests.support.tables import (
    SHEET,
    a_workbook,
    a_workbook_with,
    cells_of,
    refusal_of,
    rows_of,
)

NAMES = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros, deflated: each ten take as much again."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    ten = deflate.compress(bytes(10_000_000)) + deflate.flush(zlib.Z_FULL_FLUSH)
    return ten * (megabytes // 10) + b"\x03\x00"


def with_deflated_sheet(stream: bytes, *, said: int) -> bytes:
    """A workbook whose sheet inflates from `stream`, to `said` bytes by its directory."""
    book = bytearray(a_workbook_with(stream, zipfile.ZIP_STORED))
    for header, start, size in ((b"PK\x03\x04", 8, 22), (b"PK\x01\x02", 10, 24)):
        length = 30 if header == b"PK\x03\x04" else 46
        at = book.index(SHEET.encode(), book.index(header)) - length
        book[at + start : at + start + 2] = zipfile.ZIP_DEFLATED.to_bytes(2, "little")
        book[at + size : at + size + 4] = said.to_bytes(4, "little")
    return bytes(book)


def test_a_workbook_of_two_megabytes_that_holds_two_gigabytes_is_not_unpacked(file: Path) -> None:
    file.write_bytes(with_deflated_sheet(zeros(2000), said=2_000_000_000))
    assert 1_500_000 < file.stat().st_size < 2_500_000
    assert isinstance(refusal_of(file), TooLarge)


@pytest.mark.parametrize("said", [1000, 10_000_000])
def test_a_workbook_whose_directory_lies_about_sizes_is_refused(file: Path, said: int) -> None:
    rows = b"".join(b"<row><c><v>%d</v></c></row>" % number for number in range(2000))
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (NAMES, rows)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = deflate.compress(sheet) + deflate.flush()
    file.write_bytes(with_deflated_sheet(stream, said=len(sheet)))
    assert isinstance(refusal_of(file), NoHeadings)
    file.write_bytes(with_deflated_sheet(stream, said=said))
    assert "is a damaged workbook." in str(refusal_of(file))


def test_a_workbook_that_lies_is_not_unpacked_to_its_end(file: Path) -> None:
    file.write_bytes(with_deflated_sheet(zeros(2000), said=1000))
    assert "is a damaged workbook." in str(refusal_of(file))


def test_unpacking_ends_where_it_takes_more_memory_than_it_may(tmp_path: Path) -> None:
    corner = b'<row r="20000"><c r="BXX20000"><v>1</v></c></row>'
    first = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = b'<worksheet xmlns="%s"><sheetData>%s%s</sheetData></worksheet>'
    book = a_workbook_with(sheet % (NAMES, first, corner))
    program = f"import {unpacking.__name__} as u; u._MEMORY = 1 << 30; u.main()"
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        input=book,
        check=False,
        stderr=subprocess.DEVNULL,
    )
    assert ended.returncode not in list(unpacking.Outcome)


def test_a_cell_in_the_last_corner_of_a_sheet_does_not_end_the_process(file: Path) -> None:
    file.write_bytes(
        a_workbook_with(
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
        )
    )
    refusal = refusal_of(file)
    assert isinstance(refusal, NotATable)
    assert "too large to open" in str(refusal)


def test_a_workbook_that_is_cut_short_is_refused(file: Path) -> None:
    file.write_bytes(a_workbook()[:-40])
    assert isinstance(refusal_of(file), NotATable)


def test_a_workbook_without_a_cell_is_called_empty(file: Path) -> None:
    file.write_bytes(a_workbook([]))
    assert isinstance(refusal_of(file), EmptyFile)


def test_a_workbook_with_other_columns_is_refused(file: Path) -> None:
    file.write_bytes(a_workbook([["ID Toko", "Email"], ["T1", "a@b.id"]]))
    assert isinstance(refusal_of(file), MissingColumns)


def test_a_workbook_too_wide_is_refused(file: Path) -> None:
    file.write_bytes(a_workbook([["ID Toko", "Nama Toko", *range(5000)]]))
    assert isinstance(refusal_of(file), TooManyColumns)


def test_an_unpacked_workbook_leaves_nothing_behind(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    file.write_bytes(gzip.compress(a_workbook()))
    assert cells_of(file) == [("T1", "Ayu")]
    assert list(folder.iterdir()) == []


def test_cells_are_read_as_they_are_stored_however_they_are_shown(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        scientific = book.add_format({"num_format": "0.00E+00"})
        grouped = book.add_format({"num_format": "#,##0"})
        day = book.add_format({"num_format": "[$-421]dd mmmm yyyy"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ID Toko", "Nama Toko"])
        sheet.write_column(1, 0, [6281234567890, 1250000.0, 0.1 + 0.2, 10**15, True])
        sheet.write_number(1, 1, 6281234567890, scientific)
        sheet.write_number(2, 1, 1250000.5, grouped)
        sheet.write_string(3, 1, "081234567890")
        sheet.write_datetime(4, 1, datetime(2026, 8, 12), day)  # noqa: DTZ001 - a cell has no zone
        sheet.write_formula(5, 1, "=1/0", None, "#DIV/0!")  # pyright: ignore[reportArgumentType] - a value of any type
    assert cells_of(file) == [
        ("6281234567890", "6281234567890"),
        ("1250000", "1250000.5"),
        ("0.3", "081234567890"),
        ("1000000000000000", "2026-08-12 00:00:00"),
        ("true", None),
    ]


def test_the_sheet_and_the_line_with_the_headings_are_found(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Kosong")
        book.add_worksheet("Petunjuk").write_column(0, 0, ["Cara mengisi", "ID Toko: nomor"])
        sheet = book.add_worksheet("Data")
        sheet.write(0, 2, "Laporan")
        sheet.write_row(4, 2, ["ID Toko", "Nama Toko"])
        sheet.write_row(6, 2, ["T1", "Ayu 👩\u200d🍳🌶️"])
        chart = book.add_chart({"type": "line"})
        assert chart
        chart.add_series({"values": "=Data!$C$7:$D$7"})
        book.add_chartsheet("Grafik").set_chart(chart)
    assert [row for row in rows_of(file) if row[1]] == [(7, "T1", "Ayu 👩\u200d🍳🌶️", None)]


def test_a_long_sheet_is_read_in_batches_with_its_lines(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.imports.files.tables.BATCH", 40_000)
    rows = [[f"T{number}", f"Toko {number}"] for number in range(60_000)]
    file.write_bytes(a_workbook([["ID Toko", "Nama Toko"], *rows]))
    table = read_table(file)
    for _again in range(2):
        batches = list(table.batches())
        assert [batch.height for batch in batches] == [40_000, 9_999, 10_001]
        lines = [line for batch in batches for line in batch["line"].to_list()]
        assert lines == list(range(2, 60_002))
        assert batches[-1].row(-1) == (60_001, "T59999", "Toko 59999", None)


def test_the_token_and_passwords_are_kept_from_the_process_that_unpacks(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "environment"
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nenv > {seen}\nexit 3\n")
    python.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(python))
    monkeypatch.setenv("TELEGRAM_TOKEN", "rahasia")
    file.write_bytes(a_workbook())
    assert isinstance(refusal_of(file), NotATable)
    assert "PATH=" in seen.read_text()
    assert "rahasia" not in seen.read_text()
