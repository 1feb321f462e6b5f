"""What sellers send, and what people with bad intentions send, is opened or kindly refused."""

import io
import struct
import time
import zlib
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image

from crm.uploads.photos.checking import Refusal, Unreadable, improve, look
from crm.uploads.photos.reading import LONGEST, opened
from tests.support.pictures import damages
from tests.support.pictures.photographs import photo

MEGABYTE = 1024 * 1024
PHOTO = damages.jpeg(photo("coffee", longest=640))


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()


def refusal(content: bytes) -> Refusal:
    with pytest.raises(Unreadable) as refused:
        look(content, minimum=500)
    return refused.value.why


def colour(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    found = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(found, tuple)
    return found


def is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(first - second) for first, second in zip(one, other, strict=True)) < 12


def png_of(width: int, height: int, data: bytes) -> bytes:
    """Return a PNG that claims a size and holds what it likes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", data), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_fifty_megapixels_are_decoded_small_and_soon() -> None:
    large = saved(Image.new("RGB", (8160, 6120), "#b5542c"), "JPEG")
    start = time.process_time()
    seen = look(large, minimum=500)
    assert time.process_time() - start < 2
    assert (seen.width, seen.height) == (8160, 6120)
    with Image.open(io.BytesIO(seen.clean)) as kept:
        assert kept.size == (LONGEST, 1200)


def test_a_file_of_twenty_megabytes_is_read_and_a_larger_one_is_not() -> None:
    filler = b"\xff\xfe" + struct.pack(">H", 60_002) + bytes(60_000)
    many = (20 * MEGABYTE - len(PHOTO)) // len(filler)
    full = PHOTO[:2] + filler * many + PHOTO[2:]
    assert look(full, minimum=500).width == 640
    assert refusal(full + bytes(MEGABYTE)) is Refusal.TOO_BIG


@pytest.mark.parametrize("size", [(60_000, 60_000), (12_000, 9_000)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    bomb = png_of(*size, zlib.compress(bytes(MEGABYTE)))
    start = time.process_time()
    assert refusal(bomb) is Refusal.TOO_MANY_PIXELS
    assert time.process_time() - start < 0.5


def test_a_picture_that_promises_more_than_it_holds_is_broken() -> None:
    assert refusal(png_of(3_000, 3_000, zlib.compress(bytes(1_000)))) is Refusal.BROKEN


def test_a_jpeg_of_thousands_of_scans_is_broken() -> None:
    assert refusal(PHOTO[:-2] + b"\xff\xda\x00\x02" * 3_000) is Refusal.BROKEN


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_half_a_file_is_broken(kind: str) -> None:
    whole = saved(photo("coffee", longest=320), kind)
    assert refusal(whole[: len(whole) // 2]) is Refusal.BROKEN


def test_noise_behind_a_good_beginning_never_escapes() -> None:
    noise = np.random.default_rng(5)
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF"):
        whole = bytearray(saved(photo("coffee", longest=160), kind))
        for place in noise.integers(30, len(whole), 40):
            whole[place] = int(noise.integers(256))
        with suppress(Unreadable):
            look(bytes(whole), minimum=500)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Refusal.NOT_A_PICTURE),
        (b"%PDF-1.7 and so on", Refusal.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal.NOT_A_PICTURE),
        (b"II*\x00 a scan, which no phone makes", Refusal.NOT_A_PICTURE),
        (b"%!PS-Adobe-3.0 EPSF-3.0", Refusal.NOT_A_PICTURE),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", Refusal.NOT_A_PICTURE),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Refusal.HEIC),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", Refusal.HEIC),
        (saved(Image.new("RGB", (8, 900)), "PNG"), Refusal.BROKEN),
        (saved(Image.new("RGB", (16, 60_000)), "PNG"), Refusal.BROKEN),
    ],
)
def test_what_is_no_photo_is_told_apart(content: bytes, why: Refusal) -> None:
    assert refusal(content) is why


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_what_moves_the_first_picture_is_taken(kind: str) -> None:
    first, second = (Image.new("RGB", (300, 300), name) for name in ("#2050c0", "#c02020"))
    moving = saved(first, kind, save_all=True, append_images=[second] * 3, duration=100)
    assert is_near(colour(opened(moving).pixels, 0.5, 0.5), (32, 80, 192))


def test_of_a_camera_that_keeps_two_pictures_in_one_file_the_first_is_taken() -> None:
    first, second = Image.new("RGB", (300, 300), "#2050c0"), Image.new("RGB", (80, 80), "red")
    both = saved(first, "MPO", save_all=True, append_images=[second])
    seen = opened(both)
    assert (seen.width, seen.height) == (300, 300)
    assert is_near(colour(seen.pixels, 0.5, 0.5), (32, 80, 192))


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16", "LA", "RGBA", "YCbCr"])
def test_every_way_to_keep_colours_becomes_rgb(mode: str) -> None:
    kind = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    picture = Image.new("L", (300, 200), 200)
    if mode == "I;16":
        picture = Image.fromarray(np.full((200, 300), 200 * 257, dtype=np.uint16))
    else:
        picture = picture.convert("RGB").convert(mode, dither=Image.Dither.NONE)
    seen = opened(saved(picture, kind)).pixels
    assert seen.mode == "RGB"
    assert is_near(colour(seen, 0.5, 0.5), (255,) * 3 if mode == "1" else (200,) * 3)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_what_is_seen_through_lies_on_white(kind: str) -> None:
    cut_out = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    cut_out.paste((32, 80, 192, 255), (100, 100, 200, 200))
    seen = opened(saved(cut_out, kind)).pixels
    assert colour(seen, 0.1, 0.1) == (255, 255, 255)
    assert is_near(colour(seen, 0.5, 0.5), (32, 80, 192))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_however_the_camera_was_held(orientation: int) -> None:
    upright = Image.new("RGB", (320, 240), "white")
    upright.paste("red", (0, 0, 160, 120))
    held = {
        1: (), 2: (Image.Transpose.FLIP_LEFT_RIGHT,), 3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,), 5: (Image.Transpose.TRANSPOSE,),
        6: (Image.Transpose.ROTATE_90,), 7: (Image.Transpose.TRANSVERSE,),
        8: (Image.Transpose.ROTATE_270,),
    }  # fmt: skip
    stored = upright
    for turn in held[orientation]:
        stored = stored.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    seen = opened(saved(stored, "JPEG", exif=exif))
    assert (seen.width, seen.height, seen.pixels.size) == (320, 240, (320, 240))
    assert is_near(colour(seen.pixels, 0.2, 0.2), (254, 0, 0))
    assert is_near(colour(seen.pixels, 0.8, 0.8), (255, 255, 255))


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Samsung", "Siti Aminah"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 12.0, 0.0), 3: "E", 4: (106.0, 49.0, 0.0)})
    profile = bytes(128) + b"sRGB"
    said = {"exif": exif, "icc_profile": profile, "comment": b"Jl. Melati 5"}
    sent = saved(photo("coffee", longest=640), "JPEG", **said)
    assert all(one in sent for one in (b"Samsung", b"Siti Aminah", b"Jl. Melati 5"))
    kept = look(sent, minimum=500).clean
    for made in (kept, improve(kept)):
        with Image.open(io.BytesIO(made)) as picture:
            assert not picture.getexif()
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not any(one in made for one in (b"Samsung", b"Siti", b"Melati", b"Exif", b"sRGB"))


@pytest.mark.parametrize("size", [(16, 16), (16, 1600), (1600, 16), (17, 900)])
@pytest.mark.parametrize("name", ["black", "white", "#808080"])
def test_a_picture_of_nothing_is_measured_too(size: tuple[int, int], name: str) -> None:
    seen = look(saved(Image.new("RGB", size, name), "PNG"), minimum=500)
    assert (seen.width, seen.height) == size
    assert all(np.isfinite(value) for value in seen.measures.values())
    assert improve(seen.clean)
