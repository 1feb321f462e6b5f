"""How much of a picture is writing."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_TILE: Final = 24
"""Pixels a side of what is judged at once: a few letters of a poster, a few lines of a list."""
_APART: Final = 0.75
_CONTRAST: Final = 50
_INK: Final = (0.05, 0.45)
_TURNS: Final = 2.5
_BUSIEST: Final = 4

Tiles = NDArray[np.float32]


def writing(grey: NDArray[np.float32]) -> float:
    """Return which share of the tiles looks like writing.

    Writing has two colours and no more: Otsu's measure of how well one threshold parts the
    grey values of a tile in two ("A threshold selection method from gray-level histograms",
    1979) is near 1, and below 0.75 for fur, gravel or cloth. The fewer pixels are ink, in
    strokes that a line of text crosses several times, and oftener than a column does.
    """
    rows, columns = grey.shape[0] // _TILE, grey.shape[1] // _TILE
    if not rows or not columns:
        return 0.0
    cut = grey[: rows * _TILE, : columns * _TILE]
    tiles = cut.reshape(rows, _TILE, columns, _TILE).swapaxes(1, 2).reshape(-1, _TILE, _TILE)
    strong = np.ptp(tiles, axis=(1, 2)) > _CONTRAST
    if not strong.any():
        return 0.0
    return float(_is_writing(tiles[strong]).sum() / len(tiles))


def _is_writing(tiles: Tiles) -> NDArray[np.bool_]:
    light = tiles > _thresholds(tiles)
    share, dark, bright = _classes(tiles, light)
    apart = share * (1 - share) * (bright - dark) ** 2 / np.maximum(tiles.var(axis=(1, 2)), 1)
    across = (light[:, :, 1:] != light[:, :, :-1]).sum(axis=2)
    down = (light[:, 1:] != light[:, :-1]).sum(axis=1).mean(axis=1)
    ink = np.minimum(share, 1 - share)
    return (
        (apart > _APART)
        & (bright - dark > _CONTRAST)
        & (ink > _INK[0])
        & (ink < _INK[1])
        & (across.mean(axis=1) > np.maximum(_TURNS, down))
        & (np.percentile(across, 80, axis=1) >= _BUSIEST)
    )


def _thresholds(tiles: Tiles) -> Tiles:
    """Return what parts each tile in two: where it settles between the means of both parts.

    It is the iterative form of Otsu's threshold (Ridler and Calvard, 1978); two rounds do.
    """
    found: Tiles = tiles.mean(axis=(1, 2), keepdims=True, dtype=np.float32)
    for _ in range(2):
        _, dark, bright = _classes(tiles, tiles > found)
        found = ((dark + bright) / 2)[:, None, None].astype(np.float32)
    return found


def _classes(tiles: Tiles, light: NDArray[np.bool_]) -> tuple[Tiles, Tiles, Tiles]:
    """Return the share of light pixels, and the mean of the dark and of the light ones."""
    share = light.mean(axis=(1, 2), dtype=np.float32)
    whole = tiles.mean(axis=(1, 2))
    bright = (tiles * light).mean(axis=(1, 2)) / np.maximum(share, 1e-3)
    dark = (whole - share * bright) / np.maximum(1 - share, 1e-3)
    return share, dark, bright
