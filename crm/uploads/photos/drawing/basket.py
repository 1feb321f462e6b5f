"""A woven basket with a handle, drawn strand by strand."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

SIDE: Final = 1024
"""Everything is drawn in this size, and shown in half of it, which makes the edges smooth."""

_MIDDLE: Final = 512.0
_TOP: Final = 500.0
_BOTTOM: Final = 800.0
_RIM: Final = (262, 54)
"""Half the width and half the height of the opening."""
_FRONT: Final = (230, 500, 794, 860)
"""The box in which the front lies."""
_STRANDS: Final = (22, 12)
"""Upright ones that go round, and rows of the weave."""
_STRAW: Final = (222.0, 172.0, 108.0)
_BARK: Final = (166.0, 108.0, 58.0)
_DYED: Final = (150.0, 46.0, 44.0)
_BANDS: Final = (4, 5, 7)
"""Rows that are woven of dyed strands."""

Plane = NDArray[np.float64]


def basket() -> Image.Image:
    """Return the basket with its shadow, on nothing."""
    made = _shadow()
    _handle(made, behind=True)
    _opening(made)
    made.alpha_composite(_body())
    _handle(made, behind=False)
    return made


def weave() -> Image.Image:
    """Return the weave from near, which fills a picture."""
    body = _body().crop((380, 570, 644, 834))
    return body.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BICUBIC)


def _shadow() -> Image.Image:
    shade = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(shade).ellipse((300, 780, 850, 880), fill=120)
    ImageDraw.Draw(shade).ellipse((320, 800, 730, 860), fill=190)
    shade = shade.filter(ImageFilter.GaussianBlur(22))
    made = Image.new("RGBA", (SIDE, SIDE), (52, 36, 24, 0))
    made.putalpha(shade)
    return made


def _body() -> Image.Image:
    """Return the front: for each pixel, where on the cylinder it lies, and so which strand."""
    left, top, right_end, bottom = _FRONT
    down, right = np.mgrid[top:bottom, left:right_end].astype(np.float64)
    depth = np.clip((down - _TOP) / (_BOTTOM - _TOP), 0, 1)
    for _ in range(5):
        aside = np.clip((right - _MIDDLE) / _half(depth), -1, 1)
        depth = (down - _TOP - _sag(depth) * np.sqrt(1 - aside**2)) / (_BOTTOM - _TOP)
    aside = (right - _MIDDLE) / _half(depth)
    inside = (np.abs(aside) < 1) & (depth > 0) & (depth < 1)
    turn = np.arcsin(np.clip(aside, -1, 1))
    colours = _woven(turn / np.pi * _STRANDS[0], np.clip(depth, 0, 0.999) * _STRANDS[1])
    light = 0.5 + 0.55 * np.cos(turn + 0.55)
    colours *= (light * (1 - 0.22 * np.clip(depth, 0, 1) ** 3))[..., None]
    rgba = np.dstack([np.clip(colours, 0, 255), np.where(inside, 255, 0)])
    made = Image.new("RGBA", (SIDE, SIDE))
    made.paste(Image.fromarray(rgba.astype(np.uint8)), (left, top))
    return made


def _half(depth: Plane) -> Plane:
    return _RIM[0] - 66 * depth + 26 * np.sin(np.pi * np.clip(depth, 0, 1))


def _sag(depth: Plane) -> Plane:
    return _RIM[1] - 8 * depth


def _woven(column: Plane, row: Plane) -> NDArray[np.float64]:
    """Colour a plane of strands that pass over and under each other in turn."""
    columns, rows = np.floor(column), np.floor(row)
    along, across = column - columns, row - rows
    over = (columns + rows) % 2 == 0
    dyed = np.isin(rows, _BANDS)
    lying = np.where(dyed[..., None], _DYED, _STRAW)
    colours = np.where(over[..., None], lying, _BARK)
    bulge = np.where(over, np.sin(np.pi * along), np.sin(np.pi * across))
    edge = np.where(over, np.sin(np.pi * across), np.sin(np.pi * along))
    grain = 0.04 * np.sin(np.where(over, across, along) * 21)
    return colours * (0.56 + 0.36 * bulge**0.6 + 0.16 * edge**0.35 + grain)[..., None]


def _opening(made: Image.Image) -> None:
    """Draw the inside and the braided rim."""
    draw = ImageDraw.Draw(made)
    wide, high = _RIM
    box = (_MIDDLE - wide, _TOP - high, _MIDDLE + wide, _TOP + high)
    draw.ellipse(box, fill="#4a2d17")
    draw.ellipse((box[0] + 20, box[1] + 22, box[2] - 20, box[3] + 8), fill="#331d0e")
    _braid(draw, (_MIDDLE, _TOP), (wide, high), (0, 360), 26)


def _handle(made: Image.Image, *, behind: bool) -> None:
    """Draw the bow over the opening; its ends lie before the body."""
    draw = ImageDraw.Draw(made)
    if behind:
        _braid(draw, (_MIDDLE, _TOP - 4), (228, 300), (180, 360), 34)
        return
    _braid(draw, (_MIDDLE, _TOP), _RIM, (-8, 188), 26)
    for end in (-1, 1):
        left = _MIDDLE + end * 228
        draw.rounded_rectangle((left - 26, _TOP - 22, left + 26, _TOP + 54), 16, fill="#8a5629")
        for strand in range(4):
            top = _TOP - 14 + 18 * strand
            draw.line((left - 22, top + 8, left + 22, top), fill="#c98f50", width=7)


def _braid(
    draw: ImageDraw.ImageDraw,
    middle: tuple[float, float],
    radii: tuple[float, float],
    degrees: tuple[int, int],
    thick: int,
) -> None:
    """Draw strands wound around an arc, each a slanted dab."""
    turns = np.radians(np.arange(degrees[0], degrees[1] + 0.1, 0.5))
    spots = np.column_stack([
        middle[0] + radii[0] * np.cos(turns), middle[1] + radii[1] * np.sin(turns)
    ])  # fmt: skip
    for x, y in spots:
        draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill="#7c4a22")
    lengths = np.cumsum(np.hypot(*np.diff(spots, axis=0, prepend=spots[:1]).T))
    for place in np.arange(0, lengths[-1], thick * 0.55):
        spot = int(np.searchsorted(lengths, place))
        (x, y), (next_x, next_y) = spots[spot], spots[min(spot + 1, len(spots) - 1)]
        way = np.arctan2(next_y - y, next_x - x) + 0.95
        aside, down = np.cos(way) * thick * 0.46, np.sin(way) * thick * 0.46
        draw.line((x - aside, y - down, x + aside, y + down), fill="#d9a463", width=thick // 4)
