from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lokal import format_rupiah

from crm.imports.values.amounts import parse_amount, parse_count, parse_rupiah
from crm.imports.values.columns import counts, rupiah

WRITTEN = st.text("0123456789.,-+ Rpjt()", max_size=16)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.250.000", "1250000"),
        ("Rp 1.250.000", "1250000"),
        ("Rp1.250.000,50", "1250000.50"),
        ("Rp. 1.000,-", "1000"),
        ("IDR 5,000,000.25", "5000000.25"),
        ("1.250", "1250"),
        ("1,250", "1250"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("Rp 1,2 jt", "1200000"),
        ("1,250 juta", "1250000"),
        ("750rb", "750000"),
        ("2 miliar", "2000000000"),
        ("-1.000", "-1000"),
        ("Rp -5", "-5"),
        ("(500)", "-500"),
        ("0", "0"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("+5.000", "5000"),
        ("1.250.000 IDR", "1250000"),
        ("1,2 juta rupiah", "1200000"),
        ("Rp\N{NO-BREAK SPACE}1.250.000", "1250000"),
    ],
)
def test_amounts_as_people_write_them(written: str, amount: str) -> None:
    assert parse_amount(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    ["", "Rp", "abc", "1.2.3", "1.25.000", "1..2", "12 pcs", "1e6", "١٢", "9" * 41, "5%", "+-5"],
)
def test_what_is_no_amount_is_none(written: str) -> None:
    assert parse_amount(written) is None


def test_rupiah_are_whole_and_counts_must_be() -> None:
    assert parse_rupiah("12,5") == 13
    assert parse_count("12,5") is None
    assert parse_count("12,0") == 12


def test_what_no_column_can_hold_is_none() -> None:
    assert parse_rupiah("9" * 20) is None
    assert parse_count("3.000.000.000") is None


@given(st.integers(-(10**15 - 1), 10**15 - 1))
def test_what_is_written_the_indonesian_way_is_read_back(amount: int) -> None:
    assert parse_rupiah(format_rupiah(amount)) == amount


@given(st.lists(st.none() | WRITTEN, max_size=20))
def test_columns_are_read_as_single_amounts_are(written: list[str | None]) -> None:
    texts = pl.Series(written, dtype=pl.String)
    expected = [None if text is None else parse_rupiah(text) for text in written]
    assert rupiah(texts).to_list() == expected
    expected = [None if text is None else parse_count(text) for text in written]
    assert counts(texts).to_list() == expected


def test_an_amount_that_no_store_earns_is_none() -> None:
    assert parse_rupiah("999.999.999.999.999") == 10**15 - 1
    assert parse_rupiah("1.000.000.000.000.000") is None
    assert parse_rupiah("9.000.000.000.000.000.000") is None
