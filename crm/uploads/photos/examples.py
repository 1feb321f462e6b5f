"""Example pictures that Sapa draws itself: how not, under a red cross, beside how."""

from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from crm.uploads.photos.drawing.basket import SIDE, weave
from crm.uploads.photos.drawing.scenes import tidy, untidy
from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.sheets import jpeg, pair

_RED: Final = "#d92d3a"
_GREEN: Final = "#1f9d55"
_RADIUS: Final = 92


@cache
def example(flaw: Flaw) -> bytes:
    """Return a pair, bad beside good, that says without words what `flaw` means.

    Drawn once in a process's life, in about a second, and the same each time.
    """
    bad = _BAD[flaw]()
    good = _views() if flaw is Flaw.TWICE else tidy()
    both = pair(_crossed(bad), _ticked(good))
    return jpeg(both, 88)


def _crossed(picture: Image.Image) -> Image.Image:
    """Return it with a white cross on red in its corner."""
    marked, (across, down), draw = _badge(picture, _RED)
    for turn in (-1, 1):
        ends = (across - 40, down - 40 * turn, across + 40, down + 40 * turn)
        draw.line(ends, fill="white", width=24)
    return marked


def _ticked(picture: Image.Image) -> Image.Image:
    """Return it with a white tick on green in its corner."""
    marked, (across, down), draw = _badge(picture, _GREEN)
    spots = ((across - 46, down + 2), (across - 12, down + 36), (across + 48, down - 34))
    draw.line(spots, fill="white", width=24, joint="curve")
    return marked


def _badge(
    picture: Image.Image, colour: str
) -> tuple[Image.Image, tuple[int, int], ImageDraw.ImageDraw]:
    marked = picture.copy()
    draw = ImageDraw.Draw(marked)
    across = down = SIDE - _RADIUS - 28
    draw.circle((across, down), _RADIUS + 12, fill="white")
    draw.circle((across, down), _RADIUS, fill=colour)
    return marked, (across, down), draw


def _screenshot() -> Image.Image:
    """Return a phone that shows the basket in somebody's shop."""
    page = Image.new("RGB", (SIDE, SIDE), "#ccd3dc")
    draw = ImageDraw.Draw(page)
    draw.rounded_rectangle((232, 24, 792, 1000), 60, fill="#15171c")
    draw.rounded_rectangle((252, 50, 772, 974), 40, fill="white")
    draw.text((290, 66), "09:41", font=_font(32), fill="#222222")
    draw.rounded_rectangle((690, 74, 738, 96), 6, outline="#222222", width=4)
    draw.rounded_rectangle((284, 124, 740, 184), 30, fill="#e9ecf0")
    draw.ellipse((304, 138, 334, 168), outline="#8a919c", width=6)
    page.paste(tidy().resize((520, 440)), (252, 204))
    draw.text((284, 660), "Rp 75.000", font=_font(56), fill=_RED)
    for line, right in enumerate((720, 650, 690)):
        draw.rounded_rectangle((284, 748 + 40 * line, right, 766 + 40 * line), 9, fill="#c3c9d2")
    draw.rounded_rectangle((284, 890, 500, 950), 16, outline=_RED, width=5)
    draw.rounded_rectangle((520, 890, 740, 950), 16, fill=_RED)
    return page


def _blurred() -> Image.Image:
    """Return it as a shaken hand takes it."""
    shaken = np.zeros((SIDE, SIDE, 3))
    steps = range(-36, 37, 4)
    for step in steps:
        shaken += np.roll(np.asarray(tidy(), dtype=np.float64), (step // 3, step), axis=(0, 1))
    made = Image.fromarray((shaken / len(steps)).astype(np.uint8))
    return made.filter(ImageFilter.GaussianBlur(9))


def _dark() -> Image.Image:
    shades = [round(255 * (value / 255) ** 1.25 * 0.26) for value in range(256)]
    return tidy().point([*shades, *shades, *(round(value * 0.86) for value in shades)])


def _bright() -> Image.Image:
    return tidy().point([min(255, round(70 + value * 1.5)) for value in range(256)] * 3)


def _flat() -> Image.Image:
    veiled = Image.blend(tidy(), Image.new("RGB", (SIDE, SIDE), "#b9b9b6"), 0.78)
    return veiled.filter(ImageFilter.GaussianBlur(3))


def _small() -> Image.Image:
    """Return it in so few pixels that they are seen."""
    return tidy().resize((40, 40), Image.Resampling.BOX).resize(
        (SIDE, SIDE), Image.Resampling.NEAREST
    )  # fmt: skip


def _wordy() -> Image.Image:
    """Return it written all over with what belongs into the description."""
    page = tidy().copy()
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, SIDE, 190), fill=_RED)
    draw.text((40, 26), "Rp 75.000 !!!", font=_font(130), fill="#ffe94a")
    points = [
        (790 + radius * np.cos(turn), 360 + radius * np.sin(turn))
        for place, turn in enumerate(np.linspace(0, 2 * np.pi, 33)[:-1])
        for radius in ((190, 150)[place % 2],)
    ]
    draw.polygon(points, fill="#ffd21f")
    draw.text((790, 360), "-50%", font=_font(110), fill=_RED, anchor="mm")
    for line, text in enumerate(("100% !", "2 + 1 !", "0812…")):
        spot = (36, 470 + 130 * line)
        draw.text(spot, text, font=_font(112), fill="white", stroke_width=9, stroke_fill="#1b3a8a")
    draw.rectangle((0, 880, SIDE, SIDE), fill="#1b3a8a")
    draw.text((36, 900), "1 = 75 · 2 = 140", font=_font(92), fill="white")
    return page


def _narrow() -> Image.Image:
    """Return a strip out of the middle, in which the basket has no room."""
    page = Image.new("RGB", (SIDE, SIDE), "#ccd3dc")
    page.paste(tidy().crop((340, 0, 680, SIDE)), (342, 0))
    return page


def _twice() -> Image.Image:
    return _laid(tidy(), tidy())


def _views() -> Image.Image:
    """Return two that show different things: the whole, and the weave from near."""
    return _laid(tidy(), weave())


def _laid(first: Image.Image, second: Image.Image) -> Image.Image:
    """Lay two prints on a table, one over the other."""
    page = Image.new("RGBA", (SIDE, SIDE), "#8fa3b0")
    for picture, corner, angle in ((first, (40, 40), 5), (second, (400, 350), -4)):
        framed = Image.new("RGBA", (580, 580), "white")
        framed.paste(picture.resize((540, 540)), (20, 20))
        turned = framed.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        shade = Image.new("RGBA", page.size)
        shade.paste((20, 24, 30, 130), (corner[0] + 10, corner[1] + 14), turned.getchannel("A"))
        page.alpha_composite(shade.filter(ImageFilter.GaussianBlur(10)))
        page.alpha_composite(turned, corner)
    return page.convert("RGB")


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size=size)


_BAD: Final[dict[Flaw, Callable[[], Image.Image]]] = {
    Flaw.SCREENSHOT: _screenshot,
    Flaw.BLURRED: _blurred,
    Flaw.DARK: _dark,
    Flaw.BRIGHT: _bright,
    Flaw.SMALL: _small,
    Flaw.WORDY: _wordy,
    Flaw.CLUTTERED: untidy,
    Flaw.FLAT: _flat,
    Flaw.TWICE: _twice,
    Flaw.NARROW: _narrow,
}
