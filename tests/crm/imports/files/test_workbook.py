import gzip
import zipfile
import zlib
from pathlib import Path

import pytest

from crm.imports.files.content import EmptyFile, NotATable
from crm.imports.files.headings import MissingColumns
from crm.imports.files.packed import TooLarge
from crm.imports.files.tables import TooManyColumns
from tests.support.tables import (
    SHEET,
    a_workbook,
    a_workbook_with,
    cells_of,
    refusal_of,
)


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


def test_a_workbook_whose_directory_lies_about_sizes_is_refused(file: Path) -> None:
    file.write_bytes(with_deflated_sheet(zeros(2000), said=1000))
    assert "damaged workbook." in str(refusal_of(file))
    file.write_bytes(with_deflated_sheet(zeros(10), said=10_000_001))
    assert "damaged workbook." in str(refusal_of(file))


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
