"""Files as staff might send them, and what becomes of them."""

# pyright: reportUnknownMemberType=false
# xlsxwriter is half typed

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from crm.errors import CrmError
from crm.imports.files.tables import read_table

HEADINGS = "ID Toko,Nama Toko"
SHEET = "xl/worksheets/sheet1.xml"
_ROWS = (("ID Toko", "Nama Toko"), ("T1", "Ayu"))


def rows_of(path: Path) -> list[tuple[object, ...]]:
    """Read the file: line, cells, what is beyond them."""
    return [row for batch in read_table(path).batches() for row in batch.iter_rows()]


def cells_of(path: Path) -> list[tuple[object, ...]]:
    """Read the cells of the rows that have any."""
    return [row[1:-1] for row in rows_of(path) if any(row[1:-1])]


def refusal_of(path: Path) -> CrmError:
    """Expect the file to be refused, in one sentence."""
    with pytest.raises(CrmError) as refused:
        rows_of(path)
    check_sentence(refused.value)
    return refused.value


def read_or_refuse(path: Path) -> None:
    """Expect nothing but rows, or one sentence."""
    try:
        rows_of(path)
    except CrmError as refused:
        check_sentence(refused)


def check_sentence(refused: CrmError) -> None:
    """Expect a sentence and a code."""
    assert str(refused).endswith((".", "?"))
    assert "\n" not in str(refused)
    assert refused.code


def a_workbook(rows: Sequence[Sequence[object]] = _ROWS) -> bytes:
    """Write a workbook with one sheet."""
    book = BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return book.getvalue()


def a_workbook_with(sheet: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Write a sound workbook but for its sheet, which is the XML given."""
    changed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(a_workbook())) as sound,
        zipfile.ZipFile(changed, "w", method) as other,
    ):
        for member in sound.infolist():
            content = sheet if member.filename == SHEET else sound.read(member)
            other.writestr(member.filename, content)
    return changed.getvalue()
