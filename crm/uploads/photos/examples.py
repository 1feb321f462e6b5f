"""Example pictures drawn by Sapa itself: a photo with a flaw beside one without."""

from PIL import Image, ImageDraw, ImageFilter

from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.sheets import jpeg, pair


def example(flaw: Flaw) -> bytes:
    """Return a pair, bad beside good, that says without words what `flaw` means."""
    good = Image.new("RGB", (512, 512), "#f4efe6")
    ImageDraw.Draw(good).ellipse((140, 140, 372, 372), fill="#b5542c")
    bad = good.filter(ImageFilter.GaussianBlur(12)) if flaw is Flaw.BLURRED else good
    return jpeg(pair(bad, good))
