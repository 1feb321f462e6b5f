"""How often each check of a photo is right, and what it costs, beside the usual recipe for blur.

The pictures are those of the labelled set: one half chose the thresholds, figures are printed of
the other. The recipe takes the variance of the Laplacian of the whole picture in full size. Time
is that of one core, so that a busy machine changes it little.
"""

import asyncio
import statistics
import time
from collections.abc import Callable

import numpy as np

from crm.uploads.photos.checking import improve, look
from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.reading import LONGEST
from tests.support.pictures import damages
from tests.support.pictures.labelled import CROPS, HALVES, MINIMUM, Labelled, labelled
from tests.support.pictures.pairs import pairs
from tests.support.pictures.photographs import photo
from tests.support.pictures.scoring import Score, tally, twins

ROUNDS = 5
PHONE = 4000
"""Pixels of the longer side of a photo of 12 megapixels, as sent as a file."""
TELEGRAM = 1280
"""The same as Telegram shrinks it."""
GOAL = 150.0
"""Milliseconds for a phone's photo of 12 megapixels, on one core."""

Seen = list[tuple[Labelled, tuple[Flaw, ...], float]]


async def main() -> dict[str, float]:
    """Measure and print precision and recall, and milliseconds a photo."""
    found = await asyncio.to_thread(_rightness)
    return found | await asyncio.to_thread(_cost)


def _rightness() -> dict[str, float]:
    chosen, tested = _seen("chosen"), _seen("tested")
    scores = tally((one, told) for one, told, _ in tested)
    scores[Flaw.TWICE] = twins(pairs("tested"))
    print(f"{'flaw':<12}{'precision':>10}{'recall':>8}{'has it':>8}{'has not':>9}")
    for flaw, score in scores.items():
        print(_line(flaw, score))
    at = _best(chosen)
    recipe = tally((one, (Flaw.BLURRED,) if sharp < at else ()) for one, _, sharp in tested)
    print(_line("recipe: blur", recipe[Flaw.BLURRED]))
    return {f"precision {flaw}": score.precision for flaw, score in scores.items()} | {
        f"recall {flaw}": score.recall for flaw, score in scores.items()
    }


def _line(name: str, score: Score) -> str:
    has, has_not = score.right + len(score.missed), len(score.false) + score.silent
    return f"{name:<12}{score.precision:>10.3f}{score.recall:>8.3f}{has:>8}{has_not:>9}"


def _seen(half: str) -> Seen:
    """Return each picture with what we tell of it, and with the recipe's number."""
    return [
        (one, look(content, minimum=MINIMUM).flaws, _recipe(content))
        for one in labelled(half)
        for content in (one.content(),)
    ]


def _recipe(content: bytes) -> float:
    """Return the variance of the Laplacian of the grey picture in full size."""
    grey = np.asarray(damages.opened(content).convert("L"), dtype=np.float32)
    middle = grey[1:-1, 1:-1]
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return float((around - 4 * middle).var())


def _best(chosen: Seen) -> float:
    """Return the threshold with which the recipe is right most often on the half to choose."""
    known = [(sharp, Flaw.BLURRED in one.flaws) for one, _, sharp in chosen
             if Flaw.BLURRED not in one.unclear]  # fmt: skip
    return max(
        (at for at, _ in known),
        key=lambda at: sum((sharp < at) == blurred for sharp, blurred in known),
    )


def _cost() -> dict[str, float]:
    phones, telegrams = _files(PHONE), _files(TELEGRAM)
    kept = [look(content, minimum=MINIMUM).clean for content in phones]
    found = {
        "look 12 MP": _times(lambda content: look(content, minimum=MINIMUM), phones),
        "look Telegram": _times(lambda content: look(content, minimum=MINIMUM), telegrams),
        f"improve {LONGEST} px": _times(improve, kept),
        "recipe 12 MP": _times(_recipe, phones),
    }
    for name, (middle, worst) in found.items():
        goal = f" (goal {GOAL:.0f})" if name == "look 12 MP" else ""
        print(f"{name:<16} p50 {middle:>5.0f} ms, p95 {worst:>5.0f} ms{goal}")
    return {f"{name} p95": worst for name, (_, worst) in found.items()}


def _files(longest: int) -> list[bytes]:
    """Return photos of every crop, grainy, since a smooth picture is decoded too soon."""
    return [
        damages.jpeg(damages.noisy(photo(name, crop).resize((longest, longest * 3 // 4)), 6), 90)
        for name in HALVES["tested"]
        for crop in CROPS
    ]


def _times(work: Callable[[bytes], object], files: list[bytes]) -> tuple[float, float]:
    """Return the median and the 95th percentile, in milliseconds."""
    work(files[0])  # what is loaded at first use
    spent: list[float] = []
    for content in files * ROUNDS:
        start = time.process_time()
        work(content)
        spent.append(1000 * (time.process_time() - start))
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


if __name__ == "__main__":
    asyncio.run(main())
