from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crm.imports.files import tables
from crm.imports.files.tables import read_table
from crm.imports.prepared import OnlyHeadings, Prepared, Stage, prepare
from crm.imports.sellers.subject import SUBJECT

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
HEADINGS = (
    "ID Toko;Nama Toko;No. HP;Email;Provinsi;Kab/Kota;Bergabung;Produk;Omzet;"
    "Login Terakhir;Catatan"
)
GOOD = (
    "T1;Batik AYU!;0812-3456-7890;Ayu@Toko.ID;Jogja;Sleman;12 Agustus 2025;12;Rp 1.250.000;"
    "2026-11-20 10:00:00;baik"
)


@contextmanager
def prepared(path: Path, *rows: str, headings: str = HEADINGS) -> Generator[Prepared]:
    path = path / "tarikan.csv"
    path.write_text("\n".join([headings, *rows]))
    with prepare(SUBJECT, read_table(path), now=NOW) as pull:
        yield pull


def refusals(path: Path, *rows: str) -> list[tuple[int, str, str]]:
    with prepared(path, *rows) as pull:
        list(pull.batches())
        found = pull.first_rejects(100).select("line", "column", "reason").rows()
        assert pull.rejected == len(found)
    return found


def test_a_row_becomes_the_columns_of_a_seller(tmp_path: Path) -> None:
    with prepared(tmp_path, GOOD) as pull:
        (batch,) = pull.batches()
    assert batch.drop("pulled_hash").to_dicts() == [
        {
            "line": 2,
            "portal_id": "T1",
            "store_name": "Batik AYU!",
            "phone": "+6281234567890",
            "email": "ayu@toko.id",
            "province": "DI Yogyakarta",
            "regency": "Kabupaten Sleman",
            "joined": date(2025, 8, 12),
            "products": 12,
            "revenue": 1_250_000,
            "last_login": datetime(2026, 11, 20, 3, tzinfo=UTC),
            "store_key": "batik ayu",
            "zone": "Asia/Jakarta",
            "data": '{"Catatan":"baik"}',
        }
    ]


def test_empty_cells_are_empty_facts_and_no_fault(tmp_path: Path) -> None:
    with prepared(tmp_path, "T1;Ayu;-;;;;0000-00-00;N/A; ;;") as pull:
        (batch,) = pull.batches()
    (row,) = batch.to_dicts()
    assert (row["phone"], row["email"], row["joined"], row["last_login"]) == (None,) * 4
    assert (row["products"], row["revenue"], row["province"], row["regency"]) == (0, 0, "", "")


def test_a_fact_without_a_column_is_not_spoken_of(tmp_path: Path) -> None:
    with prepared(tmp_path, "T1;Ayu", headings="ID Toko;Nama Toko") as pull:
        (batch,) = pull.batches()
    assert batch.columns == ["line", "portal_id", "store_name", "store_key", "pulled_hash"]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (";Ayu;;;;;;;;;", "ID Toko", "portal_id_missing"),
        ("T2;  -  ;;;;;;;;;", "Nama Toko", "store_name_missing"),
        (f"{'T' * 65};Ayu;;;;;;;;;", "ID Toko", "too_long"),
        ("T2;Ayu;0812x4567890;;;;;;;;", "No. HP", "phone_invalid"),
        ("T2;Ayu;;ayu@toko;;;;;;;", "Email", "email_malformed"),
        ("T2;Ayu;;;Jawa Utara;;;;;;", "Provinsi", "province_unknown"),
        ("T2;Ayu;;;;;31/02/2026;;;;", "Bergabung", "date_invalid"),
        ("T2;Ayu;;;;;25/11/2026;;;;", "Bergabung", "date_in_future"),
        ("T2;Ayu;;;;;;;;2027-01-01 00:00:00;", "Login Terakhir", "date_in_future"),
        ("T2;Ayu;;;;;;12,5;;;", "Produk", "number_invalid"),
        ("T2;Ayu;;;;;;;-500;;", "Omzet", "number_negative"),
        ("T2;Ayu;;;;;;;;;;slipped", "", "too_many_cells"),
    ],
)
def test_a_row_is_refused_with_its_line_and_reason(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    assert refusals(tmp_path, row, "", GOOD) == [(2, column, reason)]


def test_today_is_not_the_future_in_the_far_east_either(tmp_path: Path) -> None:
    assert not refusals(tmp_path, "T2;Ayu;;;;;24/11/2026;;;2026-11-24 23:59:59;")


@pytest.mark.parametrize(("last", "repeated"), [(GOOD, True), ("T1;bad;0812x;;;;;;;;", False)])
def test_good_rows_with_one_id_are_noticed(tmp_path: Path, last: str, *, repeated: bool) -> None:
    with prepared(tmp_path, GOOD, "T2;Ayu;;;;;;;;;", last) as pull:
        list(pull.batches())
        assert pull.maybe_repeated() is repeated


def test_batches_do_not_change_what_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"T{number % 40};Toko {number};;;;;;;;;" for number in range(100)]
    heard: list[tuple[Stage, int, int]] = []
    file = tmp_path / "tarikan.csv"
    file.write_text("\n".join([HEADINGS, *rows]))
    monkeypatch.setattr(tables, "BATCH", 7)

    def hear(stage: Stage, done: int, total: int) -> None:
        heard.append((stage, done, total))

    with prepare(SUBJECT, read_table(file), now=NOW, progress=hear) as pull:
        batches = list(pull.batches())
        taken = {name for batch in batches for name in batch["store_name"]}
    assert len(batches) > 10
    assert pull.maybe_repeated()
    assert (pull.good, pull.rejected, pull.rows) == (100, 0, 100)
    assert taken == {f"Toko {number}" for number in range(100)}
    assert heard[-1] == (Stage.CHECK, 100, 100)


def test_headings_above_nothing_but_blank_rows_are_refused(tmp_path: Path) -> None:
    for rows in ([], [""], [";;;", " ; "]):
        with prepared(tmp_path, *rows) as pull, pytest.raises(OnlyHeadings):
            list(pull.batches())
