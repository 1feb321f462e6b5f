"""Every check against a sample of the labelled half that tests.

The figures of the whole half are printed by `make bench ARGS=photos` and stand in docs/photos.md.
"""

import pytest

from crm.uploads.photos.checking import look
from crm.uploads.photos.flaws import Flaw
from tests.support.pictures import damages, screens
from tests.support.pictures.labelled import MINIMUM, a_few, labelled
from tests.support.pictures.pairs import pairs
from tests.support.pictures.photographs import photo
from tests.support.pictures.scoring import CHECKS, Score, scores, twins


@pytest.fixture(scope="module")
def measured() -> dict[Flaw, Score]:
    return scores(a_few(list(labelled("tested", ("whole",))), each=4))


@pytest.mark.parametrize("flaw", CHECKS)
def test_a_flaw_is_found_and_hardly_ever_claimed_wrongly(
    measured: dict[Flaw, Score], flaw: Flaw
) -> None:
    score = measured[flaw]
    assert score.right + len(score.missed) >= 4, "too few pictures have it to say anything"
    assert score.precision >= 0.9, score.false
    assert score.recall >= 0.75, score.missed


def test_good_photos_are_left_in_peace() -> None:
    good = [one for one in labelled("tested", ("whole",)) if not one.flaws]
    told = {
        one.name: wrong
        for one in good[::6]
        if (wrong := set(look(one.content(), minimum=MINIMUM).flaws) - one.unclear)
    }
    assert len(told) <= len(good[::6]) * 0.05, told


def test_photos_of_the_same_thing_are_known_again() -> None:
    score = twins(pairs("tested"))
    assert score.precision >= 0.98, score.false
    assert score.recall >= 0.95, score.missed


def test_the_worst_is_told_first() -> None:
    spoilt = damages.shrunk(damages.exposed(damages.unsharp(photo("coffee"), 14), -4), 320)
    flaws = look(damages.jpeg(spoilt), minimum=MINIMUM).flaws
    assert flaws == (Flaw.BLURRED, Flaw.DARK, Flaw.SMALL)


def test_of_a_screenshot_only_that_is_told() -> None:
    page = screens.shop(photo("coffee"))
    assert look(damages.jpeg(page), minimum=500).flaws == (Flaw.SCREENSHOT,)
    assert look(damages.jpeg(page), minimum=700).flaws == (Flaw.SCREENSHOT, Flaw.SMALL)


def test_what_is_asked_of_the_shorter_side_is_the_marketplaces_to_say() -> None:
    small = damages.jpeg(damages.shrunk(photo("coffee"), 640))
    assert Flaw.SMALL not in look(small, minimum=400).flaws
    assert Flaw.SMALL in look(small, minimum=500).flaws
