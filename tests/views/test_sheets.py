from gettext import NullTranslations
from io import BytesIO
from zoneinfo import ZoneInfo

import polars as pl
from inline_snapshot import snapshot

from crm.segments.files import Material
from crm.segments.picks import Pick
from crm.segments.queries import StoreRow
from crm.segments.summary import Move, Summary
from models.segments import Lifecycle
from tests.support.builders import NOW
from views import sheets
from views.words import Words

ENGLISH = Words("en", NullTranslations())
JAKARTA = ZoneInfo("Asia/Jakarta")
ROW = StoreRow(
    portal_id="P-7",
    store="=Batik & <Ayu>",
    owner="Ayu",
    phone="+6281234567890",
    regency="Kota Solo",
    province="Jawa Tengah",
    lifecycle=Lifecycle.SLOWING,
    r=2,
    f=4,
    m=5,
    frequency=3,
    monetary=4_250_000,
    products=12,
    last_sale=NOW,
    last_login=None,
    before=Lifecycle.ACTIVE,
)
MOVES = (Move(Lifecycle.ACTIVE, Lifecycle.SLOWING, 1), Move(Lifecycle.LOST, None, 2))


def book(*, stores: int = 1) -> dict[str, pl.DataFrame]:
    moves = (*MOVES, Move(None, Lifecycle.NEW, stores - 1))
    summary = Summary("2026-W47", NOW, "2026-W46", moves, at_risk=1, named={})
    picked = {Pick.SLIPPED: [ROW], Pick.COME_BACK: [], Pick.AT_RISK: [ROW]}
    content = sheets.segments(Material(summary, [ROW], picked), ENGLISH, zone=JAKARTA)
    return pl.read_excel(BytesIO(content), sheet_id=0)


def test_a_book_has_a_sheet_for_each_question() -> None:
    assert {name: sheet.height for name, sheet in book().items()} == snapshot(
        {"All stores": 1, "Moves": 8, "Slipped": 1, "Came back": 0, "At risk": 1}
    )


def test_a_sheet_that_leaves_stores_out_says_so() -> None:
    assert next(iter(book(stores=5))) == "Top 1 stores"


def test_a_row_tells_all_about_a_store_and_is_no_formula() -> None:
    (row,) = book()["All stores"].to_dicts()
    assert f"{row.pop('Last sale')}" == "2026-11-16 09:00:00", "as the staff's clock has it"
    assert row == snapshot(
        {
            "Store's id": "P-7",
            "Store": "'=Batik & <Ayu>",
            "Owner": "Ayu",
            "Phone": "'+6281234567890",
            "Regency": "Kota Solo",
            "Province": "Jawa Tengah",
            "Segment": "Slowing",
            "Week before": "Active",
            "R": 2,
            "F": 4,
            "M": 5,
            "Orders": 3,
            "Sales (Rp)": 4250000,
            "Products": 12,
            "Last login": None,
        }
    )


def test_moves_are_a_square() -> None:
    moves = book()["Moves"]
    assert moves.columns == snapshot(
        [
            "From ↓ to →",
            "New",
            "Active",
            "Slowing",
            "Asleep",
            "Lost",
            "No products",
            "Invited",
            "Gone from the list",
        ]
    )
    (active,) = moves.filter(pl.col("From ↓ to →") == "Active").to_dicts()
    assert active["Slowing"] == 1
