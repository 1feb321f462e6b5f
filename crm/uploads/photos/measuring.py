"""Measures a photo, on a grey copy of at most 512 pixels a side."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE: Final = 512
"""Pixels of the longest side of the copy that is measured."""

Grey = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Measures:
    """What the rules decide on; see each measure's function for what it means."""

    width: int
    height: int
    sharpness: float
    low: float
    middle: float
    high: float
    """Grey values, 0–255, below which 5, 50 and 95 of 100 pixels lie."""
    clutter: float
    bands: float
    writing: float


def measure(small: Image.Image, *, width: int, height: int) -> Measures:
    """Measure `small`, an RGB copy at most SIDE pixels a side of a photo of that size."""
    grey = np.asarray(small.convert("L"), dtype=np.float32)
    low, middle, high = (float(one) for one in np.percentile(grey, (5, 50, 95)))
    return Measures(
        width=width,
        height=height,
        sharpness=sharpness(grey),
        low=low,
        middle=middle,
        high=high,
        clutter=clutter(grey),
        bands=bands(grey),
        writing=writing(grey),
    )


def sharpness(grey: Grey) -> float:
    """Return the variance of the Laplacian divided by the grey variance, of the sharpest parts."""
    laplacian = (
        grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    )
    return float(laplacian.var() / (grey.var() + 1.0))


def clutter(grey: Grey) -> float:
    """Return which share of the border is edges."""
    down, right = np.abs(np.diff(grey, axis=0)[:, :-1]), np.abs(np.diff(grey, axis=1)[:-1])
    edges = (down + right) > 24  # noqa: PLR2004
    rows, columns = edges.shape[0] // 8, edges.shape[1] // 8
    inside = np.zeros_like(edges)
    inside[rows:-rows, columns:-columns] = True
    return float(edges[~inside].mean())


def bands(grey: Grey) -> float:
    """Return how often blank rows, of one colour from side to side, and others take turns."""
    blank = grey.std(axis=1) < 2  # noqa: PLR2004
    return float(np.count_nonzero(np.diff(blank.astype(np.int8)) > 0))


def writing(grey: Grey) -> float:
    """Return which share of the picture looks like writing."""
    side = 32
    rows, columns = grey.shape[0] // side, grey.shape[1] // side
    if not rows or not columns:
        return 0.0
    tiles = grey[: rows * side, : columns * side].reshape(rows, side, columns, side).swapaxes(1, 2)
    middle = (tiles.max(axis=(2, 3), keepdims=True) + tiles.min(axis=(2, 3), keepdims=True)) / 2
    dark = tiles < middle
    share = dark.mean(axis=(2, 3))
    turns = np.abs(np.diff(dark.astype(np.int8), axis=3)).sum(axis=3).mean(axis=2)
    return float(((turns > 3) & (share > 0.05) & (share < 0.95)).mean())  # noqa: PLR2004
