from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.imports.orders.findings import Change, Findings, RejectLine, SampleRow
from crm.imports.orders.payloads import (
    Declined,
    ImportCancelled,
    ImportDeclined,
    ImportDone,
    ImportKnown,
    ImportPressed,
    ImportPreview,
    ImportProgress,
    ImportPrompt,
    ImportReceived,
    ImportReported,
    ImportStopped,
    Pressed,
    RejectsFile,
)
from crm.imports.progress import Stage
from crm.imports.reasons import Reason
from crm.outbox.payload import Payload
from models.imports import ImportKind
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Attached, EditText, Text
from views.rendering import Reader, render, toast
from views.words import Words

ENGLISH = Words("en", NullTranslations())
READER = Reader(now=NOW, marketplace="Pasar Nusantara")
NOTHING = Findings(
    kind=ImportKind.SELLERS,
    file_name="tarikan-W47.xlsx",
    rows=0,
    added=0,
    changed=0,
    unchanged=0,
    repeated=0,
    rejected=0,
    gone=0,
    partial=False,
    conflicts=0,
    duplicates=0,
    unattached=0,
    changes=(),
)
FOUND = replace(
    NOTHING,
    rows=12_480,
    added=120,
    changed=2_315,
    unchanged=10_033,
    repeated=2,
    rejected=10,
    gone=3,
    conflicts=1,
    duplicates=4,
    changes=(
        Change("products", 2_001),
        Change("last_login", 1_200),
        Change("store_name", 14),
        Change("store_key", 14),
    ),
)
REJECTS = (
    RejectLine(17, "No. HP", Reason.PHONE_INVALID, "0812x9"),
    RejectLine(18, "", Reason.TOO_MANY_CELLS, ""),
)
SAMPLE = (SampleRow(("T-1", "Batik <Ayu> 🧵", "Ayu")), SampleRow(("T-2", "Dapur Bu Sri", "Sri")))
PREVIEW = ImportPreview(7, 55, FOUND, too_many=False, rejects=REJECTS, sample=SAMPLE)


def text(payload: Payload) -> str:
    message = render(payload, ENGLISH, READER)
    assert isinstance(message, Text | EditText | Attached)
    return wrapped(message.html)


def buttons(payload: Payload) -> list[tuple[str, str | None]]:
    message = render(payload, ENGLISH, READER)
    assert isinstance(message, Text)
    return [(button.label, button.data) for row in message.buttons for button in row]


def test_a_supervisor_is_asked_for_the_file() -> None:
    assert text(ImportPrompt(reply_to=5, profile="portal_bumn")) == snapshot("""\
📥 Reply to this message with the file, sent as a document: CSV or XLSX, also gzipped, up
to 20 MB.

I look through it and show you what would change. Nothing is changed before you confirm.

Quicker: send the document right away with the caption /impor.

I read its headings by the profile <b>portal_bumn</b>.\
""")


def test_whoever_may_not_or_cannot_is_told_what_helps() -> None:
    assert "\n\n".join(text(ImportDeclined(why, reply_to=5)) for why in Declined) == snapshot("""\
🙏 Files are taken in by supervisors. Please ask one of them to send it.

📎 For this I need the file itself. Please send it as a document with the caption /impor.

📦 This file has more than the 20 MB that Telegram hands to me. Gzip it
(<code>.csv.gz</code> is often a tenth) and send it again; or have it taken in from the
watched folder, from a URL, or by <code>sapa import</code>.\
""")
    assert text(ImportReceived("tarikan-W47.xlsx", reply_to=5)) == snapshot(
        "👀 Thank you! I am looking through <b>tarikan-W47.xlsx</b>."
    )


def test_a_preview_shows_what_would_change_and_asks() -> None:
    assert text(PREVIEW) == snapshot("""\
📋 <b>tarikan-W47.xlsx</b>: a pull with 12,480 stores

🆕 120 new
✏️ 2,315 changed: products 2,001, last login 1,200, store name 14
▫️ 10,033 unchanged
👋 3 stores are not in the pull any more
🔁 2 rows repeat an ID; the last row of each counts
💬 1 fact contradicts what the seller confirmed; the seller's word stays
👯 4 pairs of stores may be one and the same: /kembar
⚠️ 10 rows cannot be taken
• line 17, No. HP: this is not a phone number “0812x9”
• line 18: the row has more cells than the heading

The first rows:
• T-1 · Batik &lt;Ayu&gt; 🧵 · Ayu
• T-2 · Dapur Bu Sri · Sri

Shall I take it in?\
""")
    assert buttons(PREVIEW) == snapshot(
        [("✅ Take it in", "1~imyes~7~0"), ("✖️ Leave it", "1~imno~7")]
    )


