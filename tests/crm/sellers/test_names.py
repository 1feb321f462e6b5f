import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.imports.values.columns import folded
from crm.sellers.names import fold

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cn"]), max_size=30)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Batik   AYU!", "batik ayu"),
        ("Kedai Café's", "kedai cafe s"),
        ("👩‍🍳 Dapur_Bu-Sri 🌶", "dapur bu sri"),
        ("…", ""),
    ],
)
def test_is_lower_case_without_accents_and_punctuation(name: str, key: str) -> None:
    assert fold(name) == key


@given(NAMES)
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=30))
def test_columns_are_folded_as_single_names_are(name: str) -> None:
    column = pl.DataFrame({"name": [name]}).select(folded(pl.col("name"))).to_series()
    assert column.to_list() == [fold(name)]
