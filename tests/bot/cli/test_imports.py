import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from bot.cli.imports import app
from bot.cli.imports.rejects import NoRejects
from bot.demo.sellers import write_portal_csv
from crm.imports.course import TooManyRejects
from crm.imports.files.content import NotATable

NOW = datetime.now(UTC)


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    path = tmp_path / "tarikan.csv"
    write_portal_csv(path, sellers=40, now=NOW)
    return path


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'sapa.db'}")


def sapa_import(*words: str | Path, kind: str = "sellers") -> str:
    result = CliRunner().invoke(app, [kind, *map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_tells_what_was_done_and_the_first_rejects(portal: Path) -> None:
    told = sapa_import(portal)
    first, *table = told.splitlines()
    counts = "tarikan.csv: 46 rows, 40 added, 0 changed, 0 unchanged, 6 rejected."
    assert first.startswith(counts)
    assert table[0] == "All rejects as a sheet: sapa import rejects 1"
    assert [row.split()[0] for row in table[2:]] == ["7", "13", "20", "26", "33", "40"]
    assert "0861-23x5-6789" in told
    assert "not a phone number" in told


def test_the_same_file_again_says_so(portal: Path) -> None:
    sapa_import(portal)
    assert "nothing changed" in sapa_import(portal)


def test_a_dry_run_says_what_would_be(portal: Path) -> None:
    assert "40 would be added" in sapa_import(portal, "--dry-run")
    assert "40 added" in sapa_import(portal)


def test_json_is_one_object_and_nothing_else(portal: Path) -> None:
    report = json.loads(sapa_import(portal, "--json"))
    assert (report["added"], report["rejected"], report["already"]) == (40, 6, None)
    assert report["first_rejects"][0]["reason"] == "phone_invalid"
    assert json.loads(sapa_import(portal, "--json"))["already"]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "foto.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(NotATable):
        sapa_import(picture)


def test_a_bad_file_is_refused_whole_unless_it_is_forced(tmp_path: Path) -> None:
    pull = tmp_path / "buruk.csv"
    pull.write_text("ID Toko,Nama Toko,No. HP\nT1,Ayu,0812x\nT2,Sri,08123456789\n")
    with pytest.raises(TooManyRejects, match="1 of 2 rows"):
        sapa_import(pull)
    assert "1 added" in sapa_import(pull, "--force")


def test_all_rejects_come_as_a_sheet_with_the_reason_beside_each_row(
    portal: Path, tmp_path: Path
) -> None:
    sapa_import(portal)
    sheet = tmp_path / "tolak.xlsx"
    sapa_import("1", "--out", sheet, kind="rejects")
    rows = pl.read_excel(sheet, infer_schema_length=0).to_dicts()
    assert [row["Baris"] for row in rows] == ["7", "13", "20", "26", "33", "40"]
    assert (rows[0]["Alasan"], rows[0]["Kolom"]) == ("ini bukan nomor HP", "No. HP")
    assert rows[0]["No. HP"] == "0861-23x5-6789"


@pytest.mark.parametrize("phone", [r"0812x\[/b]", "0812x[red]", "[/]", "[link=x]"])
def test_a_refused_cell_is_shown_as_it_is(tmp_path: Path, phone: str) -> None:
    pull = tmp_path / "buruk.csv"
    pull.write_text(f"ID Toko,Nama Toko,No. HP\nT1,Ayu,{phone}\n")
    assert phone in sapa_import(pull, "--force")


def test_an_import_without_rejects_has_no_sheet(tmp_path: Path) -> None:
    pull = tmp_path / "baik.csv"
    pull.write_text("ID Toko,Nama Toko\nT1,Ayu\n")
    sapa_import(pull)
    with pytest.raises(NoRejects):
        sapa_import("1", kind="rejects")


def test_sales_and_partners_are_taken_in_and_listed(portal: Path, tmp_path: Path) -> None:
    sapa_import(portal)
    sales = tmp_path / "penjualan.csv"
    sales.write_text("No. Pesanan,ID Toko,Tanggal,Total\nI1,PDN-100001,2026-01-02,5000\n")
    partners = tmp_path / "rb.csv"
    partners.write_text("Rumah BUMN,Kab/Kota,Provinsi\nRumah BUMN Sleman,Sleman,DIY\n")
    assert "1 added" in sapa_import(sales, kind="sales")
    assert "1 added" in sapa_import(partners, kind="partners")
    batches = json.loads(sapa_import("--json", kind="history"))
    assert [batch["kind"] for batch in batches] == ["partners", "sales", "sellers"]
    assert "penjualan.csv" in sapa_import(kind="history")


def test_a_later_pull_says_which_columns_changed(portal: Path, tmp_path: Path) -> None:
    first = tmp_path / "a.csv"
    first.write_text("ID Toko,Nama Toko,Jumlah Produk\nT1,Ayu,1\nT2,Sri,2\n")
    sapa_import(first)
    first.write_text("ID Toko,Nama Toko,Jumlah Produk\nT1,Ayu,1\nT2,Sri,3\n")
    assert "Changed: products 1." in sapa_import(first)


def test_wrong_usage_exits_with_2() -> None:
    assert CliRunner().invoke(app, ["sellers"]).exit_code == 2
