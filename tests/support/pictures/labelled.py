"""The labelled set: pictures, what is wrong with each, and what cannot be said of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PIL import Image

from crm.uploads.photos.flaws import Flaw
from tests.support.pictures import damages, screens
from tests.support.pictures.photographs import (
    CHOSEN,
    CLOTHS,
    LONGEST,
    PAGES,
    PATTERNS,
    REAL,
    TESTED,
    TEXTURES,
    among,
    cloth,
    photo,
    product,
    sized,
    texture,
)

MINIMUM = 500
"""Pixels of the shorter side that the marketplace of this set asks for."""
CROPS = ("whole", "left", "right")
HALVES = {"chosen": CHOSEN, "tested": TESTED}
SIZES = ((LONGEST, 960), (1100, 1100))

_TASTE = frozenset({Flaw.CLUTTERED})
"""Whether the border of a photograph that was not made for this is too full, who could say."""
_LIGHT = frozenset({Flaw.CLUTTERED, Flaw.FLAT, Flaw.BRIGHT, Flaw.DARK})

Made = Callable[[], Image.Image]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture and the truth about it."""

    name: str
    made: Made
    """The picture is only made when it is looked at: they are many."""
    flaws: frozenset[Flaw] = frozenset()
    unclear: frozenset[Flaw] = frozenset()
    """Of these nobody could say whether it has them."""
    quality: int = 85

    def content(self) -> bytes:
        """Return it as a file."""
        return damages.jpeg(self.made(), self.quality)


def labelled(half: str, crops: tuple[str, ...] = CROPS) -> Iterator[Labelled]:
    """Yield the pictures of one half: chosen or tested."""
    for name in HALVES[half]:
        for crop in crops:
            yield from _of_photo(f"{name}/{crop}", partial(photo, name, crop))
            yield from _of_light(f"{name}/{crop}", partial(photo, name, crop))
            yield from _of_shape(f"{name}/{crop}", photo(name, crop))
        yield from _of_product(name)
        yield from _of_ground(name, half)
        yield from _of_screen(name)
    yield from _of_writing(half)
    for name in PATTERNS[half]:
        filled = partial(texture, name, (1100, 1100))
        yield Labelled(f"{name} as a cloth that fills it", filled)
        white = partial(_on_white, partial(texture, name, (900, 1200)))
        yield Labelled(f"{name} as a cloth on white", white)
    for name, flaws in REAL[half].items():
        unclear = _LIGHT | {Flaw.SMALL}
        yield Labelled(f"{name} as it was taken", partial(sized, name), flaws, unclear)


