from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations

import pytest
from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.segments.payloads import (
    Count,
    NothingCounted,
    Picked,
    SegmentsChart,
    SegmentsSheet,
    SegmentsShown,
    StoreLine,
)
from crm.segments.rules import Thresholds
from crm.sellers.facts import SellerFacts
from models.segments import Lifecycle
from tests.support.builders import NOW
from tests.support.phone import read
from tests.support.reading import wrapped
from views.message import Attached
from views.rendering import Reader, render
from views.segments import segment_of
from views.words import Words

ENGLISH = Words("en", NullTranslations())
COUNTS = ((Lifecycle.ACTIVE, 1480, 1450), (Lifecycle.SLOWING, 610, 640), (Lifecycle.LOST, 3, 3))
SLIPPED = StoreLine(7, "Batik <Ayu>", "Kota Solo", Lifecycle.SLOWING, Lifecycle.ACTIVE, 4_250_000)
STEADY = StoreLine(8, "Dapur Sri", "", Lifecycle.ACTIVE, Lifecycle.ACTIVE, 900_000)
NOBODY = Picked(0, ())
WEEK = SegmentsShown(
    week="2026-W47",
    at=NOW,
    since="2026-W46",
    stores=2093,
    counts=tuple(Count(*count) for count in COUNTS),
    slipped=Picked(31, (SLIPPED,)),
    come_back=NOBODY,
    at_risk=Picked(1, (SLIPPED,)),
    top=Picked(2, (SLIPPED, STEADY)),
    files_follow=True,
)
FIRST = replace(
    WEEK,
    since=None,
    stores=1,
    counts=(Count(Lifecycle.INVITED, 1, None),),
    slipped=NOBODY,
    at_risk=NOBODY,
    top=NOBODY,
    files_follow=False,
)


def caption(payload: Payload) -> str:
    message = render(payload, ENGLISH, Reader(now=NOW, marketplace="Pasar Kita"))
    assert isinstance(message, Attached)
    return (
        f"{'photo' if message.photo else 'file'} {message.attachment_id}: {wrapped(message.html)}"
    )


def test_a_week_says_who_stands_where_and_who_moved() -> None:
    assert read(WEEK) == snapshot("""\
📊 <b>Segments, week 47/2026</b>
2,093 stores, counted on 16 Nov 2026 09.00
In brackets: the change since week 46/2026

🟢 Active: <b>1,480</b> (▲ 30)
🟡 Slowing down: <b>610</b> (▼ 30)
⚫ Lost: <b>3</b> (=)

🔻 <b>Slipped since then</b> (31)
• <b>Batik &lt;Ayu&gt;</b>, Kota Solo: 🟢 Active → 🟡 Slowing down, Rp4.2M

⚠️ <b>Good sellers at risk</b>: they sold well and are going quiet (1)
• <b>Batik &lt;Ayu&gt;</b>, Kota Solo: 🟢 Active → 🟡 Slowing down, Rp4.2M

🏆 <b>Who sells most</b>
• <b>Batik &lt;Ayu&gt;</b>, Kota Solo: 🟢 Active → 🟡 Slowing down, Rp4.2M
• <b>Dapur Sri</b>: 🟢 Active, Rp900K

/seller with a store's name shows its card.

📎 A picture and a sheet follow in a moment.\
""")


def test_the_first_week_has_nothing_to_compare_with() -> None:
    assert read(FIRST) == snapshot("""\
📊 <b>Segments, week 47/2026</b>
1 store, counted on 16 Nov 2026 09.00
It is the first week, so there is nothing to compare it with yet.

✉️ Only invited: <b>1</b>

/seller with a store's name shows its card.\
""")


def test_without_stores_the_pull_comes_first() -> None:
    assert read(NothingCounted()) == snapshot("""\
There is nothing to show yet: no store has been counted.

Take in the week's pull first: a supervisor sends /impor here and then the file. Right
after it I count, and again each night.\
""")


def test_a_picture_says_how_it_is_read() -> None:
    assert caption(SegmentsChart(5, week="2026-W47", since="2026-W46")) == snapshot("""\
photo 5: 📊 How stores moved from week 46/2026 to week 47/2026. A row is where they were, a column
where they are now: red slipped, green came back.\
""")
    assert caption(SegmentsChart(5, week="2026-W47", since=None)) == snapshot(
        "photo 5: 📊 The stores in week 47/2026, by segment."
    )


def test_a_sheet_says_what_it_leaves_out() -> None:
    sheet = SegmentsSheet(6, week="2026-W47", stores=15_000, listed=10_000)
    assert caption(sheet) == snapshot("""\
file 6: 📎 Week 47/2026: the 10,000 stores that sold most, of 15,000; who slipped, who came back
and who is at risk.\
""")
    assert caption(replace(sheet, stores=1_500, listed=1_500)) == snapshot(
        "file 6: 📎 Week 47/2026: all 1,500 stores; who slipped, who came back and who is at risk."
    )


@pytest.mark.parametrize(
    ("active", "name"),
    [(timedelta(days=14), "🟡 Slowing down"), (timedelta(days=30), "🟢 Active")],
)
def test_a_card_tells_the_part_of_life_by_the_settings_when_it_is_read(
    active: timedelta, name: str
) -> None:
    seller = SellerFacts(
        store="Batik Ayu",
        owner="",
        regency="",
        province="",
        zone="Asia/Jakarta",
        phone=None,
        products=3,
        transactions=0,
        last_login=NOW - timedelta(days=20),
        joined=None,
        category="",
        linked=True,
        language=None,
    )
    reader = Reader(now=NOW, marketplace="", thresholds=Thresholds(active=active))
    assert segment_of(seller, ENGLISH, reader) == name
