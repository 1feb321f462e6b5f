import io

import pytest
from PIL import Image

from crm.uploads.photos.checking import Flaw, example, look


@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_has_a_pair_light_enough_for_an_old_phone(flaw: Flaw) -> None:
    drawn = example(flaw)
    assert len(drawn) < 120_000
    with Image.open(io.BytesIO(drawn)) as both:
        assert both.size == (1032, 512)
        good = both.crop((520, 0, 1032, 512))
        bad = both.crop((0, 0, 512, 512))
    assert good.tobytes() != bad.tobytes()


def test_a_pair_is_drawn_the_same_each_time() -> None:
    assert example.__wrapped__(Flaw.TWICE) == example(Flaw.TWICE)


def test_the_good_example_would_be_taken_without_a_word() -> None:
    with Image.open(io.BytesIO(example(Flaw.DARK))) as both:
        good, kept = both.crop((520, 0, 1032, 512)), io.BytesIO()
        good.save(kept, "JPEG", quality=90)
    assert look(kept.getvalue(), minimum=500).flaws == ()
