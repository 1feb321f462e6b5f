"""What goes wrong with photos, done to good ones in known ways."""

import io
import math

import numpy as np
from PIL import Image, ImageFilter


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    """Return the file that a phone or Telegram makes of it."""
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality)
    return made.getvalue()


def opened(content: bytes) -> Image.Image:
    """Return a file as a picture, in full size."""
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert("RGB")


def unsharp(picture: Image.Image, radius: float) -> Image.Image:
    """Return it out of focus; `radius` is the standard deviation in pixels."""
    return picture.filter(ImageFilter.GaussianBlur(radius))


def shaken(picture: Image.Image, length: int, angle: float) -> Image.Image:
    """Return it as a hand shakes it: moved by `length` pixels while the shutter was open."""
    pixels = np.asarray(picture, dtype=np.float32)
    added = np.zeros_like(pixels)
    steps = np.linspace(-length / 2, length / 2, length)
    for step in steps:
        down, right = round(step * math.sin(angle)), round(step * math.cos(angle))
        added += np.roll(pixels, (down, right), axis=(0, 1))
    return _picture(added / length)


def noisy(picture: Image.Image, strength: float, seed: int = 1) -> Image.Image:
    """Return it with the noise of a small sensor at night."""
    random = np.random.default_rng(seed)
    pixels = np.asarray(picture, dtype=np.float32)
    return _picture(pixels + random.normal(0, strength, pixels.shape))


def exposed(picture: Image.Image, stops: float) -> Image.Image:
    """Return it with more or less light: twice as much for each stop, clipped as a sensor does."""
    linear = (np.asarray(picture, dtype=np.float32) / 255) ** 2.2
    return _picture(255 * np.clip(linear * 2**stops, 0, 1) ** (1 / 2.2))


def hazy(picture: Image.Image, left: float, veil: int = 150) -> Image.Image:
    """Return it with only `left` of its contrast, around the grey of the veil."""
    pixels = np.asarray(picture, dtype=np.float32)
    return _picture(veil + (pixels - pixels.mean()) * left)


def tinted(picture: Image.Image, gains: tuple[float, float, float]) -> Image.Image:
    """Return it under coloured light."""
    return _picture(np.asarray(picture, dtype=np.float32) * np.array(gains, dtype=np.float32))


def shrunk(picture: Image.Image, longest: int) -> Image.Image:
    """Return it with `longest` pixels a side at most."""
    small = picture.copy()
    small.thumbnail((longest, longest))
    return small


def strip(picture: Image.Image, ratio: float, *, upright: bool) -> Image.Image:
    """Return the middle of it, `ratio` times as long as wide."""
    width, height = picture.size
    if upright:
        wide = min(width, round(height / ratio))
        return picture.crop(((width - wide) // 2, 0, (width + wide) // 2, height))
    high = min(height, round(width / ratio))
    return picture.crop((0, (height - high) // 2, width, (height + high) // 2))


def padded(picture: Image.Image) -> Image.Image:
    """Return it in the middle of a white square."""
    side = max(picture.size)
    square = Image.new("RGB", (side, side), "white")
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return square


def _picture(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).round().astype(np.uint8))
