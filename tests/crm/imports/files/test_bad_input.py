"""Whatever is sent ends in rows or in one sentence."""

import gzip
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.imports.files.blocks import BrokenTable
from crm.imports.files.content import EmptyFile
from crm.imports.files.headings import NoHeadings
from crm.imports.files.opening import FileUnreadable
from crm.imports.files.tables import TooManyColumns, read_table
from tests.support.tables import (
    HEADINGS,
    a_workbook,
    cells_of,
    read_or_refuse,
    refusal_of,
    rows_of,
)


@pytest.mark.parametrize("content", [b"", b"\n\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0"])
def test_an_empty_file_is_called_empty(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert isinstance(refusal_of(file), EmptyFile)


def test_headings_alone_are_a_table_without_rows(file: Path) -> None:
    file.write_text(HEADINGS)
    assert rows_of(file) == []


def test_three_hundred_columns_are_read(file: Path) -> None:
    names = [f"Kolom {number}" for number in range(298)]
    file.write_text(f"{HEADINGS},{','.join(names)}\nT1,Ayu,{',' * 297}akhir\n")
    assert rows_of(file) == [(2, "T1", "Ayu", *[None] * 297, "akhir", None)]


def test_ten_thousand_columns_are_refused(file: Path) -> None:
    file.write_text(f"{HEADINGS},{','.join(map(str, range(10_000)))}\nT1,Ayu\n")
    assert isinstance(refusal_of(file), TooManyColumns)


def test_stray_zero_bytes_do_not_make_a_text_unreadable(file: Path) -> None:
    file.write_bytes(b"ID Toko,Nama Toko\0\nT1,Ka\0in\n")
    table = read_table(file)
    assert table.titles == ("ID Toko", "Nama Toko")
    assert cells_of(file) == [("T1", "Ka\0in")]


def test_an_open_quotation_mark_is_named_with_its_row(file: Path) -> None:
    file.write_text(f'{HEADINGS}\nT1,Ayu\nT2,"Sri\nT3,Ida\n' + "T4,Eka\n" * 5000)
    refusal = refusal_of(file)
    assert isinstance(refusal, BrokenTable)
    assert "from row 3 on" in str(refusal)


def test_two_open_quotation_marks_do_not_swallow_the_rows_between(file: Path) -> None:
    file.write_text(f'{HEADINGS}\nT1,"Ayu\nT2,Sri\nT3,"Ida\nT4,Eka\n')
    assert isinstance(refusal_of(file), BrokenTable)


def test_a_cell_of_a_megabyte_is_a_cell(file: Path) -> None:
    long = "x" * 1_000_000
    file.write_text(f'{HEADINGS}\nT1,{long}\nT2,"{long}\n"\n')
    assert cells_of(file) == [("T1", long), ("T2", f"{long}\n")]


def test_a_heading_of_a_megabyte_is_refused(file: Path) -> None:
    file.write_text(f"{'x' * 1_000_000},{HEADINGS}\nT1,Ayu\n")
    assert isinstance(refusal_of(file), NoHeadings)


def test_headings_too_far_down_are_not_looked_for(file: Path) -> None:
    file.write_text("catatan\n" * 30 + HEADINGS)
    assert isinstance(refusal_of(file), NoHeadings)


def test_a_renamed_picture_is_refused(file: Path) -> None:
    file.write_bytes(bytes.fromhex("89504e470d0a1a0a0000000d49484452") + os.urandom(5000))
    assert "neither a CSV nor an XLSX" in str(refusal_of(file))


def test_an_old_workbook_and_a_locked_one_are_told_apart(file: Path) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
    file.write_bytes(ole)
    assert "old Excel workbook" in str(refusal_of(file))
    file.write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + bytes(500))
    assert "password" in str(refusal_of(file))


def test_a_zip_that_is_no_workbook_is_refused(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("tarikan.csv", "ID Toko")
    assert "neither" in str(refusal_of(file))


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    zeros = tmp_path / "nol"
    zeros.symlink_to("/dev/zero")
    for path in (tmp_path, pipe, zeros, tmp_path / "tiada.csv", tmp_path / "tiada" / "x"):
        assert isinstance(refusal_of(path), FileUnreadable)


def test_a_file_that_vanishes_or_changes_is_not_read_on(file: Path) -> None:
    file.write_text(f"{HEADINGS}\nT1,Ayu\n")
    table = read_table(file)
    file.write_text(f"{HEADINGS}\nT1,Ayu\nT2,Sri\n")
    with pytest.raises(FileUnreadable, match="changed while it was read"):
        list(table.batches())
    file.unlink()
    with pytest.raises(FileUnreadable, match="There is no file"):
        list(table.batches())


SOME = st.sampled_from([b"ID Toko", b"Nama Toko", b",", b";", b"\n", b"\r", b'"', b"\0", b"T1"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300)
    | st.lists(SOME | st.binary(max_size=3), max_size=40).map(b"".join)
    | st.lists(SOME, max_size=40).map(lambda parts: b"ID Toko,Nama Toko\n" + b"".join(parts))
)
def test_random_bytes_are_rows_or_a_refusal(file: Path, content: bytes) -> None:
    for written in (content, gzip.compress(content)):
        file.write_bytes(written)
        read_or_refuse(file)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_workbook_with_damaged_bytes_is_rows_or_a_refusal(
    file: Path, data: st.DataObject
) -> None:
    book = bytearray(a_workbook())
    for _ in range(data.draw(st.integers(1, 8))):
        book[data.draw(st.integers(4, len(book) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(book)
    read_or_refuse(file)
