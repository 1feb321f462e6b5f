"""Opens what sellers send, however hostile, as an upright picture of a bounded size.

Only kinds that phones and shops use are ever decoded, told by their first bytes. Size is known
from the header, before anything is decoded. What the camera wrote (place, time, owner) ends here:
only pixels go on.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageFile, features

from crm.uploads.photos import colours
from crm.uploads.photos.flaws import Refusal, Unreadable
from crm.uploads.photos.stripping import stripped

MAX_BYTES: Final = 20 * 1024 * 1024
"""What Telegram's getFile hands over at most."""
LONGEST: Final = 1600
"""Pixels of the longest side of what is kept."""

_MEGA: Final = 1_000_000
_MAX_PIXELS: Final = {
    "JPEG": 64 * _MEGA,
    "PNG": 52 * _MEGA,
    "BMP": 52 * _MEGA,
    "WEBP": 24 * _MEGA,
    "AVIF": 24 * _MEGA,
    "GIF": 24 * _MEGA,
}
"""By kind, because their decoders need different amounts of memory for a pixel."""
_LEAST: Final = 16
"""Pixels a side of what is kept: below this there is nothing to look at."""
_MOST_SCANS: Final = 60
"""A progressive JPEG has about ten; thousands are made to burn hours."""
_STRIP: Final = 256
"""Rows converted at a time, so that a second copy of a large picture is never held."""
_HEIF: Final = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes upright what a camera stored with this EXIF orientation."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is gone on with."""

    pixels: Image.Image
    """RGB, upright, on white, its longest side at most LONGEST."""
    width: int
    height: int
    """Pixels that were sent, upright."""
    bare: bytes | None
    """The file itself without anything but pixels, where these may be kept as they are."""


def opened(content: bytes, *, enough: int = LONGEST) -> Picture:
    """Decode one picture; of an animated one its first frame.

    Where the file can be kept as it is, its pixels serve for a look only: they may be fewer, but
    `enough` on the longest side.

    Raises:
        Unreadable: it is no picture, of no kind that is read, too large, or broken.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(Refusal.TOO_BIG)
    kind = _kind(content)
    if kind == "JPEG" and content.count(b"\xff\xda") > _MOST_SCANS:
        raise Unreadable(Refusal.BROKEN)
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as source:
            _bound(source, _MAX_PIXELS[kind])
            bare = _bare(source, content)
            return _decoded(source, bare, LONGEST if bare is None else enough)
    except Unreadable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Unreadable(Refusal.TOO_MANY_PIXELS) from error
    except Exception as error:  # a decoder raises whatever hostile bytes make it raise
        raise Unreadable(Refusal.BROKEN) from error


def _kind(content: bytes) -> str:
    """Return Pillow's name of the kind that `content` begins as."""
    head = content[:64]
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head.startswith(b"BM"):
        return "BMP"
    return _boxed(head)


def _boxed(head: bytes) -> str:
    """Tell the kinds that are made of boxes (ISO 14496-12): AVIF and HEIF."""
    brands = head[8:32] if head[4:8] == b"ftyp" else b""
    if b"avif" in brands and features.check("avif"):
        return "AVIF"
    if b"avif" in brands or brands.startswith(_HEIF):
        raise Unreadable(Refusal.HEIC)
    raise Unreadable(Refusal.NOT_A_PICTURE)


def _bound(source: ImageFile.ImageFile, most: int) -> None:
    width, height = source.size
    if width * height > most:
        raise Unreadable(Refusal.TOO_MANY_PIXELS)
    if min(width, height) * min(1, LONGEST / max(width, height)) < _LEAST:
        raise Unreadable(Refusal.BROKEN)


def _bare(source: ImageFile.ImageFile, content: bytes) -> bytes | None:
    """Return the file without anything but pixels, where they may be kept and need no more room.

    A byte for a pixel is more than any program writes.
    """
    bare = stripped(content) if _is_plain(source) else None
    return bare if bare and len(bare) <= source.width * source.height else None


def _is_plain(source: ImageFile.ImageFile) -> bool:
    """Tell whether a JPEG is upright, in the colours of sRGB, and no larger than what is kept."""
    return (
        source.format == "JPEG"
        and source.mode == "RGB"
        and max(source.size) <= LONGEST
        and _orientation(source) not in _TURNS
        and colours.profile_of(source) is None
    )


def _decoded(source: ImageFile.ImageFile, bare: bytes | None, longest: int) -> Picture:
    width, height = source.size
    turn = _TURNS.get(_orientation(source))
    _draft(source, longest)
    source.load()
    pixels = _shrunk(source)
    if turn is not None:
        pixels = pixels.transpose(turn)
        if turn not in _SAME_SIDES:
            width, height = height, width
    return Picture(pixels, width, height, bare)


_SAME_SIDES: Final = (
    Image.Transpose.FLIP_LEFT_RIGHT,
    Image.Transpose.ROTATE_180,
    Image.Transpose.FLIP_TOP_BOTTOM,
)


def _orientation(source: Image.Image) -> int:
    """Return how the camera was held; upright where what it wrote makes no sense."""
    try:
        return int(source.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - what a camera wrote is as hostile as the rest
        return 1


def _draft(source: ImageFile.ImageFile, longest: int) -> None:
    """Let a JPEG be decoded at the fraction of its size that is still large enough."""
    share = max(source.size) / longest
    if share > 1:
        source.draft(None, (math.ceil(source.width / share), math.ceil(source.height / share)))


def _shrunk(source: Image.Image) -> Image.Image:
    """Return `source` as RGB of at most LONGEST pixels a side, in the colours of sRGB."""
    factor = max(1, max(source.size) // LONGEST)
    profile = colours.profile_of(source)
    if source.mode == "RGB" and "transparency" not in source.info:
        small = source.reduce(factor) if factor > 1 else source
    else:
        small = Image.new("RGB", (-(-source.width // factor), -(-source.height // factor)))
        for top, strip in _strips(source, factor):
            small.paste(colours.plain(strip, profile).reduce(factor), (0, top // factor))
    share = max(small.size) / LONGEST
    if share > 1:
        size = (max(1, round(small.width / share)), max(1, round(small.height / share)))
        small = small.resize(size, Image.Resampling.BICUBIC)
    if source.mode in {"RGB", "RGBA"} and profile is not None:
        small = colours.as_srgb(small, profile)
    return Image.frombytes("RGB", small.size, small.tobytes())


def _strips(source: Image.Image, factor: int) -> Iterator[tuple[int, Image.Image]]:
    """Cut `source` into bands of whole multiples of `factor` rows; each with its first row."""
    rows = max(1, _STRIP // factor) * factor
    for top in range(0, source.height, rows):
        yield top, source.crop((0, top, source.width, min(source.height, top + rows)))
