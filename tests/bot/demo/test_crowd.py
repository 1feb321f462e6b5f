from collections import Counter

import pytest

from bot.demo.accounts import Account
from bot.demo.crowd import SIZE, crowd_of, seats_of
from bot.demo.tongues import SPOKEN, matter_of, tongue_of
from crm.sellers.provinces import PROVINCES
from crm.understanding.reading import read
from crm.understanding.rules import offered
from locales.languages import LANGUAGES


def an_account(number: int, language: str = "", *, silent: int | None = 20) -> Account:
    """Return one of the many, of a province by turns."""
    province = PROVINCES[number % len(PROVINCES)]
    return Account(
        person_id=number,
        seller_id=number,
        store=f"Toko {number}",
        owner="Sri",
        place=province.name,
        province=province.name,
        zone=province.zone,
        days_silent=silent,
        language=language or tongue_of(province.name, number),
        invitation="x",
    )


def test_every_language_is_spoken_in_a_natural_share() -> None:
    accounts = [an_account(number) for number in range(2000)]

    crowd = crowd_of(accounts)

    spoken = Counter(one.language for one in crowd)
    assert len(crowd) == len({one.seller_id for one in crowd}) == SIZE
    assert set(spoken) == set(LANGUAGES)
    assert spoken.most_common(1)[0][0] == "id"
    assert {one.zone for one in crowd} == {one.zone for one in PROVINCES}


def test_quiet_ones_come_first_and_others_where_there_are_none() -> None:
    busy, quiet, other = an_account(1, "id", silent=1), an_account(2, "id"), an_account(3, "nij")
    never = an_account(4, "nij", silent=None)
    assert crowd_of([busy, quiet, never, other]) == [quiet, other, busy, never]


def test_seats_are_shared_out_by_how_many_speak_a_language() -> None:
    assert seats_of({"id": 60, "jv": 30, "nij": 1, "bug": 0}, 8) == {
        "id": 5, "jv": 2, "nij": 1, "bug": 0,
    }  # fmt: skip
    assert seats_of({"id": 2, "jv": 1}, 8) == {"id": 2, "jv": 1}


@pytest.mark.parametrize("province", SPOKEN)
def test_whoever_comes_aboard_is_offered_their_language_at_once(province: str) -> None:
    assert province in {one.name for one in PROVINCES}
    assert sum(SPOKEN[province].values()) < 100
    assert set(SPOKEN[province]) <= set(offered(province, present="id")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_they_write_is_in_their_language(language: str) -> None:
    texts = [matter_of(language, number) for number in range(40)]
    readings = [reading.language for text in texts if (reading := read(text)) is not None]
    assert len(set(texts)) > 10
    assert Counter(readings).most_common(1)[0][0] == language
