"""A JPEG loses whatever was written beside its pixels, and not a bit of these."""

import io
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from crm.uploads.photos.checking import look
from crm.uploads.photos.stripping import stripped
from tests.support.pictures import damages
from tests.support.pictures.photographs import photo

COFFEE = photo("coffee", longest=320)
BESIDE = b"\xff\xe1\x00\x12Exif\x00\x00made here"
SECRET = b"-6.2088, 106.8456"


def saved(picture: Image.Image = COFFEE, /, **how: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", **how)
    return made.getvalue()


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        return np.asarray(picture).tobytes()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x9286] = SECRET.decode()
    return saved(exif=exif, comment=SECRET, quality=85)


@pytest.mark.parametrize(
    "how",
    [
        {"quality": 60},
        {"quality": 95, "subsampling": 0},
        {"progressive": True},
        {"optimize": True, "dpi": (300, 300)},
        {"restart_marker_rows": 1},
        {"comment": b"bought at the market"},
    ],
)
def test_the_pixels_are_the_same(how: dict[str, object]) -> None:
    content = saved(**how)
    bare = stripped(content)
    assert bare is not None
    assert pixels(bare) == pixels(content)
    assert stripped(bare) == bare


def test_nothing_is_left_of_place_time_owner_thumbnail_and_tail() -> None:
    content = with_place() + SECRET
    assert content.count(SECRET) == 3
    bare = stripped(content)
    assert bare is not None
    assert SECRET not in bare
    assert pixels(bare) == pixels(content)
    with Image.open(io.BytesIO(bare)) as picture:
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photo_of_telegrams_is_kept_as_it_is() -> None:
    content = with_place()
    seen = look(content, minimum=100)
    assert seen.clean == stripped(content)
    assert (seen.width, seen.height) == COFFEE.size


@pytest.mark.parametrize(
    "content",
    [
        saved(COFFEE.convert("CMYK")),
        saved(COFFEE.convert("L")),
        saved()[:-2],
        saved()[:400],
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xda\x00\x00",
    ],
    ids=["four colours", "one colour", "no end", "half", "begun", "a mark", "an empty scan"],
)
def test_what_is_not_usual_is_encoded_anew(content: bytes) -> None:
    assert stripped(content) is None


def test_what_is_kept_is_no_store_for_something_else() -> None:
    table = b"\xff\xdb\x00\x43\x00" + bytes(range(1, 65))
    content = saved()
    stuffed = content[:2] + table * 1_500 + content[2:]
    assert stripped(stuffed) is not None
    seen = look(stuffed, minimum=100)
    assert len(seen.clean) < len(content) * 2


def test_millions_of_parts_cost_no_time() -> None:
    content = saved()
    start = time.process_time()
    assert stripped(content[:2] + b"\xff\xfe\x00\x02" * 5_000_000 + content[2:]) is None
    assert time.process_time() - start < 1


@given(at=st.integers(0, 4_000), instead=st.binary(max_size=12))
def test_whatever_a_byte_is_changed_to_it_is_the_same_picture_or_none(
    at: int, instead: bytes
) -> None:
    content = damages.jpeg(COFFEE, 70)
    changed = content[:at] + instead + content[at + len(instead) :]
    bare = stripped(changed)
    if bare is None or not changed.startswith(b"\xff\xd8\xff"):
        return
    try:
        before = pixels(changed)
    except (OSError, SyntaxError, ValueError):
        return
    assert pixels(bare) == before
