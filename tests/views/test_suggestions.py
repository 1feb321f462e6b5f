from gettext import NullTranslations
from typing import Any

from inline_snapshot import snapshot

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from crm.suggestions.payloads import (
    SuggestionCard,
    SuggestionLine,
    SuggestionList,
    SuggestionSheet,
    Voter,
)
from crm.tickets.reporting import ReportReceived
from models.suggestions import SuggestionState
from models.tickets import Category
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import Attached, EditText, Text
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
DESK = Reader(now=NOW, marketplace="Pasar Kita")
LINES = (
    SuggestionLine(3, "Video <produk>\ndong", SuggestionState.NEW, 12),
    SuggestionLine(5, "", SuggestionState.PASSED_ON, 1),
)


def text(payload: Any) -> str:  # noqa: ANN401 - any payload
    message = render(payload, ENGLISH, DESK)
    assert isinstance(message, Text | EditText | Attached)
    rows = [" ".join(f"[{button.label}]" for button in row) for row in message.buttons]
    return "\n".join((wrapped(message.html), *rows))


def test_a_page_lists_wishes_and_leads_on() -> None:
    page = SuggestionList(20, 2, 3, LINES, state=SuggestionState.NEW, message_id=9)
    assert text(page) == snapshot("""\
💡 <b>What sellers wish</b> · new suggestion

🆕 <b>3</b> · 12 sellers · Video &lt;produk&gt; dong
📮 <b>5</b> · 1 seller · (no words: see the report)
[3] [5]
[◀️] [▶️]
[📮 passed on] [✅ done]
[🚫 declined] [💡 All]
[📄 As a workbook]\
""")
    assert text(SuggestionList(0, 1, 1, ())) == snapshot("""\
💡 <b>What sellers wish</b> · all

Nothing yet.
[🆕 new suggestion] [📮 passed on]
[✅ done] [🚫 declined]
[📄 As a workbook]\
""")


def test_one_says_who_wishes_it_and_what_can_be_done() -> None:
    card = SuggestionCard(
        suggestion_id=3,
        text="Video <produk>",
        state=SuggestionState.PASSED_ON,
        votes=3,
        created_at=NOW,
        voters=(Voter("Batik & Ayu", 12, "https://t.me/c/1/3"), Voter("")),
        alike=LINES[1:],
        decided_by="Dewi",
        may_merge=True,
    )
    assert text(card) == snapshot("""\
💡 <b>Suggestion 3</b> · passed on

<blockquote>Video &lt;produk&gt;</blockquote>

🙋 3 sellers wish it, since 16 November 2026
• Batik &amp; Ayu <a href="https://t.me/c/1/3">#12</a>
• Name unknown
and 1 more

Decided by Dewi

Similar:
📮 <b>5</b> · 1 seller · (no words: see the report)
[✅ Done] [🚫 Declined]
[🆕 New again]
[🔗 Unite with 5]
[💡 All]\
""")


def test_the_workbook_says_how_much_it_lists() -> None:
    assert text(SuggestionSheet(1, total=6000, listed=5000)) == snapshot("""\
💡 5,000 suggestions, those of most sellers first
of 6,000 in all\
""")


def test_a_seller_reads_that_others_wish_it_too() -> None:
    assert text(ReportReceived(12, Category.SUGGESTION, others=3)) == snapshot("""\
Thank you for your idea 💡 It has the number <b>#12</b>.

Our team reads every suggestion and will write to you here if they have a question. Would
you like to add something? Just write it here.

💛 You are not alone: 3 other sellers wish this too.
[📋 My reports] [🏠 Menu]\
""")
