import pytest

from core.weeks import Week

NONE = ()
OFFICE = ((540, 1080),)
SPLIT = ((540, 720), (780, 1080))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri 09:00-18:00", (*[OFFICE] * 5, NONE, NONE)),
        (
            "Mon-Thu 9:00-12:00 13:00-18:00; fri 09:00-11:30 13:30-18:00",
            (*[SPLIT] * 4, ((540, 690), (810, 1080)), NONE, NONE),
        ),
        ("sat,mon 09:00-18:00", (OFFICE, NONE, NONE, NONE, NONE, OFFICE, NONE)),
        ("sun-tue 09:00-18:00", (OFFICE, OFFICE, NONE, NONE, NONE, NONE, OFFICE)),
        ("mon-sun 00:00-24:00", (*[((0, 1440),)] * 7,)),
    ],
)
def test_hours_are_read_day_by_day(text: str, days: tuple[object, ...]) -> None:
    assert Week.read(text).days == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "mon-fri",
        "09:00-18:00",
        "monday 09:00-18:00",
        "mon 18:00-09:00",
        "mon 09:00-09:00",
        "mon 09:00-24:30",
        "mon 09:60-18:00",
        "mon 09:00-12:00 11:00-18:00",
        "mon-fri 09:00-18:00; fri 09:00-11:00",
        "mon 09:00 - 18:00",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Week.read(text)
