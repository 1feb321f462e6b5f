import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.imports.files import texts
from crm.imports.files.blocks import Blocks
from crm.imports.files.content import examine
from crm.imports.files.tables import read_table
from tests.support.tables import HEADINGS, cells_of, rows_of


def test_line_ends_of_all_three_kinds_end_lines(file: Path) -> None:
    file.write_bytes(b"ID Toko,Nama Toko\r\nT1,Ayu\nT2,Sri\rT3,Ida\r\nT4,Eka\r")
    assert rows_of(file) == [
        (2, "T1", "Ayu", None),
        (3, "T2", "Sri", None),
        (4, "T3", "Ida", None),
        (5, "T4", "Eka", None),
    ]


def test_a_return_before_a_feed_is_no_lone_one_where_two_blocks_meet(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(b"ID Toko,Nama Toko\r\nT1,Ayu\r\nT2,Sri\r\n")
    for size in range(1, 30):
        monkeypatch.setattr("crm.imports.files.content._BLOCK", size)
        content = examine(file)
        assert (content.plain, content.lines) == (True, 3)


def test_a_lone_return_is_found_where_two_blocks_meet(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in range(1, 9):
        monkeypatch.setattr("crm.imports.files.content._BLOCK", size)
        file.write_bytes(b"ID Toko,Nama Toko\r\nT1,Ayu\r\nT2,Sri\rT3,Ida\n")
        assert [row[1] for row in rows_of(file)] == ["T1", "T2", "T3"]


def test_a_quotation_mark_within_a_cell_is_a_letter(file: Path) -> None:
    file.write_text(
        f'{HEADINGS}\nT1,Kain 60" lebar\nT2,Toko "Ayu" Jaya\nT3,"Sri" Batik\nT4,"Ida ""7"" Kain"\n'
        'T5,"dua\nbaris"\nT6,5"\nT7,7"\n'
    )
    assert rows_of(file) == [
        (2, "T1", 'Kain 60" lebar', None),
        (3, "T2", 'Toko "Ayu" Jaya', None),
        (4, "T3", "Sri Batik", None),
        (5, "T4", 'Ida "7" Kain', None),
        (6, "T5", "dua\nbaris", None),
        (7, "T6", '5"', None),
        (8, "T7", '7"', None),
    ]


def test_a_row_whose_marks_have_partners_swallows_no_other(file: Path) -> None:
    file.write_text(f'{HEADINGS}\n6" T1,"Ayu\nT2,Sri\nT3,Ida\n')
    assert [row[1] for row in rows_of(file)] == ['6" T1', "T2", "T3"]


def test_lines_are_counted_on_where_reading_becomes_patient(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.imports.files.blocks.BLOCK", 64)
    monkeypatch.setattr(texts, "_PATIENTLY", 3)
    names = [f"Toko {number}" for number in range(50)]
    names[20] = 'Kain 60" lebar'
    file.write_text("\n".join([HEADINGS, *(f"T,{name}" for name in names)]))
    assert [row[::2] for row in rows_of(file)] == list(enumerate(names, start=2))


def test_short_and_long_rows_are_told_apart_when_read_patiently(file: Path) -> None:
    file.write_text(f'{HEADINGS}\nT1\nT2,60",,slipped\n\nT3,x,\n')
    assert rows_of(file) == [
        (2, "T1", None, None),
        (3, "T2", '60"', "slipped"),
        (4, None, None, None),
        (5, "T3", "x", None),
    ]


def test_of_two_columns_with_one_heading_the_first_counts(file: Path) -> None:
    file.write_text(f"{HEADINGS},Nama Toko #4,Nama Toko\nT1,Ayu,lain,dan lain\n")
    table = read_table(file)
    assert table.facts == {"portal_id": 0, "store_name": 1}
    assert len(set(table.titles)) == 4


def test_headings_may_stand_below_a_title(file: Path) -> None:
    file.write_text(f'Laporan Toko\n"Diunduh\n12/08/2026",,\n\n{HEADINGS}\nT1,Ayu\n')
    assert rows_of(file) == [(5, "T1", "Ayu", None)]


def test_of_two_lines_with_the_same_headings_the_first_counts(file: Path) -> None:
    file.write_text(f"{HEADINGS}\n{HEADINGS}\n")
    assert rows_of(file) == [(2, "ID Toko", "Nama Toko", None)]


def test_a_block_without_an_end_of_a_row_does_not_grow_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crm.imports.files.blocks._LONGEST_ROW", 100)
    blocks = Blocks([b'"never closed', *[b"x" * 60] * 10])
    block, ends_with_row = next(iter(blocks))
    assert (len(block), ends_with_row) == (133, False)
    assert len(b"".join(blocks.rest())) == 480


def test_the_line_with_the_needed_headings_wins_over_one_with_more_words(file: Path) -> None:
    file.write_text(f"Email,HP,Provinsi\n{HEADINGS}\nT1,Ayu\n")
    assert cells_of(file) == [("T1", "Ayu")]


CELLS = st.text(st.sampled_from('ab ,;"\n\té'), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_whatever_is_written_by_the_rules_is_read_back(
    file: Path, cells: list[tuple[str, str]], delimiter: str
) -> None:
    rows = [("T", *pair) for pair in cells]
    with file.open("w", newline="") as text:
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerows([("ID Toko", "Nama Toko", "Catatan"), *rows])
    assert [tuple(cell or "" for cell in row) for row in cells_of(file)] == rows
