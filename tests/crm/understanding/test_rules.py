import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.sellers.provinces import PROVINCES
from crm.understanding.corpus import LANGUAGES
from crm.understanding.rules import (
    HOME,
    LEAST_WORDS,
    Heard,
    believed,
    expected,
    offered,
    to_ask_about,
)
from locales.languages import LANGUAGES as SPOKEN

TAGS = st.sampled_from(LANGUAGES)


def heard(tag: str, chance: float = 0.99, words: int = 8) -> Heard:
    rest = (1 - chance) / (len(LANGUAGES) - 1)
    return Heard({one: chance if one == tag else rest for one in LANGUAGES}, words)


MESSAGES = st.builds(heard, TAGS, st.sampled_from([0.3, 0.9, 0.99, 1.0]), st.integers(1, 12))


def asked(
    *said: Heard, chosen: str | None = None, province: str = "", before: tuple[str, ...] = ()
) -> str | None:
    belief = believed(expected(LANGUAGES, stored=chosen, province=province), said)
    return to_ask_about(belief, said[-1], present=chosen or "id", asked=frozenset(before))


@given(st.lists(MESSAGES, max_size=6), TAGS | st.none(), st.sampled_from(["", *HOME]))
def test_belief_is_a_chance_whatever_the_order(
    said: list[Heard], stored: str | None, province: str
) -> None:
    before = expected(LANGUAGES, stored=stored, province=province)
    assert sum(before.values()) == pytest.approx(1)
    belief = believed(before, said)
    assert sum(belief.values()) == pytest.approx(1)
    assert belief == pytest.approx(believed(before, said[::-1]))


@given(st.lists(MESSAGES, max_size=4), TAGS, TAGS | st.none())
def test_a_message_in_a_language_never_makes_it_less_likely(
    said: list[Heard], tag: str, stored: str | None
) -> None:
    before = believed(expected(LANGUAGES, stored=stored, province=""), said)
    assert believed(before, [heard(tag)])[tag] >= before[tag] * (1 - 1e-9)


@given(st.lists(MESSAGES, min_size=1, max_size=6), TAGS, TAGS)
def test_what_is_asked_about_follows_from_the_last_message(
    said: list[Heard], present: str, before: str
) -> None:
    last = said[-1]
    found = asked(*said, chosen=present, before=(before,))
    if found is not None:
        assert last.words >= LEAST_WORDS
        assert last.chances[found] == max(last.chances.values())
        assert found not in {present, before}


@given(MESSAGES, TAGS, st.sampled_from(["", *HOME]))
def test_one_message_overturns_no_choice(said: Heard, chosen: str, province: str) -> None:
    assert asked(said, chosen=chosen, province=province) is None


def test_a_second_message_in_another_language_is_asked_about() -> None:
    assert asked(heard("jv"), heard("jv"), chosen="id") == "jv"
    assert asked(heard("jv"), heard("jv"), chosen="id", before=("jv",)) is None
    assert asked(*[heard("jv")] * 3, heard("id"), chosen="id") is None


def test_who_chose_nothing_is_asked_at_once_about_the_language_of_home() -> None:
    assert asked(heard("min"), province="Sumatera Barat") == "min"
    assert asked(heard("min", 0.6), province="Bali") is None


def test_short_messages_add_up_but_ask_nothing() -> None:
    greetings = [heard("su", 0.9, words=2)] * 5
    assert asked(*greetings, chosen="id") is None
    assert asked(*greetings, heard("su", 0.5, words=6), chosen="id") == "su"


def test_every_home_is_a_province_and_its_languages_are_ours() -> None:
    assert set(HOME) <= {province.name for province in PROVINCES}
    assert {tag for tags in HOME.values() for tag in tags} <= set(LANGUAGES)


@given(st.sampled_from(["", "Papua", *HOME]), st.sampled_from(SPOKEN))
def test_every_language_is_offered_once_and_likely_ones_first(province: str, present: str) -> None:
    pages = offered(province, present=present)

    assert sorted(tag for page in pages for tag in page) == sorted(SPOKEN)
    assert {"id", "en", present} <= set(pages[0])
    home = [tag for tag in HOME.get(province, ()) if tag in SPOKEN]
    assert list(pages[0][: len(home)]) == home
    assert all(6 <= len(page) <= 8 for page in pages[:-1])


def test_the_language_of_the_province_stands_before_indonesian() -> None:
    assert offered("Sumatera Barat", present="id")[0] == ("min", "id", "en", "jv", "su", "mad")
    assert offered("", present="ban")[0] == ("id", "en", "ban", "jv", "su", "mad")
