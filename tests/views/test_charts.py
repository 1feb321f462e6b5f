import struct
from collections import Counter
from gettext import NullTranslations
from typing import Any

from inline_snapshot import snapshot

from crm.segments.summary import Move, Summary
from models.segments import Lifecycle
from tests.support.builders import NOW
from views import charts
from views.words import Catalogs, Words

ENGLISH = Words("en", NullTranslations())
NEW, ACTIVE, SLOWING = Lifecycle.NEW, Lifecycle.ACTIVE, Lifecycle.SLOWING
MOVES = (
    Move(ACTIVE, ACTIVE, 100),
    Move(ACTIVE, SLOWING, 9),
    Move(SLOWING, ACTIVE, 4),
    Move(NEW, ACTIVE, 1_250_000),
    Move(None, NEW, 2),
    Move(ACTIVE, None, 1),
)
WEEK = Summary("2026-W47", NOW, "2026-W46", MOVES, at_risk=0, named={})
FIRST = Summary("2026-W47", NOW, None, (Move(None, NEW, 2),), at_risk=0, named={})


def rows(half: int, summary: Summary = WEEK) -> list[dict[str, Any]]:
    return charts.spec(summary, ENGLISH)["vconcat"][half]["data"]["values"]


def test_bars_show_how_many_and_what_changed() -> None:
    shown = {row["now"]: f"{row['shown']} {row['change']}" for row in rows(0)}
    assert shown == snapshot(
        {
            "New": "2 ▼ 1.2M",
            "Active": "1.3M ▲ 1.2M",
            "Slowing": "9 ▲ 5",
            "Asleep": "0 =",
            "Lost": "0 =",
            "No products": "0 =",
            "Invited": "0 =",
        }
    )


def test_more_of_a_good_thing_is_green_and_of_a_bad_one_red() -> None:
    tints = {row["now"]: row["tint"] for row in rows(0)}
    assert (tints["Active"], tints["Slowing"]) == (charts.GOOD, charts.BAD)


def test_cells_show_who_moved_and_in_which_way() -> None:
    cells = rows(1)
    assert len(cells) == 8 * 7, "and a row for those who just arrived"
    moved = {(cell["before"], cell["now"]): cell for cell in cells if cell["stores"]}
    assert {ways: (cell["shown"], cell["move"]) for ways, cell in moved.items()} == snapshot(
        {
            ("New", "Active"): ("1.2M", "other"),
            ("Active", "Active"): ("100", "same"),
            ("Active", "Slowing"): ("9", "slipped"),
            ("Slowing", "Active"): ("4", "back"),
            ("Just arrived", "New"): ("2", "other"),
        }
    )
    assert Counter(cell["shown"] for cell in cells)[""] == len(cells) - 5


def test_the_first_week_has_bars_alone() -> None:
    assert len(charts.spec(FIRST, ENGLISH)["vconcat"]) == 1
    assert {row["change"] for row in rows(0, FIRST)} == {""}


def test_a_picture_is_a_png_that_a_telephone_can_show() -> None:
    png = charts.segments(WEEK, Catalogs.load()["id"])
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert 1000 < width < 1600
    assert width + height < 10_000, "Telegram takes no larger photo"
