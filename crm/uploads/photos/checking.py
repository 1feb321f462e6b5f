"""Looks at one photo: what it is, what could be better, and what it would look like improved.

All of it is work for the processor: run it in a process of its own, and import it late.
"""

from dataclasses import asdict, dataclass

from PIL import Image

from crm.uploads.photos import enhancing, framing, rules
from crm.uploads.photos.examples import example
from crm.uploads.photos.fingerprints import fingerprint
from crm.uploads.photos.flaws import Flaw, Refusal, Unreadable
from crm.uploads.photos.measuring import SIDE, measure
from crm.uploads.photos.reading import opened
from crm.uploads.photos.rules import is_like
from crm.uploads.photos.sheets import jpeg, pair, sheet

__all__ = (
    "Flaw",
    "Look",
    "Refusal",
    "Unreadable",
    "example",
    "improve",
    "is_like",
    "look",
    "sheet",
)

_KEPT = 90
"""JPEG quality of what is kept: a listing is shown from it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one photo is and what was found."""

    width: int
    height: int
    """Pixels that were sent, upright."""
    clean: bytes
    """Upright, without anything but pixels, at most 1600 a side."""
    media_type: str
    flaws: tuple[Flaw, ...]
    """The worst first; never `twice`, which takes two."""
    measures: dict[str, float]
    fingerprint: int
    improvable: bool
    pair: bytes | None
    """The photo beside its improved version, small; None where that would not be worth it."""


def look(content: bytes, *, minimum: int) -> Look:
    """Look at what a seller sent; `minimum` is the pixels a marketplace asks of the shorter side.

    Raises:
        Unreadable: there is nothing to look at, and why.
    """
    picture = opened(content, enough=SIDE)
    clean = picture.bare or jpeg(picture.pixels, _KEPT)
    small = _small(picture.pixels) if picture.bare else _seen(clean)
    measures = asdict(measure(small, width=picture.width, height=picture.height))
    flaws = rules.flaws_of(measures, minimum=minimum)
    tuning = enhancing.tuning_of(small)
    frame = framing.frame_of(enhancing.tuned(small, tuning))
    closer = framing.is_closer(frame, *small.size)
    better = rules.is_worth_showing(flaws, change=tuning.change, closer=closer)
    return Look(
        width=picture.width,
        height=picture.height,
        clean=clean,
        media_type="image/jpeg",
        flaws=flaws,
        measures=measures,
        fingerprint=fingerprint(small),
        improvable=better,
        pair=jpeg(pair(small, _after(clean, small, frame, tuning))) if better else None,
    )


def improve(clean: bytes) -> bytes:
    """Return the improved version of what `look` kept, in full size."""
    small = _seen(clean)
    tuning = enhancing.tuning_of(small)
    frame = framing.frame_of(enhancing.tuned(small, tuning))
    kept = framing.cropped(opened(clean).pixels, frame)
    return jpeg(framing.squared(enhancing.tuned(kept, tuning)), _KEPT)


def _seen(clean: bytes) -> Image.Image:
    """Return the copy by which everything is decided, alike for a look and for improving."""
    return _small(opened(clean, enough=SIDE).pixels)


def _after(
    clean: bytes, small: Image.Image, frame: framing.Frame, tuning: enhancing.Tuning
) -> Image.Image:
    kept = small
    if frame != framing.WHOLE:  # a part needs more pixels than a look did
        kept = _small(framing.cropped(opened(clean).pixels, frame))
    return framing.squared(enhancing.tuned(kept, tuning))


def _small(pixels: Image.Image) -> Image.Image:
    share = min(1.0, SIDE / max(pixels.size))
    size = (max(1, round(pixels.width * share)), max(1, round(pixels.height * share)))
    return pixels.resize(size, Image.Resampling.BOX)
