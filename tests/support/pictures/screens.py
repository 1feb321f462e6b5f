"""Screenshots and pictures full of writing, as sellers send them instead of photos."""

import random
from functools import cache

from PIL import Image, ImageDraw, ImageFont

_SYLLABLES = (
    "ka", "ri", "pik", "sing", "kong", "ba", "tik", "tu", "lis", "ma", "du", "hu", "tan",
    "sam", "bal", "ko", "pi", "pe", "das", "ma", "nis", "hal", "us", "ga", "ram", "be", "ras",
)  # fmt: skip
PHONE = (576, 1280)


@cache
def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size=size)


def words(seed: int, letters: int) -> str:
    """Return about that many letters of words."""
    dice, made = random.Random(seed), ""  # noqa: S311 - the same words each time
    while len(made) < letters:
        made += "".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) + " "
    return made.strip()


def shop(photo: Image.Image, *, dark: bool = False, seed: int = 0) -> Image.Image:
    """Return a screenshot of a shop's page: bars, the photo, price, lines, a button."""
    ink, ground = ("#f0f0f0", "#121212") if dark else ("#222222", "#ffffff")
    page, draw = _screen(ground, ink)
    draw.rounded_rectangle((20, 56, 556, 104), 24, fill="#2c2c2c" if dark else "#eeeeee")
    draw.text((44, 66), words(seed, 20), font=_font(22), fill="#888888")
    page.paste(photo.resize((576, 560)), (0, 120))
    draw.text((24, 700), "Rp 25.000", font=_font(40), fill="#e04f2a")
    for line in range(5):
        draw.text((24, 770 + 40 * line), words(seed + line, 40), font=_font(24), fill=ink)
    for star in range(5):
        draw.ellipse((24 + 44 * star, 1000, 58 + 44 * star, 1034), fill="#f5b301")
    draw.line((0, 1080, 576, 1080), fill="#777777")
    draw.rounded_rectangle((24, 1120, 280, 1190), 12, outline="#e04f2a", width=3)
    draw.rounded_rectangle((300, 1120, 552, 1190), 12, fill="#e04f2a")
    return page


def chat(photo: Image.Image, *, dark: bool = False, seed: int = 0) -> Image.Image:
    """Return a screenshot of a chat: bubbles, and the photo in one of them."""
    ink, ground = ("#f0f0f0", "#0e1621") if dark else ("#1d1d1d", "#e6ddd4")
    page, draw = _screen(ground, ink)
    draw.rectangle((0, 44, 576, 120), fill="#1f2c34" if dark else "#ffffff")
    draw.ellipse((20, 54, 76, 110), fill="#7aa5c9")
    draw.text((92, 66), words(seed, 16), font=_font(28), fill=ink)
    page.paste(photo.resize((380, 330)), (20, 150))
    for bubble in range(5):
        left, top = (20, 150)[bubble % 2] if bubble else 150, 510 + 120 * bubble
        draw.rounded_rectangle(
            (left, top, left + 380, top + 92), 18, fill="#182533" if dark else "#ffffff"
        )
        for line in range(2):
            text = words(seed + bubble + line, 26)
            draw.text((left + 16, top + 14 + 34 * line), text, font=_font(24), fill=ink)
    draw.rounded_rectangle((20, 1180, 480, 1240), 30, fill="#242f3d" if dark else "#ffffff")
    return page


def gallery(photo: Image.Image) -> Image.Image:
    """Return a screenshot of a photo that is looked at: black bars, and signs below."""
    page, draw = _screen("#000000", "#ffffff")
    page.paste(photo.resize((576, 460)), (0, 400))
    draw.text((80, 70), words(3, 14), font=_font(26), fill="#ffffff")
    draw.text((80, 104), words(4, 10), font=_font(20), fill="#bbbbbb")
    for sign in range(4):
        left = 60 + 140 * sign
        draw.rounded_rectangle((left, 1130, left + 40, 1170), 8, outline="#ffffff", width=4)
    draw.rounded_rectangle((200, 1256, 376, 1264), 4, fill="#ffffff")
    return page


def poster(photo: Image.Image, *, seed: int = 0, size: int = 54) -> Image.Image:
    """Return a photo that is written all over with an offer."""
    page = photo.copy()
    draw = ImageDraw.Draw(page)
    for line, top in enumerate(range(40, page.height - size, round(size * 1.5))):
        text = words(seed + line, round(1.75 * page.width / size))
        draw.text(
            (30, top), text, font=_font(size), fill="#ffe94a" if line % 2 else "#ffffff",
            stroke_width=3, stroke_fill="#7a0000",
        )  # fmt: skip
    return page


def price_list(ground: Image.Image, *, seed: int = 0, size: int = 34) -> Image.Image:
    """Return a list of prices on plain ground."""
    page = ground.copy()
    draw = ImageDraw.Draw(page)
    for line, top in enumerate(range(60, page.height - 60, round(size * 1.6))):
        draw.text((60, top), words(seed + line, 30), font=_font(size), fill="#33231a")
        draw.text((page.width - 240, top), f"Rp {line + 5}.000", font=_font(size), fill="#33231a")
    return page


def labelled(picture: Image.Image, *, seed: int = 7) -> Image.Image:
    """Return a product with a small label on it, which is no flaw."""
    page = picture.copy()
    draw = ImageDraw.Draw(page)
    left, top = round(page.width * 0.36), round(page.height * 0.5)
    draw.rounded_rectangle((left, top, left + 330, top + 110), 12, fill="#fff8e7")
    draw.text((left + 20, top + 14), words(seed, 9)[:12], font=_font(40), fill="#5b2a12")
    draw.text((left + 20, top + 66), words(seed + 1, 16)[:20], font=_font(24), fill="#5b2a12")
    return page


def _screen(ground: str, ink: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("RGB", PHONE, ground)
    draw = ImageDraw.Draw(page)
    draw.text((20, 8), "09:41", font=_font(22), fill=ink)
    draw.rounded_rectangle((510, 12, 548, 30), 4, outline=ink, width=2)
    for bar in range(4):
        draw.rectangle((450 + 10 * bar, 28 - 4 * bar, 456 + 10 * bar, 30), fill=ink)
    return page, draw
