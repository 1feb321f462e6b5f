import phonenumbers
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.imports.values.columns import phones
from crm.sellers.phones import parse_phone

SUBSCRIBERS = st.from_regex(r"8[1-35-9][0-9]{7,10}", fullmatch=True)
PREFIXES = st.sampled_from(["0", "62", "+62", "+62 ", "(+62) ", ""])


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("0812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("+62 812.3456.7890", "+6281234567890"),
        ("+62 (0)812 3456 7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("6281234567890.0", "+6281234567890"),
        ("0812\N{NON-BREAKING HYPHEN}3456\N{NON-BREAKING HYPHEN}7890", "+6281234567890"),
        ("(021) 555 1234", "+62215551234"),
        ("+60 12-345 6789", "+60123456789"),
    ],
)
def test_numbers_as_people_write_them(written: str, e164: str) -> None:
    assert parse_phone(written) == e164


@pytest.mark.parametrize(
    "written",
    [
        "0812-34x6-7890",
        "O812 3456 7890",
        "0812 3456 7890 (Sri)",
        "08123456",
        "0841 2345 678",
        "08123456789 / 08129876543",
        "8.12346E+11",
        "+",
        "",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "0812345678٣",
    ],
)
def test_what_is_no_number_is_refused_and_not_guessed(written: str) -> None:
    assert parse_phone(written) is None
    assert phones(pl.Series([written])).to_list() == [None]


@given(SUBSCRIBERS, PREFIXES)
def test_an_ordinary_mobile_number_is_one_for_the_library_too(
    subscriber: str, prefix: str
) -> None:
    e164 = f"+62{subscriber}"
    assert parse_phone(prefix + subscriber) == e164
    assert phonenumbers.is_valid_number(phonenumbers.parse(e164))


@given(SUBSCRIBERS, st.integers(0, 9), st.sampled_from("abcOlxéЖ"))
def test_a_stray_letter_anywhere_refuses_the_number(
    subscriber: str, place: int, letter: str
) -> None:
    assert parse_phone(f"0{subscriber[:place]}{letter}{subscriber[place:]}") is None


@given(st.lists(st.none() | st.text("0123456789.+-() x٣", max_size=18), max_size=20))
def test_columns_are_read_as_single_numbers_are(written: list[str | None]) -> None:
    column = phones(pl.Series(written, dtype=pl.String))
    assert column.to_list() == [None if text is None else parse_phone(text) for text in written]