def a_few(pictures: Sequence[Labelled], each: int) -> list[Labelled]:
    """Return about `each` pictures of every combination of flaws, and three times that without."""
    groups: dict[frozenset[Flaw], list[Labelled]] = {}
    for one in pictures:
        groups.setdefault(one.flaws, []).append(one)
    kept: list[Labelled] = []
    for flaws, group in groups.items():
        many = each if flaws else 3 * each
        kept += group[:: max(1, len(group) // many)][:many]
    return kept


def _on_white(made: Made) -> Image.Image:
    return damages.padded(made())


def _done(damage: Callable[..., Image.Image], good: Made, *how: object) -> Made:
    return lambda: damage(good(), *how)


def _of_photo(name: str, good: Made) -> Iterator[Labelled]:
    """Yield a photograph as it is, hardly damaged, and blurred."""
    yield Labelled(f"{name} good", good, unclear=_TASTE)
    yield Labelled(f"{name} pressed", good, unclear=_TASTE, quality=45)
    soft = _done(damages.unsharp, good, 1.0)
    yield Labelled(f"{name} a little soft", soft, unclear=_TASTE)
    yield Labelled(f"{name} noisy", _done(damages.noisy, good, 12), unclear=_TASTE)
    blurred = frozenset({Flaw.BLURRED})
    for radius in (4.5, 6, 10, 16):
        made = _done(damages.unsharp, good, radius)
        yield Labelled(f"{name} unsharp {radius}", made, blurred, _TASTE)
    made = _done(damages.noisy, _done(damages.unsharp, good, 8), 8)
    yield Labelled(f"{name} unsharp at night", made, blurred, _TASTE)
    for length, angle in ((24, 0.4), (36, 0.1), (48, 0.8), (64, 1.5)):
        made = _done(damages.shaken, good, length, angle)
        yield Labelled(f"{name} shaken {length}", made, blurred, _TASTE)


def _of_light(name: str, good: Made) -> Iterator[Labelled]:
    """Yield a photograph in good light, and in too little, too much and too flat a light."""
    for stops in (-0.7, 0.5):
        yield Labelled(
            f"{name} {stops:+} stops", _done(damages.exposed, good, stops), unclear=_TASTE
        )
    warm = _done(damages.tinted, good, (1.1, 0.95, 0.72))
    yield Labelled(f"{name} in lamplight", warm, unclear=_TASTE)
    for stops in (-3.5, -5):
        dark = _done(damages.exposed, good, stops)
        flaws = frozenset({Flaw.DARK})
        yield Labelled(f"{name} {stops:+} stops", dark, flaws, _LIGHT - flaws)
    for stops in (3.5, 5):
        lit = _done(damages.exposed, good, stops)
        flaws = frozenset({Flaw.BRIGHT})
        yield Labelled(f"{name} {stops:+} stops", lit, flaws, _LIGHT - flaws | {Flaw.BLURRED})
    for left, veil in ((0.22, 150), (0.15, 120), (0.2, 190)):
        hazy = _done(damages.hazy, good, left, veil)
        flaws = frozenset({Flaw.FLAT})
        yield Labelled(f"{name} hazy {veil}", hazy, flaws, _LIGHT - flaws)


def _of_shape(name: str, good: Image.Image) -> Iterator[Labelled]:
    """Yield a photograph too small and too long."""
    for longest in (200, 480):
        small = partial(damages.shrunk, good, longest)
        yield Labelled(f"{name} {longest} pixels", small, frozenset({Flaw.SMALL}), _TASTE)
    for upright in (True, False):
        narrow = partial(damages.strip, good, 2.4, upright=upright)
        flaws = frozenset({Flaw.NARROW})
        flaws |= {Flaw.SMALL} if min(narrow().size) < MINIMUM else frozenset()
        yield Labelled(f"{name} narrow {upright}", narrow, flaws, _LIGHT)


def _of_product(name: str) -> Iterator[Labelled]:
    """Yield a product on plain grounds, which is good."""
    for place, colour in enumerate(CLOTHS):
        on_cloth = _placed(name, partial(cloth, colour, SIZES[place % 2], place))
        yield Labelled(f"{name} on cloth {place}", on_cloth)
    for ground in ("white", "#0c0c0c"):
        plain = partial(Image.new, "RGB", SIZES[1], ground)
        yield Labelled(f"{name} on {ground}", _placed(name, plain))
        yield Labelled(f"{name} slim on {ground}", _placed(name, plain, 0.3))
    signed = _done(screens.labelled, _placed(name, partial(cloth, CLOTHS[0], SIZES[0])))
    yield Labelled(f"{name} with a label", signed)


def _of_ground(name: str, half: str) -> Iterator[Labelled]:
    """Yield a product on a quiet mat, which is good, and among things, which is not."""
    cluttered = frozenset({Flaw.CLUTTERED})
    for place, colour in enumerate(CLOTHS[:3]):
        ground = partial(cloth, colour, SIZES[place % 2], place)
        made = _done(partial(among, name, HALVES[half], seed=place), ground)
        yield Labelled(f"{name} among things {place}", made, cluttered)
    for ground_name in TEXTURES[half]:
        mat = _done(damages.hazy, partial(texture, ground_name, SIZES[1]), 0.18, 170)
        yield Labelled(f"{name} on a mat of {ground_name}", _placed(name, mat))
        for size in SIZES:
            full = _placed(name, partial(texture, ground_name, size))
            yield Labelled(f"{name} on {ground_name} {size[0]}", full, cluttered)


def _placed(name: str, ground: Made, wide: float = 0.66) -> Made:
    return lambda: product(name, ground(), wide)


def _of_screen(name: str) -> Iterator[Labelled]:
    """Yield screenshots around a photograph; writing and edges are what screens are made of."""
    flaws = frozenset({Flaw.SCREENSHOT})
    rest = frozenset(Flaw) - flaws - {Flaw.SMALL}
    for dark in (False, True):
        for maker in (screens.shop, screens.chat):
            page = _done(partial(maker, dark=dark, seed=len(name)), partial(photo, name))
            yield Labelled(f"{name} {maker.__name__} {dark}", page, flaws, rest, 80)
    page = _done(screens.gallery, partial(photo, name))
    yield Labelled(f"{name} gallery", page, flaws, rest, 80)


def _of_writing(half: str) -> Iterator[Labelled]:
    """Yield posters, lists and pages."""
    wordy = frozenset({Flaw.WORDY})
    taste = frozenset({Flaw.CLUTTERED, Flaw.BRIGHT, Flaw.FLAT})
    for seed, name in enumerate(HALVES[half]):
        for size in (40, 54, 72):
            page = _done(partial(screens.poster, seed=seed, size=size), partial(photo, name))
            yield Labelled(f"{name} poster {size}", page, wordy, taste)
        ground = partial(cloth, CLOTHS[seed % 2], (1000, 1200), seed)
        unclear = taste | {Flaw.SCREENSHOT}
        for size in (28, 40):
            page = _done(partial(screens.price_list, seed=seed, size=size), ground)
            yield Labelled(f"price list {seed} {size}", page, wordy, unclear)
    unclear = taste | {Flaw.NARROW, Flaw.SMALL, Flaw.DARK, Flaw.BLURRED}
    paper = partial(sized, PAGES[half])
    yield Labelled(f"{PAGES[half]} of paper", paper, wordy, unclear)
