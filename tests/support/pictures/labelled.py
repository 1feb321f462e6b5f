"""The labelled set: pictures, what is wrong with each, and what cannot be said of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from crm.uploads.photos.flaws import Flaw
from tests.support.pictures import damages, screens
from tests.support.pictures.photographs import (
    CHOSEN,
    CLOTHS,
    LONGEST,
    PAGES,
    PATTERNS,
    TESTED,
    TEXTURES,
    among,
    cloth,
    photo,
    photograph,
    product,
    texture,
)

MINIMUM = 500
"""Pixels of the shorter side that the marketplace of this set asks for."""
CROPS = ("whole", "left", "right")
HALVES = {"chosen": CHOSEN, "tested": TESTED}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture and the truth about it."""

    name: str
    picture: Image.Image
    flaws: frozenset[Flaw] = frozenset()
    unclear: frozenset[Flaw] = frozenset()
    """Of these nobody could say whether it has them."""
    quality: int = 85

    def content(self) -> bytes:
        """Return it as a file."""
        return damages.jpeg(self.picture, self.quality)


def labelled(half: str, crops: tuple[str, ...] = CROPS) -> Iterator[Labelled]:
    """Yield the pictures of one half: chosen or tested."""
    for name in HALVES[half]:
        for crop in crops:
            yield from _of_photo(f"{name}/{crop}", photo(name, crop))
        yield from _of_product(name, half)
        yield from _of_screen(name)
    yield from _of_writing(half)
    for name in PATTERNS[half]:
        yield Labelled(f"{name} as a cloth that fills it", texture(name, (1100, 1100)))
        yield Labelled(f"{name} as a cloth on white", damages.padded(texture(name, (900, 1200))))


def _of_photo(name: str, good: Image.Image) -> Iterator[Labelled]:
    """Yield a photograph as it is and damaged; whether its border is full is a matter of taste."""
    taste = frozenset({Flaw.CLUTTERED})
    yield Labelled(f"{name} good", good, unclear=taste)
    yield Labelled(f"{name} pressed", good, unclear=taste, quality=45)
    yield Labelled(f"{name} a little soft", damages.unsharp(good, 1.0), unclear=taste)
    yield Labelled(f"{name} noisy", damages.noisy(good, 12), unclear=taste)
    for radius in (4.5, 6, 10, 16):
        blurred = damages.unsharp(good, radius)
        yield Labelled(f"{name} unsharp {radius}", blurred, frozenset({Flaw.BLURRED}), taste)
    blurred = damages.noisy(damages.unsharp(good, 8), 8)
    yield Labelled(f"{name} unsharp at night", blurred, frozenset({Flaw.BLURRED}), taste)
    for length, angle in ((24, 0.4), (36, 0.1), (48, 0.8), (64, 1.5)):
        shaken = damages.shaken(good, length, angle)
        yield Labelled(f"{name} shaken {length}", shaken, frozenset({Flaw.BLURRED}), taste)
    for stops in (-0.7, 0.5):
        yield Labelled(f"{name} {stops:+} stops", damages.exposed(good, stops), unclear=taste)
    yield from _of_light(name, good)
    yield from _of_shape(name, good)


def _of_light(name: str, good: Image.Image) -> Iterator[Labelled]:
    """Yield a photograph in too little, too much and too flat a light."""
    light = frozenset({Flaw.CLUTTERED, Flaw.FLAT, Flaw.BRIGHT, Flaw.DARK})
    for stops in (-3.5, -5):
        dark = damages.exposed(good, stops)
        yield Labelled(
            f"{name} {stops:+} stops", dark, frozenset({Flaw.DARK}), light - {Flaw.DARK}
        )
    for stops in (3.5, 5):
        lit = damages.exposed(good, stops)
        unclear = light - {Flaw.BRIGHT} | {Flaw.BLURRED}
        yield Labelled(f"{name} {stops:+} stops", lit, frozenset({Flaw.BRIGHT}), unclear)
    for left, veil in ((0.22, 150), (0.15, 120), (0.2, 190)):
        hazy = damages.hazy(good, left, veil)
        yield Labelled(f"{name} hazy {veil}", hazy, frozenset({Flaw.FLAT}), light - {Flaw.FLAT})