def test_a_preview_with_too_many_rejects_asks_twice() -> None:
    doubted = replace(
        PREVIEW, too_many=True, findings=replace(NOTHING, rows=20, rejected=9, added=11)
    )
    assert text(doubted) == snapshot("""\
📋 <b>tarikan-W47.xlsx</b>: a pull with 20 stores

🆕 11 new
⚠️ 9 rows cannot be taken
• line 17, No. HP: this is not a phone number “0812x9”
• line 18: the row has more cells than the heading

The first rows:
• T-1 · Batik &lt;Ayu&gt; 🧵 · Ayu
• T-2 · Dapur Bu Sri · Sri

🛑 That is 9 of 20 rows, too many to trust this file. Best have it mended and send it
again. If you are sure, I take in the rest without them.\
""")
    assert buttons(doubted) == snapshot(
        [("⚠️ Take in the rest", "1~imyes~7~1"), ("✖️ Leave it", "1~imno~7")]
    )


def test_a_preview_of_sales_tells_of_stores_that_are_not_known() -> None:
    sales = replace(NOTHING, kind=ImportKind.SALES, rows=3, added=3, unattached=1)
    assert text(replace(PREVIEW, findings=sales, rejects=(), sample=())) == snapshot("""\
📋 <b>tarikan-W47.xlsx</b>: 3 lines of orders

🆕 3 new
🧩 1 line is of a store we do not know yet; it waits for the store

Shall I take it in?\
""")


def test_a_preview_of_products_calls_them_that() -> None:
    changes = (Change("price", 3), Change("shelf", 1), Change("category", 1))
    listed = replace(
        NOTHING,
        kind=ImportKind.PRODUCTS,
        rows=12,
        changed=4,
        unchanged=8,
        gone=2,
        unattached=1,
        changes=changes,
    )
    assert text(replace(PREVIEW, findings=listed, rejects=(), sample=())) == snapshot("""\
📋 <b>tarikan-W47.xlsx</b>: 12 products

✏️ 4 changed: price 3, category 1
▫️ 8 unchanged
👋 2 products are not in the list any more
🧩 1 line is of a store we do not know yet; it waits for the store

Shall I take it in?\
""")
    part = replace(listed, gone=0, partial=True)
    assert "So many products" in text(replace(PREVIEW, findings=part, rejects=(), sample=()))


def test_a_preview_of_nothing_new_says_so() -> None:
    same = replace(NOTHING, kind=ImportKind.PARTNERS, rows=34, unchanged=34, partial=True)
    assert text(replace(PREVIEW, findings=same, rejects=(), sample=())) == snapshot("""\
📋 <b>tarikan-W47.xlsx</b>: 34 Rumah BUMN

▫️ 34 unchanged
🔎 So many stores are missing that I take this for a part of the pull: none of them is
marked as gone

Nothing would change. Shall I take it in all the same?\
""")


def test_the_progress_tells_the_step_the_pace_and_the_time_left() -> None:
    begun = ImportProgress(9, "tarikan-W47.xlsx")
    assert text(begun) == snapshot(
        "⏳ <b>tarikan-W47.xlsx</b> is next. I tell you here how far it is."
    )
    assert text(
        replace(
            begun, stage=Stage.CHECK, done=120_000, total=480_000, rate=31_000, seconds_left=12
        )
    ) == snapshot("""\
⏳ <b>tarikan-W47.xlsx</b>

Step 1 of 3: reading and checking
▓▓░░░░░░░░ 25 % · 120,000 of 480,000 rows
31,000 rows a second · about 12 seconds left\
""")
    assert text(
        replace(begun, stage=Stage.MERGE, done=480_010, total=480_000, rate=0, seconds_left=None)
    ) == snapshot("""\
⏳ <b>tarikan-W47.xlsx</b>

Step 3 of 3: writing
▓▓▓▓▓▓▓▓▓▓ 100 % · 480,010 of 480,010 rows\
""")


