"""Which flaws a photo has, by what was measured, and whether two are as good as the same.

The thresholds were chosen on one half of a labelled set of photographs and are tested on the
other (docs/photos.md).
"""

from collections.abc import Mapping
from typing import Final

from crm.uploads.photos.flaws import Flaw

SHARP: Final = 0.02
LIT: Final = 90.0
WASHED: Final = 100.0
CONTRAST: Final = 60.0
CLUTTER: Final = 0.2
BANDS: Final = 6.0
WRITING: Final = 0.25
RATIO: Final = 1.6
ALIKE: Final = 6
"""Bits in which the fingerprints of two photos of the same thing differ at most."""

_BITS: Final = (1 << 64) - 1


def is_like(one: int, other: int) -> bool:
    """Tell whether two fingerprints are of as good as the same photo."""
    return ((one ^ other) & _BITS).bit_count() <= ALIKE


def flaws_of(found: Mapping[str, float], *, minimum: int) -> tuple[Flaw, ...]:
    """Return what could be better, the worst first; `minimum` is pixels of the shorter side."""
    shorter, longer = sorted((found["width"], found["height"]))
    screen = found["bands"] >= BANDS
    has = {
        Flaw.SCREENSHOT: screen,
        Flaw.BLURRED: found["sharpness"] < SHARP,
        Flaw.DARK: found["high"] < LIT,
        Flaw.BRIGHT: found["low"] > WASHED and found["middle"] > 200,  # noqa: PLR2004
        Flaw.SMALL: shorter < minimum,
        Flaw.WORDY: found["writing"] > WRITING and not screen,
        Flaw.CLUTTERED: found["clutter"] > CLUTTER,
        Flaw.FLAT: found["high"] - found["low"] < CONTRAST,
        Flaw.NARROW: longer > RATIO * shorter,
    }
    return tuple(flaw for flaw in Flaw if has.get(flaw, False))