def _of_shape(name: str, good: Image.Image) -> Iterator[Labelled]:
    """Yield a photograph too small, too long, and under a lamp, which is none of the flaws."""
    taste = frozenset({Flaw.CLUTTERED})
    unclear = taste | {Flaw.FLAT, Flaw.BRIGHT, Flaw.DARK}
    for longest in (200, 480):
        small = good.copy()
        small.thumbnail((longest, longest))
        yield Labelled(f"{name} {longest} pixels", small, frozenset({Flaw.SMALL}), taste)
    for upright in (True, False):
        narrow = damages.strip(good, 2.4, upright=upright)
        flaws = frozenset({Flaw.NARROW})
        flaws |= {Flaw.SMALL} if min(narrow.size) < MINIMUM else frozenset()
        yield Labelled(f"{name} narrow {upright}", narrow, flaws, unclear)
    warm = damages.tinted(good, (1.1, 0.95, 0.72))
    yield Labelled(f"{name} in lamplight", warm, unclear=taste)


def _of_product(name: str, half: str) -> Iterator[Labelled]:
    """Yield a product on plain cloth, which is good, and among things, which is not."""
    sizes = ((LONGEST, 960), (1100, 1100))
    for place, colour in enumerate(CLOTHS):
        ground = cloth(colour, sizes[place % 2], place)
        yield Labelled(f"{name} on cloth {place}", product(name, ground))
    white = product(name, Image.new("RGB", sizes[1], "white"))
    yield Labelled(f"{name} on white", white)
    slim = product(name, Image.new("RGB", sizes[1], "white"), wide=0.3)
    yield Labelled(f"{name} slim on white", slim)
    signed = screens.labelled(product(name, cloth(CLOTHS[0], sizes[0])), seed=7)
    yield Labelled(f"{name} with a label", signed)
    for ground_name in TEXTURES[half]:
        mat = damages.hazy(texture(ground_name, sizes[1]), 0.18, 170)
        yield Labelled(f"{name} on a mat of {ground_name}", product(name, mat))
    cluttered = frozenset({Flaw.CLUTTERED})
    for place, colour in enumerate(CLOTHS[:3]):
        table = among(name, HALVES[half], cloth(colour, sizes[place % 2], place), seed=place)
        yield Labelled(f"{name} among things {place}", table, cluttered)
    for ground_name in TEXTURES[half]:
        for size in sizes:
            full = product(name, texture(ground_name, size))
            yield Labelled(f"{name} on {ground_name} {size[0]}", full, cluttered)


def _of_screen(name: str) -> Iterator[Labelled]:
    """Yield screenshots around a photograph; writing and edges are what screens are made of."""
    flaws = frozenset({Flaw.SCREENSHOT})
    rest = frozenset(Flaw) - flaws - {Flaw.SMALL}
    good = photo(name)
    for dark in (False, True):
        for maker in (screens.shop, screens.chat):
            page = maker(good, dark=dark, seed=len(name))
            yield Labelled(f"{name} {maker.__name__} {dark}", page, flaws, rest, 80)
    yield Labelled(f"{name} gallery", screens.gallery(good), flaws, rest, 80)


def _of_writing(half: str) -> Iterator[Labelled]:
    """Yield posters, lists and pages."""
    wordy = frozenset({Flaw.WORDY})
    taste = frozenset({Flaw.CLUTTERED, Flaw.BRIGHT, Flaw.FLAT})
    for seed, name in enumerate(HALVES[half]):
        for size in (40, 54, 72):
            page = screens.poster(photo(name), seed=seed, size=size)
            yield Labelled(f"{name} poster {size}", page, wordy, taste)
        ground = cloth(CLOTHS[seed % 2], (1000, 1200), seed)
        unclear = taste | {Flaw.SCREENSHOT}
        for size in (28, 40):
            page = screens.price_list(ground, seed=seed, size=size)
            yield Labelled(f"price list {seed} {size}", page, wordy, unclear)
    paper = photograph(PAGES[half])
    paper = paper.resize((LONGEST, round(paper.height * LONGEST / paper.width)))
    unclear = taste | {Flaw.NARROW, Flaw.SMALL, Flaw.DARK, Flaw.BLURRED}
    yield Labelled(f"{PAGES[half]} of paper", paper, wordy, unclear)
