"""Makes a photo square, as a shop's window shows it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_BORDER: Final = 16
"""The border is a sixteenth of each side."""
_NEAR: Final = 40
"""Steps of a channel by which plain ground strays from its own colour: light, shade, grain."""
_APART: Final = 24
"""The same within the photo: rather too much belongs to the product than too little."""
_PLAIN: Final = 0.97
"""Share of every side of the border that must be ground."""
_SPECK: Final = 0.015
"""Share of a row or column that is not ground, from where on the product has begun."""
_AIR: Final = 1.16
"""The square is so much larger than the product."""
_CLOSEST: Final = 0.6
"""Share of the shorter side that is kept at least: what remains must be large enough."""
_WORTH: Final = 0.85
"""Share of the shorter side below which a closer look is worth showing."""


Steps = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a photo that is kept, in shares of its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return it in pixels of a photo of that size."""
        return (
            round(self.left * width),
            round(self.top * height),
            round(self.right * width),
            round(self.bottom * height),
        )


WHOLE: Final = Frame(0, 0, 1, 1)


def frame_of(small: Image.Image) -> Frame:
    """Return the square around the product where it lies on plain ground; else everything."""
    pixels = np.asarray(small).astype(np.int16)
    height, width = pixels.shape[:2]
    red, green, blue = np.moveaxis(np.abs(pixels - _ground(pixels)), 2, 0)
    steps: Steps = np.maximum(np.maximum(red, green), blue)
    if any(float((side > _NEAR).mean()) > 1 - _PLAIN for side in _sides(steps)):
        return WHOLE
    product = steps > _APART
    across, down = _stretch(product.mean(axis=0)), _stretch(product.mean(axis=1))
    if across is None or down is None:
        return WHOLE
    shorter = min(width, height)
    side = max(_AIR * (across[1] - across[0]), _AIR * (down[1] - down[0]), _CLOSEST * shorter)
    left, right = _around(across, side, width)
    top, bottom = _around(down, side, height)
    return Frame(left / width, top / height, right / width, bottom / height)


def cropped(picture: Image.Image, frame: Frame) -> Image.Image:
    """Return what `frame` keeps of a picture of any size."""
    return picture.crop(frame.box(*picture.size))


def squared(kept: Image.Image) -> Image.Image:
    """Return it as a square: nothing is cut off but what rounding left, the rest is white."""
    if abs(kept.width - kept.height) <= 2:  # noqa: PLR2004 - pixels
        return kept.crop((0, 0, min(kept.size), min(kept.size)))
    side = max(kept.size)
    square = Image.new("RGB", (side, side), "white")
    square.paste(kept, ((side - kept.width) // 2, (side - kept.height) // 2))
    return square


def is_closer(frame: Frame, width: int, height: int) -> bool:
    """Tell whether the product fills clearly more of the square than of the photo."""
    left, top, right, bottom = frame.box(width, height)
    return max(right - left, bottom - top) < _WORTH * min(width, height)


def _sides(plane: Steps) -> tuple[Steps, ...]:
    rows, columns = max(1, plane.shape[0] // _BORDER), max(1, plane.shape[1] // _BORDER)
    return plane[:rows], plane[-rows:], plane[:, :columns], plane[:, -columns:]


def _ground(pixels: Steps) -> Steps:
    border = np.concatenate([side.reshape(-1, 3) for side in _sides(pixels)])
    return np.median(border, axis=0).astype(np.int16)


def _stretch(shares: NDArray[np.float64]) -> tuple[int, int] | None:
    """Return where the product begins and ends."""
    found = np.flatnonzero(shares > _SPECK)
    return (int(found[0]), int(found[-1]) + 1) if found.size else None


def _around(stretch: tuple[int, int], side: float, length: int) -> tuple[float, float]:
    """Return `side` around the middle of `stretch`, moved inside a photo of that length."""
    side = min(side, length)
    begin = min(max(0.0, sum(stretch) / 2 - side / 2), length - side)
    return begin, begin + side
