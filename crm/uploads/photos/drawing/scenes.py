"""Where the basket stands: on plain cloth by a window, or among what lies about in a house."""

from functools import cache
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from crm.uploads.photos.drawing.basket import SIDE, basket

_HORIZON: Final = 640
_WALL: Final = ((250, 246, 238), (226, 215, 198))
_CLOTH: Final = ((242, 236, 225), (221, 209, 190))
_CHECKS: Final = 96


@cache
def tidy() -> Image.Image:
    """Return the basket as it should be taken: light from the side, nothing around it."""
    made = _room().convert("RGBA")
    made.alpha_composite(basket())
    return made.convert("RGB")


@cache
def untidy() -> Image.Image:
    """Return the same on a chequered cloth, among a dozen other things."""
    made = _chequered().convert("RGBA")
    made.alpha_composite(_things())
    made.alpha_composite(basket())
    return made.convert("RGB")


def _room() -> Image.Image:
    """Return wall and table, lighter towards the window on the left."""
    down, right = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    wall = _between(*_WALL, 0.75 * right + 0.25 * down)
    table = _between(*_CLOTH, 0.5 * right + 0.5 * down)
    edge = np.clip((down * SIDE - _HORIZON) / 14, 0, 1)[..., None]
    return Image.fromarray((wall * (1 - edge) + table * edge).astype(np.uint8))


def _between(
    first: tuple[int, int, int], last: tuple[int, int, int], share: np.ndarray
) -> np.ndarray:
    return np.array(first) * (1 - share[..., None]) + np.array(last) * share[..., None]


def _chequered() -> Image.Image:
    """Return a wall with stripes behind a table with a cloth of blue checks."""
    page = Image.new("RGB", (SIDE, SIDE), "#f2e3c0")
    draw = ImageDraw.Draw(page)
    for left in range(0, SIDE, 64):
        draw.rectangle((left, 0, left + 26, _HORIZON - 180), fill="#dfae7c")
    top = _HORIZON - 180
    for row, upper in enumerate(range(top, SIDE, _CHECKS)):
        for column, left in enumerate(range(0, SIDE, _CHECKS)):
            blue = ("#f4f6fb", "#9db4e0", "#3e63b4")[row % 2 + column % 2]
            draw.rectangle((left, upper, left + _CHECKS, upper + _CHECKS), fill=blue)
    return page


def _things() -> Image.Image:
    """Return what lies around, each with its shadow, some of it cut off by the edge."""
    made = Image.new("RGBA", (SIDE, SIDE))
    draw = ImageDraw.Draw(made)
    _bottle(draw, 66, "#2f8f5b")
    _bottle(draw, 880, "#c8452f")
    _mug(draw, (-40, 640), "#e9b93a")
    _phone(draw, (806, 640))
    _sandal(draw, (60, 880))
    _cable(draw)
    _on_the_wall(draw)
    draw.rounded_rectangle((700, 900, 1060, 1040), 18, fill="#f7f3ea")
    for line in range(4):
        draw.line((730, 925 + 26 * line, 1010, 925 + 26 * line), fill="#8b8b8b", width=6)
    shade = made.getchannel("A").filter(ImageFilter.GaussianBlur(12))
    below = Image.new("RGBA", (SIDE, SIDE))
    below.paste((20, 16, 30, 150), (12, 16), shade)
    below.alpha_composite(made)
    return below


def _bottle(draw: ImageDraw.ImageDraw, left: int, colour: str) -> None:
    draw.rounded_rectangle((left + 40, 170, left + 84, 300), 12, fill=colour)
    draw.rounded_rectangle((left + 34, 150, left + 90, 190), 10, fill="#f0f0f0")
    draw.rounded_rectangle((left, 270, left + 124, 640), 44, fill=colour)
    draw.rectangle((left, 380, left + 124, 520), fill="#fdf4d8")
    draw.ellipse((left + 32, 414, left + 92, 486), fill=colour)
    draw.rounded_rectangle((left + 14, 300, left + 28, 610), 7, fill="#ffffff60")


def _mug(draw: ImageDraw.ImageDraw, corner: tuple[int, int], colour: str) -> None:
    left, top = corner
    draw.ellipse((left + 130, top + 40, left + 240, top + 160), outline=colour, width=24)
    draw.rounded_rectangle((left, top, left + 180, top + 200), 30, fill=colour)
    draw.ellipse((left, top - 24, left + 180, top + 28), fill="#fbe7ae")
    draw.ellipse((left + 14, top - 14, left + 166, top + 20), fill="#4b2a16")


def _phone(draw: ImageDraw.ImageDraw, corner: tuple[int, int]) -> None:
    left, top = corner
    draw.rounded_rectangle((left, top, left + 150, top + 250), 24, fill="#1c1f26")
    draw.rounded_rectangle((left + 12, top + 18, left + 138, top + 226), 8, fill="#5aa0e6")
    for icon in range(6):
        across, down = left + 28 + icon % 3 * 36, top + 50 + icon // 3 * 60
        fill = ("#ffd24a", "#f25f5c", "#70c1b3")[icon % 3]
        draw.rounded_rectangle((across, down, across + 26, down + 26), 6, fill=fill)


def _sandal(draw: ImageDraw.ImageDraw, corner: tuple[int, int]) -> None:
    left, top = corner
    draw.rounded_rectangle((left, top, left + 300, top + 120), 58, fill="#d7263d")
    draw.rounded_rectangle((left + 16, top + 14, left + 284, top + 106), 48, fill="#f46a7c")
    draw.line((left + 230, top + 60, left + 110, top + 12), fill="#2b2d42", width=20)
    draw.line((left + 230, top + 60, left + 110, top + 108), fill="#2b2d42", width=20)


def _cable(draw: ImageDraw.ImageDraw) -> None:
    turns = np.linspace(0, 1, 120)
    across, down = 420 + 420 * turns, 930 + 46 * np.sin(turns * 14)
    spots = list(zip(across.tolist(), down.tolist(), strict=True))
    draw.line(spots, fill="#30323a", width=14, joint="curve")


def _on_the_wall(draw: ImageDraw.ImageDraw) -> None:
    draw.circle((700, 120), 96, fill="#fdfdfd", outline="#c0392b", width=18)
    draw.line((700, 120, 700, 60), fill="#2b2d42", width=10)
    draw.line((700, 120, 742, 142), fill="#2b2d42", width=10)
    draw.rounded_rectangle((220, 20, 480, 190), 16, fill="#7a4fa3")
    draw.rounded_rectangle((240, 40, 460, 170), 10, fill="#c9b2e0")
    draw.polygon(((250, 165), (320, 80), (380, 130), (420, 95), (455, 165)), fill="#5f8f4e")
