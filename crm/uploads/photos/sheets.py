"""Pictures side by side, without a word: before and after, or several of these with numbers."""

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

_GAP: Final = 8


def jpeg(picture: Image.Image, quality: int = 82) -> bytes:
    """Return `picture` as a JPEG that carries nothing but pixels."""
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return kept.getvalue()


def pair(before: Image.Image, after: Image.Image, side: int = 512) -> Image.Image:
    """Put two pictures side by side, each in a square."""
    both = Image.new("RGB", (2 * side + _GAP, side), "white")
    for place, picture in enumerate((before, after)):
        fitted = ImageOps.contain(picture, (side, side))
        left = place * (side + _GAP) + (side - fitted.width) // 2
        both.paste(fitted, (left, (side - fitted.height) // 2))
    return both


def sheet(pairs: Sequence[tuple[int, bytes]]) -> bytes:
    """Return numbered pairs as one picture."""
    columns = 1 if len(pairs) <= 2 else 2  # noqa: PLR2004
    width, height = 1032 // columns, 512 // columns
    rows = -(-len(pairs) // columns)
    page = Image.new("RGB", (columns * width, rows * (height + _GAP)), "white")
    font = ImageFont.load_default(size=44)
    for place, (number, content) in enumerate(pairs):
        with Image.open(io.BytesIO(content)) as picture:
            fitted = picture.resize((width - _GAP, height))
        left, top = place % columns * width, place // columns * (height + _GAP)
        page.paste(fitted, (left, top))
        draw = ImageDraw.Draw(page)
        draw.ellipse((left + 8, top + 8, left + 64, top + 64), fill="black")
        draw.text((left + 36, top + 36), str(number), fill="white", font=font, anchor="mm")
    return jpeg(page)
