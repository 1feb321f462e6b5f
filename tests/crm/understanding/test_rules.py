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
    is_of_names,
    offered,
    to_ask_about,
    written_in,
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


@given(MESSAGES, TAGS | st.none(), st.sampled_from(["", *HOME]))
def test_one_message_proves_nothing_whatever_was_chosen(
    said: Heard, chosen: str | None, province: str
) -> None:
    assert asked(said, chosen=chosen, province=province) is None


def test_a_second_message_in_another_language_is_asked_about() -> None:
    assert asked(heard("jv"), heard("jv"), chosen="id") == "jv"
    assert asked(heard("jv"), heard("jv"), chosen="id", before=("jv",)) is None
    assert asked(*[heard("jv")] * 3, heard("id"), chosen="id") is None


@pytest.mark.parametrize("province", HOME)
def test_not_even_the_clearest_message_in_the_language_of_home(province: str) -> None:
    assert not any(asked(heard(tag, 1.0), province=province) for tag in HOME[province])


@given(TAGS.filter(lambda tag: tag != "id"), st.sampled_from(["", *HOME]))
def test_who_chose_nothing_is_asked_after_two_clear_messages(tag: str, province: str) -> None:
    assert asked(heard(tag), heard(tag), province=province) == tag


def test_the_language_of_home_needs_less() -> None:
    unclear = [heard("min", 0.4)] * 2
    assert asked(*unclear, province="Sumatera Barat") == "min"
    assert asked(*unclear, province="Bali") is None


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


@given(st.sampled_from(["", "Papua", *HOME]), st.sampled_from(SPOKEN), st.sampled_from(SPOKEN))
def test_what_a_stranger_writes_is_offered_before_all_else(
    province: str, present: str, tag: str
) -> None:
    pages = offered(province, present=present, written=tag)

    assert pages[0][0] == tag
    assert sorted(one for page in pages for one in page) == sorted(SPOKEN)
    home = [one for one in HOME.get(province, ()) if one != tag]
    assert list(pages[0][1 : 1 + len(home)]) == home


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        (heard("jv", 0.9, words=5), "jv"),
        (heard("jv", 0.89, words=9), None),
        (heard("jv", 0.99, words=4), None),
    ],
)
def test_few_or_doubtful_words_tell_no_language(said: Heard, tag: str | None) -> None:
    assert written_in(said) == tag


@pytest.mark.parametrize(
    "text",
    [
        "Batik Tulis Canting Ayu Solo",
        "Kripik Singkong Balado Uni Eti",
        "1. Batik Tulis Solo\n2. Kain Songket Bali",
        "jual Kopi Arabika Gayo Aceh Tengah",
        "HP Samsung Galaxy A15 RAM 8GB",
    ],
)
def test_capitalised_names_are_told(text: str) -> None:
    assert is_of_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀 123",
        "Batik",
        "Kula mboten saged mlebet akun kula wiwit wingi",
        "Kula mboten saged. Kados pundi nggih? Matur nuwun",
        "KULA MBOTEN SAGED MLEBET AKUN",
        "Halo Kak, kula badhe tanglet babagan Batik Tulis",
        "Halo\nKula\nBadhe\nTanglet",
    ],
)
def test_sentences_and_shouting_are_no_names(text: str) -> None:
    assert not is_of_names(text)


def test_the_language_of_the_province_stands_before_indonesian() -> None:
    assert offered("Sumatera Barat", present="id")[0] == ("min", "id", "en", "jv", "su", "mad")
    assert offered("", present="ban")[0] == ("id", "en", "ban", "jv", "su", "mad")