def test_the_summary_counts_what_was_done() -> None:
    assert text(ImportDone(9, FOUND, seconds=8)) == snapshot("""\
✅ Taken in: <b>tarikan-W47.xlsx</b>, a pull with 12,480 stores, in 8 seconds.

🆕 120 new
✏️ 2,315 changed: products 2,001, last login 1,200, store name 14
▫️ 10,033 unchanged
👋 3 stores are not in the pull any more
🔁 2 rows repeat an ID; the last row of each counts
💬 1 fact contradicts what the seller confirmed; the seller's word stays
👯 4 pairs of stores may be one and the same: /kembar
⚠️ 10 rows cannot be taken\
""")
    assert text(ImportReported(FOUND, seconds=130)) == snapshot("""\
📬 New from the portal: <b>tarikan-W47.xlsx</b>, a pull with 12,480 stores, taken in within
2 minutes.

🆕 120 new
✏️ 2,315 changed: products 2,001, last login 1,200, store name 14
▫️ 10,033 unchanged
👋 3 stores are not in the pull any more
🔁 2 rows repeat an ID; the last row of each counts
💬 1 fact contradicts what the seller confirmed; the seller's word stays
👯 4 pairs of stores may be one and the same: /kembar
⚠️ 10 rows cannot be taken\
""")
    same = replace(NOTHING, rows=34, unchanged=34)
    assert text(ImportReported(same, seconds=1)) == snapshot("""\
📬 New from the portal: <b>tarikan-W47.xlsx</b>, a pull with 34 stores, taken in within 1
second.

Nothing has changed since the last time.

▫️ 34 unchanged\
""")


def test_an_end_without_an_import_says_why() -> None:
    assert text(ImportCancelled(9, "tarikan-W47.xlsx", by="Ratih")) == snapshot(
        "✖️ <b>tarikan-W47.xlsx</b> is not taken in: Ratih decided so. Nothing was changed."
    )
    assert text(ImportKnown("salinan.xlsx", NOW - timedelta(days=7))) == snapshot("""\
🙌 <b>salinan.xlsx</b> is in already: we took it in on 9 Nov 2026 09.00. Nothing was
changed.\
""")
    stopped = ImportStopped("a.csv", "missing_columns", "", names=("ID Toko", "<b>"))
    assert text(stopped) == snapshot("""\
❌ <b>a.csv</b> was not taken in.

These columns are missing: ID Toko, &lt;b&gt;. Are the headings in the first line, and is
it the right file?

Nothing was changed.\
""")
    assert text(replace(stopped, code="", text="")) == snapshot("""\
😔 I could not take in <b>a.csv</b>: something broke on my side, and it is noted. Nothing
was changed. Please try once more; if it breaks again, tell whoever runs me.\
""")
    assert text(replace(stopped, code="new_refusal", text="It is <odd>.")) == snapshot("""\
❌ <b>a.csv</b> was not taken in.

It is &lt;odd&gt;.

Nothing was changed.\
""")
    assert text(replace(stopped, code="too_many_rejects", rejects=REJECTS)) == snapshot("""\
❌ <b>a.csv</b> was not taken in.

Too many of its rows cannot be taken to trust the rest. Have it mended; or send it to me
with /impor, where you can look at it and take in the rest.
• line 17, No. HP: this is not a phone number “0812x9”
• line 18: the row has more cells than the heading

Nothing was changed.\
""")


def test_the_sheet_says_what_it_is() -> None:
    sheet = RejectsFile(3, "tarikan-W47.xlsx", rejected=10, shown=10, conflicts=1, reply_to=9)
    assert text(sheet) == snapshot("""\
📎 10 rows of <b>tarikan-W47.xlsx</b> that could not be taken, with the reason beside each.
💬 1 fact that contradicts what the seller confirmed.\
""")
    assert text(replace(sheet, rejected=90_000, shown=20_000, conflicts=0)) == snapshot("""\
📎 90,000 rows of <b>tarikan-W47.xlsx</b> that could not be taken, with the reason beside
each.
The sheet has the first 20,000.\
""")
    assert text(replace(sheet, rejected=0, shown=0)) == snapshot("""\
📎 <b>tarikan-W47.xlsx</b>
💬 1 fact that contradicts what the seller confirmed.\
""")


def test_an_outcome_takes_the_place_of_the_progress_or_answers_the_file() -> None:
    known = ImportKnown("a.csv", NOW, message_id=9, edits=True)
    assert isinstance(render(known, ENGLISH, READER), EditText)
    answer = render(replace(known, edits=False), ENGLISH, READER)
    assert isinstance(answer, Text)
    assert answer.reply_to == 9


def test_a_press_is_answered() -> None:
    told = [toast(ImportPressed(one), ENGLISH, READER).text for one in Pressed]
    assert told == snapshot(
        [
            "Off we go!",
            "Cancelled. Nothing was changed.",
            "A supervisor decides this. Please ask one of them.",
            "A colleague was faster: it is being taken in.",
            "This was decided before.",
        ]
    )
