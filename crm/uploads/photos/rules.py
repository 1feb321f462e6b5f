"""Which flaws a photo has, by what was measured, and whether two are as good as the same.

The thresholds were chosen on one half of a labelled set of photographs and are tested on the
other, but for one (docs/photos.md): each lies between what good photos and spoilt ones reach,
nearer to the spoilt ones where a false alarm costs more than a miss.
"""

from collections.abc import Collection, Mapping
from typing import Final

from crm.uploads.photos.flaws import Flaw

SHARP: Final = 0.011
"""Sharpness below which a photo is blurred."""
LIT: Final = 105.0
"""Grey value that the lightest parts of a photo reach; a dark one does not."""
BURNT: Final = 0.2
"""Share of the middle that may be without colour from too much light."""
CONTRAST: Final = 68.0
"""Grey values between the darkest and the lightest parts; below it is haze."""
CLUTTER: Final = 0.2
"""Share of the border that may be edges."""
VARIETY: Final = 0.15
"""How different border and middle are; below it one pattern fills the picture."""
BANDS: Final = 8.0
"""Blank bands from side to side, from which on it is a screen whatever its shape."""
PHONE_BANDS: Final = 4.0
"""The same where it has the shape of a phone."""
PHONE: Final = 1.6
WRITING: Final = 0.1
"""Share of a picture that may be writing: a label is less."""
NARROW: Final = 1.6
"""Length by width from which on a square shop window takes too much away."""
CHANGED: Final = 12.0
"""Values of 255 by which the improved version must differ to be worth showing."""
ALIKE: Final = 10
"""Bits in which the fingerprints of two photos of the same thing differ at most; always even."""

_BITS: Final = (1 << 64) - 1


def is_like(one: int, other: int) -> bool:
    """Tell whether two fingerprints are of as good as the same photo."""
    return ((one ^ other) & _BITS).bit_count() <= ALIKE


def is_worth_showing(flaws: Collection[Flaw], *, change: float, closer: bool) -> bool:
    """Tell whether the improved version differs enough; a picture of a screen gets none."""
    return Flaw.SCREENSHOT not in flaws and (closer or change > CHANGED or Flaw.NARROW in flaws)


def flaws_of(found: Mapping[str, float], *, minimum: int) -> tuple[Flaw, ...]:
    """Return what could be better, the worst first; `minimum` is pixels of the shorter side.

    Of a screenshot nothing else is told but its size: the rest is about the screen.
    """
    shorter, longer = sorted((found["width"], found["height"]))
    ratio = longer / shorter
    if found["bands"] >= (PHONE_BANDS if ratio >= PHONE else BANDS):
        return (Flaw.SCREENSHOT, Flaw.SMALL) if shorter < minimum else (Flaw.SCREENSHOT,)
    dark = found["high"] < LIT
    has = {
        Flaw.BLURRED: found["sharpness"] < SHARP,
        Flaw.DARK: dark,
        Flaw.BRIGHT: found["burnt"] > BURNT,
        Flaw.SMALL: shorter < minimum,
        Flaw.WORDY: found["writing"] > WRITING,
        Flaw.CLUTTERED: found["clutter"] > CLUTTER and found["variety"] > VARIETY,
        Flaw.FLAT: found["high"] - found["low"] < CONTRAST and not dark,
        Flaw.NARROW: ratio > NARROW,
    }
    return tuple(flaw for flaw in Flaw if has.get(flaw, False))
