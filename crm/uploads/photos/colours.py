"""Brings whatever colours a file has into plain sRGB on white."""

import io
from typing import Any, Final

import numpy as np
from PIL import Image, ImageCms

_MAX_PROFILE: Final = 2 * 1024 * 1024
_SPACES: Final = {"RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK"}
"""The colour space that a profile must speak of, by the mode of the picture."""

Profile = ImageCms.ImageCmsProfile


def profile_of(source: Image.Image) -> Profile | None:
    """Return the file's own colour profile, where it says something else than sRGB."""
    raw: Any = source.info.get("icc_profile")
    space = _SPACES.get(source.mode)
    if not isinstance(raw, bytes) or space is None or len(raw) > _MAX_PROFILE or b"sRGB" in raw:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(raw))
    except (OSError, ValueError, ImageCms.PyCMSError):
        return None
    core: Any = getattr(profile, "profile")  # noqa: B009 - Pillow says wrongly what it is
    return profile if core.xcolor_space.strip() == space else None


def as_srgb(pixels: Image.Image, profile: Profile) -> Image.Image:
    """Translate from `profile`; unchanged where the profile turns out to be nonsense."""
    try:
        changed = ImageCms.profileToProfile(pixels, profile, _srgb(), outputMode="RGB")
    except (OSError, ValueError, ImageCms.PyCMSError):
        return pixels.convert("RGB")
    return changed or pixels.convert("RGB")


def _srgb() -> Any:  # noqa: ANN401 - Pillow does not say what it returns
    return ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - the same


def plain(strip: Image.Image, profile: Profile | None) -> Image.Image:
    """Return RGB on white, from whatever mode a decoder made."""
    if strip.mode.startswith("I;16"):
        strip = Image.fromarray((np.asarray(strip).astype(np.uint16) >> 8).astype(np.uint8))
    if strip.mode == "CMYK" and profile is not None:
        return as_srgb(strip, profile)
    if strip.mode.endswith(("A", "a")) or "transparency" in strip.info:
        seen = strip.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return strip.convert("RGB")
