"""Makes the light of a photo gently better: exposure and white balance."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from crm.uploads.photos.measuring import percentile

_BRIGHT: Final = 0.95
"""The light's colour is told by the lightest twentieth ("The role of bright pixels in
illumination estimation", Joze, Drew, Finlayson and Rey, 2012)."""
_BALANCE: Final = 0.6
"""How much of a cast is taken away: what looks like one may be the product's own colour."""
_CAST: Final = (1.8, 2.4)
"""Ratio of the strongest channel to the weakest: no lamp is of a stronger colour than the first;
from the second on it is the product that is coloured."""
_STRETCH: Final = 0.65
"""How far towards black and white the darkest and lightest parts are drawn."""
_RANGE: Final = 105.0
"""Grey values that are drawn out to the whole range at most: more would show noise and JPEG."""
_MIDDLE: Final = 0.32
"""Lightness, of 1, up to which a dark middle is lifted."""
_LIFT: Final = 0.78

Table = NDArray[np.float64]
_VALUES: Final = np.arange(256, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Tuning:
    """How each channel's values are to be changed: 3 × 256 new values."""

    table: tuple[int, ...]
    change: float
    """By how much an average pixel changes, of 255."""


def tuning_of(small: Image.Image) -> Tuning:
    """Choose exposure and white balance by a small copy."""
    grey = small.convert("L")
    balanced = np.clip(_VALUES * _gains(small, grey)[:, None], 0, 255)
    table = np.clip(_lit(balanced, grey), 0, 255).round()
    counts = np.array(small.histogram(), dtype=np.float64).reshape(3, 256)
    change = float((counts * np.abs(table - _VALUES)).sum() / counts.sum())
    return Tuning(tuple(int(one) for one in table.ravel()), change)


def tuned(picture: Image.Image, tuning: Tuning) -> Image.Image:
    """Apply `tuning` to a picture of any size."""
    return picture.point(tuning.table)


def _gains(small: Image.Image, grey: Image.Image) -> Table:
    """Return what each channel is multiplied by, so that the light becomes nearly white."""
    bright = np.asarray(grey) >= percentile(grey, _BRIGHT)
    light = np.asarray(small)[bright].mean(axis=0) + 1
    weak, strong = _CAST
    trust = np.clip((strong - light.max() / light.min()) / (strong - weak), 0, 1)
    return (light.mean() / light) ** (_BALANCE * trust)


def _lit(values: Table, grey: Image.Image) -> Table:
    """Return `values` drawn out to the whole range, and lifted where the middle is dark."""
    low, high = (percentile(grey, share) for share in (0.005, 0.995))
    low, high = _STRETCH * low, 255 - _STRETCH * (255 - high)
    lacking = max(0.0, _RANGE - (high - low)) / 2
    low, high = low - lacking, high + lacking
    stretched = np.clip((values - low) / (high - low), 0, 1)
    width, height = grey.size
    box = (width // 4, height // 4, width - width // 4, height - height // 4)
    middle = (percentile(grey.crop(box), 0.5) - low) / (high - low)
    lift = np.log(_MIDDLE) / np.log(min(max(middle, 0.02), _MIDDLE))
    return 255 * stretched ** max(_LIFT, float(lift))
