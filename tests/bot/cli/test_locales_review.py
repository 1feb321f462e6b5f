"""A native reader gets a sheet, and what they correct in it is checked and taken."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polib
import pytest
import xlsxwriter
from typer.testing import CliRunner

from bot.cli.app import app
from bot.cli.locales import review, sheets, taking
from bot.cli.locales.sheets import (
    COMMENT,
    ENGLISH,
    HEADINGS,
    INDONESIAN,
    NEW,
    TRANSLATION,
    NoReviewSheet,
)
from core.workbook import Sheet, workbook
from locales import extraction

Cells = list[str | None]


def entry(msgid: str, text: str, context: str | None = None, plural: str = "") -> polib.POEntry:
    if plural:
        return polib.POEntry(msgid=msgid, msgid_plural=plural, msgstr_plural={0: text})
    return polib.POEntry(msgid=msgid, msgstr=text, msgctxt=context)


def catalog(tag: str = "min") -> polib.POFile:
    found = polib.POFile()
    found.metadata = {"Language": tag}
    found.append(
        entry("Hello <b>{name}</b> 👋\n\nSee /menu.", "Salam <b>{name}</b> 👋\n\nLiek /menu.")
    )
    found.append(entry("Send", "Kirim", context="button"))
    found.append(entry("{n} message", "{n} pasan", plural="{n} messages"))
    found.append(entry("= not a formula", "= indak rumus"))
    return found


def filled(path: Path, lines: dict[int, tuple[str, str]]) -> Path:
    """Write the sheet as a reader leaves it, comments and corrections by line."""
    path.write_bytes(sheets.written("min", catalog(), polib.POFile()))
    rows = _rows(path)
    for line, (comment, new) in lines.items():
        rows[line - 2][COMMENT], rows[line - 2][NEW] = comment, new
    path.write_bytes(workbook(Sheet("min", HEADINGS, rows), zone=ZoneInfo("UTC")))
    return path


def with_errors(path: Path, errors: dict[tuple[int, int], str]) -> None:
    """Put formulas that came to errors into cells of a sheet, by line and column."""
    rows: list[Cells] = [list(HEADINGS), *_rows(path)]
    untyped: Any = xlsxwriter
    with untyped.Workbook(path) as book:
        sheet = book.add_worksheet("min")
        for line, cells in enumerate(rows, start=1):
            for column, text in enumerate(cells):
                if (line, column) in errors:
                    sheet.write_formula(line - 1, column, "=1/0", None, errors[line, column])
                else:
                    sheet.write_string(line - 1, column, text or "")


def _rows(path: Path) -> list[Cells]:
    return [list(cells) for cells in sheets.cells(path, "min")]


def test_a_sheet_that_nobody_wrote_in_changes_nothing(tmp_path: Path) -> None:
    before = catalog()
    found = taking.take(before, sheets.read(filled(tmp_path / "min.xlsx", {}), "min"))
    assert (found, str(before)) == (taking.Review(), str(catalog()))


def test_corrections_are_taken_and_comments_listed(tmp_path: Path) -> None:
    changed = catalog()
    sheet = filled(
        tmp_path / "min.xlsx",
        {
            2: ("", "Assalamualaikum <b>{name}</b> 👋\r\n\r\n/menu. "),
            3: ("rancak", ""),
            4: ("", "{n} buah pasan"),
            5: ("", "indak rumus"),
        },
    )

    found = taking.take(changed, sheets.read(sheet, "min"))

    assert found == taking.Review(taken=3, comments=["line 3: rancak"])
    assert changed[0].msgstr == "Assalamualaikum <b>{name}</b> 👋\n\n/menu."
    assert changed[2].msgstr_plural == {0: "{n} buah pasan"}
    assert changed[3].msgstr == "indak rumus"


def test_what_reads_as_the_indonesian_does_is_taken_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed, sheet = catalog(), tmp_path / "min.xlsx"
    sheet.write_bytes(sheets.written("min", changed, catalog("id")))
    rows = _rows(sheet)
    for row, indonesian, new in (
        (rows[0], "Halo, <b>{name}</b>\n\n/menu", "Halo <b>{name}</b> 👋\n\n/menu."),
        (rows[1], "Kirim", "Kirimkan"),
        (rows[2], "{n}", "{n}"),
        (rows[3], "Toko", "toko"),
    ):
        row[INDONESIAN], row[NEW] = indonesian, new
    sheet.write_bytes(workbook(Sheet("min", HEADINGS, rows), zone=ZoneInfo("UTC")))

    found = taking.take(changed, sheets.read(sheet, "min"))

    assert (found.taken, found.refused) == (4, [])
    assert found.alike == [r"line 2: 'Halo <b>{name}</b> 👋\n\n/menu.'"]
    assert changed[0].msgstr.startswith("Halo")
    review.tell(found)
    assert "Taken, though it reads as Indonesian does:\n  line 2:" in capsys.readouterr().out


def test_what_would_break_a_message_is_refused_by_its_line(tmp_path: Path) -> None:
    changed = catalog()
    sheet = filled(
        tmp_path / "min.xlsx",
        {2: ("", "Salam <b>{nama}</b> 👋\n\n/menu"), 3: ("", "Kirimkan kasadoalahannyo ka kami")},
    )

    found = taking.take(changed, sheets.read(sheet, "min"))

    assert found.refused == [
        "line 2: other placeholders than the message",
        "line 3: 32 characters where 24 fit ('Kirimkan kasadoalahannyo ka kami')",
    ]
    assert str(changed) == str(catalog())


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("Salam { <b>{name}</b> 👋\n\n/menu", "a brace that belongs to no placeholder"),
        ("Salam </b>{name}<b> 👋\n\n/menu", "</b> closes what is not open"),
        ("Salam <b>{name}</b> 👋 /menu", "paragraphs that run together"),
        ("true", "a cell that holds TRUE or FALSE, and no text"),
    ],
)
def test_what_would_kill_a_message_is_refused(tmp_path: Path, new: str, reason: str) -> None:
    changed = catalog()
    found = taking.take(changed, sheets.read(filled(tmp_path / "min.xlsx", {2: ("", new)}), "min"))
    assert found.taken == 0
    assert [line for line in found.refused if line.startswith("line 2: ") and reason in line]
    assert str(changed) == str(catalog())


def test_a_cell_that_holds_an_error_is_named_and_nothing_of_its_line_is_taken(
    tmp_path: Path,
) -> None:
    path, changed = filled(tmp_path / "min.xlsx", {4: ("", "{n} buah pasan")}), catalog()
    with_errors(path, {(2, NEW): "#NAME?", (3, NEW): "#DIV/0!", (5, ENGLISH): "#REF!"})

    found = taking.take(changed, sheets.read(path, "min"))

    assert found == taking.Review(
        taken=1,
        refused=[
            "line 2: cell F2 holds the error #NAME?, and no text",
            "line 3: cell F3 holds the error #DIV/0!, and no text",
            "line 5: cell B5 holds the error #REF!, and no text",
        ],
    )
    assert [one.msgstr for one in changed[:2]] == [one.msgstr for one in catalog()[:2]]


def test_an_error_that_was_saved_as_a_text_is_named_as_well(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "min.xlsx", {3: ("", "#REF!"), 4: ("#N/A", "")})
    found = taking.take(catalog(), sheets.read(sheet, "min"))
    assert found.refused == [
        "line 3: cell F3 holds the error #REF!, and no text",
        "line 4: cell E4 holds the error #N/A, and no text",
    ]


def test_a_correction_in_the_wrong_column_is_not_lost_in_silence(tmp_path: Path) -> None:
    path = filled(tmp_path / "min.xlsx", {})
    rows = _rows(path)
    rows[1][TRANSLATION] = "Kiriman"
    path.write_bytes(workbook(Sheet("min", HEADINGS, rows), zone=ZoneInfo("UTC")))

    found = taking.take(catalog(), sheets.read(path, "min"))

    assert found.taken == 0
    assert ["last column" in line for line in found.refused] == [True]
    assert found.refused[0].startswith("line 3: ")


def test_a_translation_that_changed_meanwhile_is_not_undone(tmp_path: Path) -> None:
    changed = catalog()
    changed[1].msgstr = "Kirimkan"
    sheet = filled(tmp_path / "min.xlsx", {3: ("", "Kirim se")})

    found = taking.take(changed, sheets.read(sheet, "min"))

    assert found.refused == ["line 3: changed meanwhile, it now reads 'Kirimkan'"]


def test_another_file_is_refused(tmp_path: Path) -> None:
    sheet = filled(tmp_path / "min.xlsx", {})
    (other := tmp_path / "other.xlsx").write_bytes(b"PK no workbook")

    for path, tag in ((sheet, "ban"), (other, "min")):
        with pytest.raises(NoReviewSheet):
            list(sheets.read(path, tag))


def test_the_command_writes_every_message_and_takes_a_comment(tmp_path: Path) -> None:
    sheet, before = tmp_path / "su.xlsx", extraction.path_of("su").read_bytes()

    def run(*options: str) -> dict[str, object]:
        command = ["locales", "review", "su", *options, "--json"]
        return json.loads(CliRunner().invoke(app, command, catch_exceptions=False).stdout)

    assert run("--out", str(sheet))["messages"] == len(extraction.read("su"))
    rows = [list(cells) for cells in sheets.cells(sheet, "su")]
    rows[0][COMMENT] = "Saé"
    sheet.write_bytes(workbook(Sheet("su", HEADINGS, rows), zone=ZoneInfo("UTC")))

    assert run("--take", str(sheet)) == {
        "taken": 0,
        "refused": [],
        "alike": [],
        "comments": ["line 2: Saé"],
    }
    assert extraction.path_of("su").read_bytes() == before
