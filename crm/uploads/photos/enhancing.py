"""Makes a photo gently better: light, white balance, and a square on white."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image

_GAIN: Final = 1.25
_CHANGED: Final = 7.0


@dataclass(frozen=True, slots=True)
class Tuning:
    """How each channel's values are to be changed: 3 × 256 new values."""

    table: tuple[int, ...]
    change: float
    """By how much an average pixel changes, of 255."""


def tuning_of(small: Image.Image) -> Tuning:
    """Choose exposure and white balance by a small copy."""
    pixels = np.asarray(small, dtype=np.float32)
    means = pixels.mean(axis=(0, 1)) + 1
    gains = np.clip(means.mean() / means, 1 / _GAIN, _GAIN) ** 0.5
    grey = np.asarray(small.convert("L"), dtype=np.float32)
    low, high = np.percentile(grey, (0.5, 99.5))
    low, high = min(float(low), 40.0), max(float(high), 170.0)
    steps = np.arange(256, dtype=np.float32)
    stretched = (steps - low) * 255 / (high - low)
    table = np.clip(stretched[None, :] * gains[:, None], 0, 255).round().astype(np.uint8)
    changed = np.take_along_axis(
        table, np.asarray(small).reshape(-1, 3).T.astype(np.int64), axis=1
    )
    change = float(np.abs(changed.T.astype(np.float32) - pixels.reshape(-1, 3)).mean())
    return Tuning(tuple(int(one) for one in table.ravel()), change)


def tuned(picture: Image.Image, tuning: Tuning) -> Image.Image:
    """Apply `tuning` to a picture of any size."""
    return picture.point(tuning.table)


def squared(picture: Image.Image) -> Image.Image:
    """Return a square: nothing is cut off, the rest is white."""
    side = max(picture.size)
    square = Image.new("RGB", (side, side), "white")
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return square


def is_worth_it(tuning: Tuning, *, narrow: bool) -> bool:
    """Tell whether the improved version differs enough to be shown."""
    return narrow or tuning.change > _CHANGED
