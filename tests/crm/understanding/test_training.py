import numpy as np

from crm.understanding.crossing import Held
from crm.understanding.intents import Intent
from crm.understanding.model import Warmth
from crm.understanding.reading import SURE
from crm.understanding.samples import Sample
from crm.understanding.training import RIGHT, careful

TRUSTING = Warmth(divisor=1, power=0)


def held(leads: list[float], right: list[bool]) -> Held:
    """Return texts whose first intent leads by so much, and is right or is not."""
    scores = np.zeros((len(leads), len(Intent)), dtype=np.float32)
    scores[:, 0] = leads
    truth = np.where(right, 0, 1).astype(np.int32)
    known = np.ones(len(leads), dtype=np.int32)
    return Held(scores, scores, known, Sample(("",) * len(leads), truth, truth))


def sure(warmth: Warmth, given: Held) -> list[bool]:
    chances = warmth.chances(given.intents, given.known)
    return (chances.max(axis=1) >= SURE).tolist()


def test_what_is_sure_is_right_as_often_as_promised() -> None:
    given = held([4.0] * 20 + [9.0] * 20, [True] * 10 + [False] * 10 + [True] * 20)
    assert sure(TRUSTING, given) == [True] * 40
    warmth = careful(TRUSTING, given)
    assert sure(warmth, given) == [False] * 20 + [True] * 20
    assert warmth.power == TRUSTING.power


def test_what_is_right_often_enough_stays_as_it_is() -> None:
    given = held([4.0] * 100, [True] * round(100 * RIGHT) + [False] * round(100 - 100 * RIGHT))
    assert careful(TRUSTING, given) == TRUSTING


def test_where_nothing_sure_is_right_nothing_is_sure() -> None:
    given = held([4.0, 9.0], [False, False])
    assert sure(careful(TRUSTING, given), given) == [False, False]
