"""Pairs of photos: as good as the same one, or two that only look related."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PIL import Image

from tests.support.pictures import damages
from tests.support.pictures.labelled import CROPS, HALVES
from tests.support.pictures.photographs import CLOTHS, cloth, photo, product


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures, and whether a buyer learns nothing from the second."""

    name: str
    one: Image.Image
    other: Image.Image
    same: bool


def pairs(half: str) -> Iterator[Pair]:
    """Yield the pairs of one half: chosen or tested."""
    names = HALVES[half]
    for place, name in enumerate(names):
        following = names[(place + 1) % len(names)]
        for crop in CROPS:
            yield from _same(f"{name}/{crop}", photo(name, crop, 512))
            other = photo(following, crop, 512)
            yield Pair(
                f"{name} and {following}, {crop}", photo(name, crop, 512), other, same=False
            )
        yield from _related(name, following)


def _same(name: str, good: Image.Image) -> Iterator[Pair]:
    """Yield a photo and what becomes of it in the next second, or when it is sent on."""
    width, height = good.size
    ways: dict[str, Callable[[Image.Image], Image.Image]] = {
        "sent small": partial(damages.shrunk, longest=256),
        "at night": partial(damages.noisy, strength=12),
        "a little soft": partial(damages.unsharp, radius=1.5),
        "lighter": partial(damages.exposed, stops=0.5),
        "darker": partial(damages.exposed, stops=-0.7),
        "in lamplight": partial(damages.tinted, gains=(1.1, 0.95, 0.72)),
        "moved": lambda one: one.crop((width // 50, height // 50, width, height)),
        "turned": lambda one: one.rotate(1, Image.Resampling.BICUBIC),
    }
    for way, change in ways.items():
        yield Pair(f"{name} {way}", good, change(good), same=True)


def _related(name: str, following: str) -> Iterator[Pair]:
    """Yield two views of one thing, and two things on the same cloth."""
    left, right = photo(name, "left", 512), photo(name, "right", 512)
    yield Pair(f"{name} from left and right", left, right, same=False)
    near = photo(name, "whole", 512)
    box = (near.width // 4, near.height // 4, 3 * near.width // 4, 3 * near.height // 4)
    yield Pair(f"{name} from near", near, near.crop(box), same=False)
    for colour in CLOTHS:
        ground = cloth(colour, (512, 384))
        one, other = product(name, ground), product(following, ground)
        yield Pair(f"{name} and {following} on one cloth", one, other, same=False)
