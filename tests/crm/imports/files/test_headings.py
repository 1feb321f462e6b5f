import pytest

from crm.imports.files.headings import MissingColumns, NoHeadings
from crm.imports.sellers.vocabulary import SELLERS


def test_each_synonym_means_one_fact_only() -> None:
    for fact, names in SELLERS.names.items():
        for name in names:
            assert SELLERS.recognise([name]) == {fact: 0}


@pytest.mark.parametrize(
    "heading", ["No. HP", "no hp", "NO_HP", " No.  HP ", "No. HP (WA)", "Nomor-HP", "Phone Number"]
)
def test_case_punctuation_and_brackets_do_not_matter(heading: str) -> None:
    assert SELLERS.recognise([heading]) == {"phone": 0}


def test_order_does_not_matter_and_the_first_of_two_columns_wins() -> None:
    found = SELLERS.recognise(["Catatan", "Surel", "ID", "E-Mail", "Nama Usaha"])
    assert found == {"email": 1, "portal_id": 2, "store_name": 4}


def test_refuses_a_line_without_any_heading() -> None:
    with pytest.raises(NoHeadings, match="none of the headings"):
        SELLERS.require(["# Readme", "x"])


def test_says_which_column_is_missing() -> None:
    with pytest.raises(MissingColumns, match="no column Nama Toko") as refusal:
        SELLERS.require(["ID Toko", "Email"])
    assert refusal.value.details["columns"] == ("Nama Toko",)
