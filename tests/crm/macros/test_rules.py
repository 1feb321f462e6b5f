import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.macros import rules
from crm.macros.rules import Blank
from crm.macros.starters import Starter
from models import Macro
from tests.support.builders import NOW

VALUES = dict.fromkeys(Blank, "Sri")


def a_macro(starter: Starter | None = None, **texts: str) -> Macro:
    return Macro(name="x", starter=starter, texts=texts, updated_at=NOW)


@pytest.mark.parametrize("text", ["{owner", "owner}", "a } b {", "{{owner}}", "{owner}}"])
def test_a_brace_without_its_partner_is_seen(text: str) -> None:
    assert not rules.is_balanced(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [("Halo {nama}", "nama"), ("{owner} {}", ""), ("{ owner }", " owner "), ("{owner}", None)],
)
def test_a_word_that_fills_nothing_is_named(text: str, word: str | None) -> None:
    assert rules.is_balanced(text)
    assert rules.unknown_blank(text) == word


def test_every_placeholder_is_filled() -> None:
    text = " ".join(f"{{{one}}}" for one in Blank)
    assert rules.fill(text, VALUES) == "Sri Sri Sri Sri Sri"


@settings(max_examples=30)
@given(st.text(alphabet="{}owner "))
def test_what_is_found_right_leaves_no_brace(text: str) -> None:
    if rules.is_balanced(text) and rules.unknown_blank(text) is None:
        assert not set("{}") & set(rules.fill(text, VALUES))


def test_a_name_in_braces_is_not_filled_in_turn() -> None:
    values = VALUES | {Blank.OWNER: "{staff}"}
    assert rules.fill("Halo {owner}", values) == "Halo {staff}"


@pytest.mark.parametrize(
    ("macro", "language", "read", "text"),
    [
        (a_macro(id="Halo"), "jv", "id", "Halo"),
        (a_macro(id="Halo", jv="Kula nuwun"), "jv", "jv", "Kula nuwun"),
        (a_macro(Starter.GREETING), "jv", "jv", ""),
        (a_macro(Starter.GREETING, id="Halo"), "jv", "id", "Halo"),
        (a_macro(Starter.GREETING, su="Sampurasun"), "su", "su", "Sampurasun"),
        (a_macro(Starter.GREETING, su="Sampurasun"), "jv", "jv", ""),
    ],
)
def test_a_seller_reads_their_language_where_it_says_the_same(
    macro: Macro, language: str, read: str, text: str
) -> None:
    said = rules.text_for(macro, language)
    assert (said.language, said.text, said.starter is None) == (read, text, bool(text))


def test_a_starter_of_another_version_is_a_draft() -> None:
    unknown = Macro(name="x", starter="of_tomorrow", updated_at=NOW)
    assert rules.is_draft(unknown)
    assert not rules.is_draft(a_macro(Starter.GREETING))
