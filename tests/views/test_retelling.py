from dataclasses import replace

import pytest

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from crm.macros.payloads import Fillings, MacroAnswer, MacroText
from crm.outbox.payload import Payload
from crm.sellers.menu import Privacy
from crm.sellers.payloads import ConsentDeclined, ConsentNeeded, ConsentQuestion
from tests.support.builders import NOW
from views.message import Text, unmarked
from views.rendering import Reader, render
from views.retelling import LONG
from views.words import LANGUAGES, Catalogs

CATALOGS = Catalogs.load()
SELLER = Reader(now=NOW, marketplace="Pasar Nusantara", is_seller=True)
FILLINGS = Fillings(owner="Sri", store="Batik Sri", number=12, staff="Dewi")
INDONESIAN = "👁 Bahasa Indonesia"


def is_near(payload: Payload, tag: str, reader: Reader = SELLER) -> bool:
    """Tell whether Indonesian is one tap away."""
    message = render(payload, CATALOGS[tag], reader)
    assert isinstance(message, Text)
    return INDONESIAN in [button.label for row in message.buttons for button in row]


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize(
    "payload",
    [
        ConsentQuestion(),
        ConsentDeclined(),
        ConsentNeeded(),
        ConsentNeeded(said=True),
        Privacy(agreed=False, unasked=True),
        Privacy(agreed=True, unasked=False),
    ],
)
def test_indonesian_is_near_under_a_legal_text_however_short(payload: Payload, tag: str) -> None:
    assert is_near(payload, tag) is (tag != "id")


def test_it_is_near_under_a_long_text_and_not_under_a_short_one() -> None:
    meant = MacroText("id", text="Uang Anda sedang kami periksa.")
    answer = MacroAnswer(MacroText("jv", text="a"), FILLINGS, indonesian=meant)
    shortest = render(answer, CATALOGS["jv"], SELLER)
    assert isinstance(shortest, Text)
    room = LONG - len(unmarked(shortest.html))

    fits = replace(answer, said=MacroText("jv", text="a" * (room + 1)))
    longer = replace(answer, said=MacroText("jv", text="a" * (room + 2)))
    assert [is_near(one, "jv") for one in (answer, fits, longer)] == [False, False, True]


def test_staff_who_read_english_need_it_not() -> None:
    assert not is_near(ConsentQuestion(), "en", replace(SELLER, is_seller=False))
