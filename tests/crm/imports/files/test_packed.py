import gzip
import hashlib
import tracemalloc
from pathlib import Path

import pytest

from crm.imports.files.packed import DamagedFile, TooLarge
from crm.imports.files.tables import read_table
from tests.support.tables import (
    HEADINGS,
    a_workbook,
    cells_of,
    refusal_of,
)


def test_gzip_of_text_and_of_a_workbook_is_read_whatever_its_name(file: Path) -> None:
    file.write_bytes(gzip.compress(f"{HEADINGS}\nT1,Ayu\n".encode("utf-16")))
    assert cells_of(file) == [("T1", "Ayu")]
    file.write_bytes(gzip.compress(a_workbook()))
    assert cells_of(file) == [("T1", "Ayu")]


def test_gzip_in_several_members_with_zeros_at_the_end_is_one_file(file: Path) -> None:
    members = [f"{HEADINGS}\n", "T1,Ayu\nT", "", "2,Sri\n"]
    file.write_bytes(b"".join(gzip.compress(part.encode()) for part in members) + bytes(700))
    assert cells_of(file) == [("T1", "Ayu"), ("T2", "Sri")]


def test_the_digest_is_that_of_the_file_as_it_was_given(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.imports.files.content._BLOCK", 100)
    plain = f"{HEADINGS}\nT1,Ayu\n".encode() * 50
    for given in (plain, gzip.compress(plain), a_workbook(), gzip.compress(a_workbook())):
        file.write_bytes(given)
        assert read_table(file).digest == hashlib.sha256(given).hexdigest()


def test_damaged_gzip_is_refused(file: Path) -> None:
    rows = "".join(f"T{number},Toko {number * 7919}\n" for number in range(3000))
    packed = gzip.compress(f"{HEADINGS}\n{rows}".encode())
    cut = [packed[:-9], packed[:12]]
    wrong = [packed[:at] + b"\xff\xff\xff" + packed[at + 3 :] for at in (40, len(packed) - 7)]
    for damaged in (*cut, *wrong, packed + b"and more"):
        file.write_bytes(damaged)
        assert isinstance(refusal_of(file), DamagedFile)


def test_gzip_within_gzip_is_refused(file: Path) -> None:
    file.write_bytes(gzip.compress(gzip.compress(HEADINGS.encode())))
    assert "packed twice" in str(refusal_of(file))


def test_a_gzip_bomb_goes_off_in_a_few_megabytes(file: Path) -> None:
    with gzip.open(file, "wb") as bomb:
        for _ in range(400):
            bomb.write(b"\n" * 1_000_000)
    tracemalloc.start()
    refusal = refusal_of(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(refusal, TooLarge)
    assert peak < 16_000_000
