from gettext import NullTranslations
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from inline_snapshot import snapshot

from crm.wanting.orders import Material
from crm.wanting.payloads import (
    RegionWants,
    Want,
    WantCount,
    WantingCounted,
    WantingSheet,
    WantingSought,
    WantingStores,
    WantLine,
)
from crm.wanting.queries import Wanting
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Attached, Text
from views.rendering import Reader, render
from views.wanting import wanting_workbook
from views.words import Words

ENGLISH = Words("en", NullTranslations())
DESK = Reader(now=NOW, marketplace="Pasar Kita")
COUNT = WantCount(Want.WRONG_PHONE, 1234, (RegionWants("Bali", 1000), RegionWants("", 234)))


def text(payload: Any) -> str:  # noqa: ANN401 - any payload
    message = render(payload, ENGLISH, DESK)
    assert isinstance(message, Text | Attached)
    return wrapped(message.html)


def test_counts_are_by_kind_and_region() -> None:
    others = [WantCount(want, 1, (RegionWants("Aceh", 1),)) for want in list(Want)[1:]]
    assert text(WantingCounted((COUNT, *others))) == snapshot("""\
🔧 <b>Data to mend</b>, so that we reach every store

❌ <b>Wrong number</b>: somebody else answers: <b>1,234</b>
Bali 1,000 · place unknown 234

✉️ <b>E-mail comes back</b>: <b>1</b>
Aceh 1

🕳 <b>No number and no e-mail</b>: <b>1</b>
Aceh 1

🚪 <b>Left Telegram</b>, and nothing else leads there: <b>1</b>
Aceh 1

Mend it in the portal: the next pull brings it here. /seller with a store's name shows its
card.\
""")


def test_nothing_to_mend_is_good_news() -> None:
    assert text(WantingCounted(())) == snapshot(
        "🎉 There is nothing to mend: every store can be reached."
    )
    assert text(WantingSought()) == snapshot(
        "🔎 I look through all stores. The list follows in a moment."
    )


def test_stores_are_named_with_what_is_no_good() -> None:
    lines = (
        WantLine(5, "Tenun <Lombok>", "Kota Mataram", "+6281234567890"),
        WantLine(6, "", "", ""),
    )
    assert text(WantingStores(Want.WRONG_PHONE, 22, lines)) == snapshot("""\
❌ <b>Wrong number</b>: somebody else answers (22)
• <b>Tenun &lt;Lombok&gt;</b> · Kota Mataram · +6281234567890 · #5
• <b>Name unknown</b> · #6
and 20 more\
""")


def test_a_workbook_that_leaves_stores_out_says_so() -> None:
    assert text(WantingSheet(1, stores=12, listed=12)) == snapshot(
        "📎 All 12 of them, each with what to mend."
    )
    assert text(WantingSheet(1, stores=12345, listed=5000)) == snapshot(
        "📎 The 5,000 stores that sold most, of 12,345, each with what to mend."
    )


def test_the_workbook_has_a_sheet_for_each_kind() -> None:
    store = Wanting(
        5, "UMKM-1", "=Tenun", "Ni Luh", "+62812", "a@b.id", "Kota Mataram", "NTB", "RB Mataram"
    )
    stores = {Want.WRONG_PHONE: [store], Want.CUT_OFF: []}
    book = wanting_workbook(Material((COUNT,), stores), ENGLISH, zone=ZoneInfo("Asia/Jakarta"))
    sheets = pl.read_excel(BytesIO(book), sheet_id=0, raise_if_empty=False)
    assert list(sheets) == ["Wrong number", "Left Telegram"]
    assert sheets["Wrong number"].row(0) == snapshot(
        (
            5,
            "UMKM-1",
            "'=Tenun",
            "Ni Luh",
            "'+62812",
            "a@b.id",
            "Kota Mataram",
            "NTB",
            "RB Mataram",
        )
    )


def test_an_empty_workbook_can_be_opened() -> None:
    book = wanting_workbook(Material((), {}), ENGLISH, zone=ZoneInfo("Asia/Jakarta"))
    assert book.startswith(b"PK")
