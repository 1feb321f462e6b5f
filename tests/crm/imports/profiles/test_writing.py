import tomllib

from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from crm.imports.profiles.proposing import Guess, Proposal
from crm.imports.profiles.writing import written
from models.imports import ImportKind


def proposal(*guesses: Guess) -> Proposal:
    return Proposal(ImportKind.SELLERS, guesses, ("email",))


def test_what_is_not_sure_is_commented_out() -> None:
    guesses = (
        Guess("portal_id", "Kolom A", 0.9, "PDN-1"),
        Guess("products", "Kolom B", 0.45, "12"),
        Guess("phone", "Kolom C", 0.95, ""),
    )
    text = written(proposal(*guesses), name="asing", source="asing.csv")
    assert text == snapshot("""\
# Proposed from asing.csv. Look it over: what is not sure is commented out.
name = "asing"
kind = "sellers"

[headings]
portal_id = "Kolom A"  # sure, 90%, such as PDN-1
# products = "Kolom B"  # perhaps, 45%, such as 12
phone = "Kolom C"  # sure, 95%

# No column was found for email.
""")


@given(st.text(), st.text(), st.text())
def test_whatever_stands_in_a_file_its_profile_is_toml(
    heading: str, sample: str, source: str
) -> None:
    guesses = (Guess("phone", heading, 0.9, sample), Guess("email", heading, 0.1, sample))
    fields = tomllib.loads(written(proposal(*guesses), name="asing", source=source))
    assert fields == {"name": "asing", "kind": "sellers", "headings": {"phone": heading}}
