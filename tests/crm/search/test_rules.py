from hypothesis import given
from hypothesis import strategies as st

from crm.search.rules import EXCERPT, MOST_WORDS, Part, Wanted, excerpt, wanted


def shown(text: str, typed: str) -> str:
    words = wanted(typed)
    assert words is not None
    return "".join(f"[{one.text}]" if one.is_hit else one.text for one in excerpt(text, words))


def test_words_are_folded_and_each_is_wanted_once() -> None:
    assert wanted("  Batik, BATIK Sékar-Ayu! ") == Wanted(("batik", "sekar", "ayu"))


def test_nothing_is_wanted_where_no_letter_is() -> None:
    assert wanted('"*" -- () :^ 🙂') is None


def test_what_is_syntax_elsewhere_is_a_word_like_others() -> None:
    assert wanted('NEAR("a" OR b*)') == Wanted(("near", "a", "or", "b"))


def test_a_long_story_wants_its_first_words() -> None:
    words = wanted("kata " * 900 + "akhir")
    assert words == Wanted(("kata",))
    many = wanted(" ".join(f"kata{number}" for number in range(40)))
    assert many is not None
    assert len(many.words) == MOST_WORDS


def test_two_letters_are_a_whole_word() -> None:
    assert not Wanted(("di",)).is_begun
    assert Wanted(("bat",)).is_begun


def test_an_excerpt_marks_whole_words_and_the_beginning_of_the_last() -> None:
    assert shown("Uang saya belum masuk", "uang mas") == "[Uang] saya belum [masuk]"
    assert shown("Uangnya belum masuk", "uang masuk") == "Uangnya belum [masuk]"


def test_an_excerpt_begins_shortly_before_what_was_found() -> None:
    text = "Selamat pagi tim, " * 10 + "pesanan batik belum dikirim " + "terima kasih " * 20
    line = shown(text, "batik")
    assert line.startswith("…")
    assert "pesanan [batik] belum dikirim" in line
    assert line.endswith("…")
    assert len(line) <= EXCERPT + 4


def test_an_excerpt_finds_accents_where_none_were_typed() -> None:
    assert shown("Kopi Kasépuhan", "kasepuhan") == "Kopi [Kasépuhan]"


def test_words_stand_together_only_in_their_order() -> None:
    words = Wanted(("batik", "ayu"))
    assert words.stands_in("Rumah Batik-Ayuning")
    assert not words.stands_in("Ayu Batik")


@given(st.text(max_size=300), st.text(max_size=60))
def test_an_excerpt_is_a_piece_of_the_text(text: str, typed: str) -> None:
    words = wanted(typed) or Wanted(("x",))
    parts = excerpt(text, words)
    assert all(part.text for part in parts)
    assert len("".join(part.text for part in parts)) <= EXCERPT + 2
    assert parts == () or Part("") not in parts
