"""Real photographs, in two halves: thresholds are chosen on one and tested on the other."""

import math
import random
from functools import cache
from pathlib import Path

import numpy as np
import skimage
from PIL import Image, ImageDraw, ImageFilter

from crm.uploads.photos.flaws import Flaw

LONGEST = 1280
"""What Telegram makes of a photo's longest side."""

CHOSEN = ("chelsea", "coffee", "camera")
"""Photographs on which thresholds were chosen: a cat, a cup, a man with a camera."""
TESTED = ("astronaut", "motorcycle_left", "coins")
"""Photographs on which they are tested; for what was seen of them before, see docs/photos.md."""
TEXTURES = {"chosen": ("grass", "brick"), "tested": ("gravel", "motorcycle_right")}
PATTERNS = {"chosen": ("grass", "brick"), "tested": ("gravel", "ihc")}
"""What cloth with a pattern looks like, the product itself, seen from near."""
PAGES = {"chosen": "page", "tested": "text"}
REAL: dict[str, dict[str, frozenset[Flaw]]] = {
    "chosen": {},
    "tested": {"clock_motion": frozenset({Flaw.BLURRED}), "rocket": frozenset()},
}
"""Photographs with nothing done to them: a clock that moved, a rocket at dusk."""

_DATA = Path(skimage.__file__).parent / "data"
CROP_BOXES = {
    "whole": (0.0, 0.0, 1.0, 1.0),
    "left": (0.0, 0.1, 0.72, 0.95),
    "right": (0.3, 0.05, 1.0, 0.9),
}
CLOTHS = ((236, 231, 222), (198, 210, 214), (92, 78, 66), (250, 250, 250))
"""Colours of plain grounds: linen, grey blue, dark wood, white paper."""


@cache
def photograph(name: str) -> Image.Image:
    """Return a photograph as it is shipped, in colour."""
    path = next(path for path in _DATA.iterdir() if path.stem == name)
    with Image.open(path) as picture:
        return picture.convert("RGB")


@cache
def photo(name: str, crop: str = "whole", longest: int = LONGEST) -> Image.Image:
    """Return a part of a photograph, no longer than 4:3, in the size of a phone's photo."""
    picture = photograph(name)
    left, top, right, bottom = CROP_BOXES[crop]
    box = (
        int(left * picture.width),
        int(top * picture.height),
        int(right * picture.width),
        int(bottom * picture.height),
    )
    part = picture.crop(box)
    width = min(part.width, round(part.height * 4 / 3))
    part = part.crop(((part.width - width) // 2, 0, (part.width + width) // 2, part.height))
    scale = longest / max(part.size)
    size = (round(part.width * scale), round(part.height * scale))
    return part.resize(size, Image.Resampling.BICUBIC)


def sized(name: str, longest: int = LONGEST) -> Image.Image:
    """Return a photograph as it is, in the size of a phone's photo."""
    picture = photograph(name)
    scale = longest / max(picture.size)
    size = (round(picture.width * scale), round(picture.height * scale))
    return picture.resize(size, Image.Resampling.BICUBIC)


def cloth(colour: tuple[int, int, int], size: tuple[int, int], seed: int = 0) -> Image.Image:
    """Return plain cloth: one colour, light from the left, and the grain of a sensor."""
    grains = np.random.default_rng(seed)
    light = np.linspace(1.04, 0.9, size[0])[None, :, None]
    grain = grains.normal(0, 2, (size[1], size[0], 1))
    pixels = np.array(colour)[None, None, :] * light + grain
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def texture(name: str, size: tuple[int, int]) -> Image.Image:
    """Return a ground full of things: grass, gravel, bricks, a garage."""
    picture = photograph(name)
    scale = max(size[0] / picture.width, size[1] / picture.height)
    large = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    return large.crop((0, 0, *size))


def product(name: str, ground: Image.Image, wide: float = 0.66) -> Image.Image:
    """Return what a photograph shows, cut round, in the middle of `ground`, with its shadow."""
    side = round(min(ground.size) * wide)
    thing = photo(name).resize((side, round(min(ground.size) * 0.6)))
    shape = Image.new("L", thing.size, 0)
    ImageDraw.Draw(shape).ellipse((0, 0, thing.width - 1, thing.height - 1), fill=255)
    left, top = (ground.width - side) // 2, (ground.height - thing.height) // 2
    shade = Image.new("L", ground.size, 0)
    shade.paste(shape.point([value // 3 for value in range(256)]), (left + 12, top + 24))
    made = ground.copy()
    made.paste((20, 18, 16), (0, 0), shade.filter(ImageFilter.GaussianBlur(18)))
    made.paste(thing, (left, top), shape.filter(ImageFilter.GaussianBlur(1)))
    return made


def among(name: str, others: tuple[str, ...], ground: Image.Image, *, seed: int) -> Image.Image:
    """Return a product with a dozen other things around it, some cut off by the edge."""
    dice, table = random.Random(seed), ground.copy()  # noqa: S311 - the same picture each time
    for place in range(14):
        side = dice.randint(150, 260)
        thing = photo(dice.choice(others), dice.choice(tuple(CROP_BOXES))).resize((side, side))
        angle = place / 14 * 2 * math.pi
        left = ground.width / 2 + math.cos(angle) * ground.width * 0.47 - side / 2
        top = ground.height / 2 + math.sin(angle) * ground.height * 0.47 - side / 2
        table.paste(
            thing.rotate(dice.randint(-40, 40), fillcolor="#3a3026"), (int(left), int(top))
        )
    return product(name, table)
