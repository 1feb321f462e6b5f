"""Measures a photo, on a copy of at most 512 pixels a side.

Each measure is a number that stays the same when the photo is made larger, and the rules alone
say from where on it is a flaw.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from crm.uploads.photos.writing import writing

SIDE: Final = 512
"""Pixels of the longest side of the copy that is measured."""

_TILES: Final = 10
"""A photo is looked at for sharpness in 10 × 10 tiles: what matters is sharp, or nothing is."""
_EVEN: Final = 4.0
"""Added to the grey variance, so that the grain of an even tile is not taken for detail."""
_EDGE: Final = 12.0
"""Grey values a pixel, from where on a slope is an edge that the eye sees."""
_BORDER: Final = 8
"""The border is an eighth of each side."""
_BLANK: Final = 1.5
"""Grey values that a row of one colour strays by, compressed."""
_WHITE: Final = 250

Grey = NDArray[np.float32]
Colours = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Measures:
    """What the rules decide on; see each measure's function for what it means."""

    width: int
    height: int
    """Pixels that were sent, upright."""
    sharpness: float
    low: float
    high: float
    """Grey values, 0–255, below which 2 and 98 of 100 pixels lie."""
    burnt: float
    clutter: float
    variety: float
    bands: float
    writing: float


def measure(small: Image.Image, *, width: int, height: int) -> Measures:
    """Measure `small`, an RGB copy at most SIDE pixels a side of a photo of that size."""
    colours: Colours = np.asarray(small)
    shades = small.convert("L")
    grey: Grey = np.asarray(shades, dtype=np.float32)
    soft = _softened(grey)
    return Measures(
        width=width,
        height=height,
        sharpness=sharpness(soft),
        low=percentile(shades, 0.02),
        high=percentile(shades, 0.98),
        burnt=burnt(colours),
        clutter=clutter(soft),
        variety=variety(colours),
        bands=bands(grey),
        writing=writing(grey),
    )


def percentile(shades: Image.Image, share: float) -> float:
    """Return the grey value at or below which that share of the pixels lies."""
    below = shades.width * shades.height * share
    sums = accumulate(shades.histogram())
    return float(next(value for value, total in enumerate(sums) if total >= below))


def sharpness(soft: Grey) -> float:
    """Return the Laplacian's variance divided by the grey variance, where the photo is sharpest.

    The variance of the Laplacian tells focus (Pech-Pacheco and others, "Diatom autofocusing in
    brightfield microscopy", 2000); divided by the grey variance it no longer depends on light
    and contrast. Second derivatives are taken in four directions and the weakest counts, since
    a shaken hand blurs along one direction only; of the tiles, the sharpest tenth counts, since
    the ground may be out of focus. It is taken on a softened copy: noise is no detail.
    """
    middle = 2 * soft[1:-1, 1:-1]
    directions = (
        (soft[1:-1, :-2], soft[1:-1, 2:], 1),
        (soft[:-2, 1:-1], soft[2:, 1:-1], 1),
        (soft[:-2, :-2], soft[2:, 2:], 2),
        (soft[:-2, 2:], soft[2:, :-2], 2),
    )
    spread = _tiles(soft[1:-1, 1:-1]).var(axis=1)
    lively = spread >= 0.1 * soft.var()
    if not lively.any():
        return 0.0
    kept = spread[lively] + _EVEN
    return min(
        float(np.percentile(_tiles(one + other - middle)[lively].var(axis=1) / length / kept, 90))
        for one, other, length in directions
    )


def burnt(colours: Colours) -> float:
    """Return which share of the middle has lost its colours to too much light.

    Nothing where all four edges are pure white: that is a product cut out, on paper or light.
    """
    red, green, blue = (colours[..., channel] >= _WHITE for channel in range(3))
    white: Mask = red & green & blue
    rows, columns = max(1, white.shape[0] // 16), max(1, white.shape[1] // 16)
    edges = (white[:rows], white[-rows:], white[:, :columns], white[:, -columns:])
    if min(float(edge.mean()) for edge in edges) > 0.97:  # noqa: PLR2004 - compression leaves specks
        return 0.0
    two: Mask = red & green | green & blue | blue & red
    rows, columns = two.shape[0] // 4, two.shape[1] // 4
    return float(two[rows:-rows, columns:-columns].mean())


def clutter(soft: Grey) -> float:
    """Return which share of the border is edges: of its four sides, the second emptiest counts.

    A cloth that leaves the picture above and below has two empty sides, things around have none.
    """
    down = soft[2:, 1:-1] - soft[:-2, 1:-1]
    right = soft[1:-1, 2:] - soft[1:-1, :-2]
    edges: Mask = down * down + right * right > _EDGE * _EDGE
    rows, columns = max(1, edges.shape[0] // _BORDER), max(1, edges.shape[1] // _BORDER)
    sides = (edges[:rows], edges[-rows:], edges[:, :columns], edges[:, -columns:])
    return sorted(float(side.mean()) for side in sides)[1]


def variety(colours: Colours) -> float:
    """Return how much the border's colours differ from the middle's: 0 not at all, 1 wholly.

    A patterned cloth that fills the picture is the same all over. The measure is one less the
    intersection of two histograms of 64 colours (Swain and Ballard, "Color Indexing", 1991).
    """
    coarse = colours >> 6
    codes = (coarse[..., 0] << 4 | coarse[..., 1] << 2 | coarse[..., 2]).astype(np.uint8)
    rows, columns = max(1, codes.shape[0] // _BORDER), max(1, codes.shape[1] // _BORDER)
    sides = (codes[:rows], codes[-rows:], codes[:, :columns], codes[:, -columns:])
    border = sum(_shares(side) for side in sides) / len(sides)
    rows, columns = codes.shape[0] // 4, codes.shape[1] // 4
    middle = _shares(codes[rows:-rows, columns:-columns])
    return float(1 - np.minimum(border, middle).sum())


def bands(grey: Grey) -> float:
    """Return how often a row that is of one colour from side to side follows one that is not.

    Screens stack bars, lines and buttons; a photo has hardly a row without any change.
    """
    blank = grey.std(axis=1) < _BLANK
    return float(np.count_nonzero(blank[1:] & ~blank[:-1]))


def _softened(grey: Grey) -> Grey:
    """Return `grey` softened by the smallest binomial, 1 2 1 each way."""
    down = grey[:-2] + 2 * grey[1:-1] + grey[2:]
    both: Any = (down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]) / 16
    return both


def _tiles(plane: Grey) -> Grey:
    """Cut a plane into tiles, a row for each; fewer where it is a few pixels wide."""
    rows, columns = (min(_TILES, max(1, length // 4)) for length in plane.shape)
    height, width = plane.shape[0] // rows, plane.shape[1] // columns
    cut = plane[: height * rows, : width * columns]
    return cut.reshape(rows, height, columns, width).swapaxes(1, 2).reshape(rows * columns, -1)


def _shares(codes: Colours) -> NDArray[np.float64]:
    return np.bincount(codes.ravel(), minlength=64) / codes.size
