import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding.corpus import LANGUAGES
from crm.understanding.evidence import LEAST, gathered, weighed
from crm.understanding.rules import HOME, Heard, expected, to_ask_about


def heard(tag: str) -> Heard:
    rest = 0.02 / (len(LANGUAGES) - 1)
    return Heard({one: 0.98 if one == tag else rest for one in LANGUAGES}, 8)


def after(*tags: str) -> dict[str, float]:
    evidence: dict[str, float] = {}
    for tag in tags:
        evidence = gathered(evidence, heard(tag))
    return evidence


@given(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=30))
def test_evidence_stays_a_chance_above_nothing(tags: list[str]) -> None:
    evidence = after(*tags)
    assert sum(evidence.values()) == pytest.approx(1, abs=0.01)
    assert min(evidence.values()) >= LEAST
    belief = weighed(expected(LANGUAGES, stored="id", province="Bali"), evidence)
    assert sum(belief.values()) == pytest.approx(1)


@given(st.sampled_from(LANGUAGES), st.sampled_from(["", *HOME]), st.sampled_from(["id", None]))
def test_what_one_message_leaves_behind_asks_nothing(
    tag: str, province: str, stored: str | None
) -> None:
    prior = expected(LANGUAGES, stored=stored, province=province)
    belief = weighed(prior, after(tag))
    assert to_ask_about(belief, heard(tag), present="id") is None


def test_a_year_of_indonesian_is_outweighed_by_some_messages() -> None:
    evidence = after(*["id"] * 300, *["ban"] * 5)
    assert max(evidence, key=lambda tag: evidence[tag]) == "ban"
