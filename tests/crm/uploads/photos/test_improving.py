"""The improved version is nearer to a good photo, and leaves a good photo nearly as it was."""

import numpy as np
import pytest
from PIL import Image

from crm.uploads.photos.checking import Flaw, improve, look, sheet
from crm.uploads.photos.enhancing import tuned, tuning_of
from crm.uploads.photos.framing import WHOLE, frame_of, squared
from tests.support.pictures import damages, screens
from tests.support.pictures.photographs import CLOTHS, TESTED, cloth, photo, product, texture

LAMP = (1.1, 0.95, 0.72)


def apart(one: Image.Image, other: Image.Image) -> float:
    both = (np.asarray(each, dtype=np.float64) for each in (one, other))
    return float(np.abs(next(both) - next(both)).mean())


@pytest.mark.parametrize("name", TESTED)
def test_a_good_photo_is_hardly_changed(name: str) -> None:
    good = photo(name, longest=512)
    assert tuning_of(good).change < 22
    on_cloth = product(name, cloth(CLOTHS[0], (512, 384)))
    assert tuning_of(on_cloth).change < 12


@pytest.mark.parametrize("name", TESTED)
def test_too_little_light_and_lamplight_are_made_up_for(name: str) -> None:
    good = product(name, cloth(CLOTHS[0], (512, 384)))
    for spoilt, left in ((damages.exposed(good, -2), 0.75), (damages.tinted(good, LAMP), 0.75)):
        better = tuned(spoilt, tuning_of(spoilt))
        assert apart(better, good) < left * apart(spoilt, good)


def test_a_coloured_product_keeps_its_colour() -> None:
    red = product("coffee", Image.new("RGB", (512, 384), "#a03028"))
    assert apart(tuned(red, tuning_of(red)), red) < 12


@pytest.mark.parametrize("name", TESTED)
def test_a_product_on_plain_ground_is_framed_whole_and_square(name: str) -> None:
    small = product(name, cloth(CLOTHS[2], (512, 384)), wide=0.4)
    box = frame_of(small).box(*small.size)
    assert box[2] - box[0] == pytest.approx(box[3] - box[1], abs=2)
    assert box[2] - box[0] < 384
    assert box[0] <= 256 - 77
    assert box[2] >= 256 + 77
    assert box[1] <= 192 - 115
    assert box[3] >= 192 + 115


def test_among_things_nothing_is_cut_off() -> None:
    full = product("coins", texture("gravel", (512, 384)))
    assert frame_of(full) == WHOLE
    square = squared(full)
    assert square.size == (512, 512)
    assert square.getpixel((5, 5)) == (255, 255, 255)
    assert apart(square.crop((0, 64, 512, 448)), full) == 0


def test_what_is_kept_and_what_is_shown_are_improved_alike() -> None:
    ground = cloth(CLOTHS[1], (1280, 960))
    seen = look(damages.jpeg(damages.exposed(product("coins", ground), -2)), minimum=500)
    assert seen.improvable
    assert seen.pair is not None
    both, full = damages.opened(seen.pair), damages.opened(improve(seen.clean))
    assert full.width == full.height >= 500
    assert apart(both.crop((520, 0, 1032, 512)), full.resize((512, 512))) < 4


def test_what_is_added_is_white_in_any_light() -> None:
    dusk = damages.tinted(
        damages.exposed(damages.strip(photo("coins"), 2.4, upright=True), -2), LAMP
    )
    square = damages.opened(improve(damages.jpeg(dusk)))
    assert square.getpixel((5, square.height // 2)) == (255, 255, 255)


def test_a_long_photo_is_offered_as_a_square_and_a_screenshot_not() -> None:
    long = damages.strip(photo("coins"), 2.4, upright=True)
    seen = look(damages.jpeg(long), minimum=500)
    assert Flaw.NARROW in seen.flaws
    assert seen.improvable
    assert damages.opened(improve(seen.clean)).width == damages.opened(improve(seen.clean)).height
    page = look(damages.jpeg(screens.shop(photo("coins"))), minimum=500)
    assert not page.improvable
    assert page.pair is None


@pytest.mark.parametrize("many", [1, 2, 3, 8])
def test_a_sheet_of_pairs_fits_a_chat(many: int) -> None:
    seen = look(damages.jpeg(damages.exposed(photo("coins"), -2)), minimum=500)
    assert seen.pair is not None
    page = sheet([(number + 1, seen.pair) for number in range(many)])
    assert len(page) < 1_000_000
    assert sum(damages.opened(page).size) < 10_000
