from locales.pseudo import Pseudo, pseudo


def test_words_are_accented_and_a_third_longer_and_the_rest_stays() -> None:
    text = "Hello <b>{name}</b> &amp; all: send /batal"
    assert pseudo(text) == "Héłłó <b>{name}</b> &amp; áłł: šéñđ /batal~~~~~~"


def test_a_button_grows_as_far_as_it_may() -> None:
    words = Pseudo()
    assert words.pgettext("button", "x" * 20) == "x" * 20 + "~~~~"
    assert words.pgettext("button", "x" * 30) == "x" * 30
    assert words.ngettext("a thing", "{n} things", 2) == "{n} ťhíñğš~~"
