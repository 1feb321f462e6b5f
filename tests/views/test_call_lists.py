from dataclasses import replace
from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.calls.payloads import (
    CallDigest,
    CallLine,
    CallList,
    LanguageCalls,
    RegionCalls,
)
from crm.calls.rules import CallReason
from crm.followups.letters import Letter
from tests.support.builders import NOW
from tests.support.reading import as_read
from views.actions import ListCalls, decode
from views.message import EditText
from views.rendering import Reader, render
from views.words import Words

ENGLISH = Words("en", NullTranslations())
DESK = Reader(now=NOW, marketplace="Pasar Kita", zone="Asia/Makassar")


def a_list() -> CallList:
    line = CallLine(
        task_id=5,
        store="Tenun <Lombok>",
        regency="Kota Mataram",
        zone="Asia/Makassar",
        reason=CallReason.ASKED,
        letter=None,
        call_at=NOW,
        tries=0,
        holder="",
    )
    wanted = replace(
        line,
        task_id=6,
        store="Kopi Gayo",
        regency="Aceh Tengah",
        zone="Asia/Jakarta",
        reason=CallReason.FOLLOW_UP,
        letter=Letter.DORMANT,
        tries=1,
        holder="Budi",
    )
    return CallList(
        province_code="",
        province_name="",
        language="",
        page=0,
        pages=3,
        total=1234,
        later=7,
        lines=(line, wanted),
        regions=(
            RegionCalls("52", "Nusa Tenggara Barat", 1000),
            RegionCalls("11", "Aceh", 200),
            RegionCalls("00", "", 34),
        ),
        languages=(LanguageCalls("id", 1200), LanguageCalls("su", 34)),
    )


def test_the_list_is_short_and_leads_to_each_call() -> None:
    assert as_read(render(a_list(), ENGLISH, DESK)) == snapshot("""\
📞 <b>1,234 calls to make</b>

Nusa Tenggara Barat 1,000 · Aceh 200 · place unknown 34

1. 🔔 <b>Tenun &lt;Lombok&gt;</b>, Kota Mataram · 10.00 there
The seller asked to be called.
2. <b>Kopi Gayo</b>, Aceh Tengah · 09.00 there
Nobody of the store has logged in for a long while. 📵1 🙋 Budi

⏰ 7 more wait for their hour.
[📞 1 | 📞 2]
[🔄 Anew | Further ➡️]
[📍 Nusa Tenggara Barat (1,000) | 📍 Aceh (200)]
[📍 place unknown (34)]
[🗣 Indonesian (1,200) | 🗣 Sundanese (34)]\
""")


def test_filters_can_be_taken_away() -> None:
    filtered = replace(
        a_list(),
        province_code="11",
        province_name="Aceh",
        language="su",
        regions=(RegionCalls("11", "Aceh Tengah", 1),),
        page=2,
        message_id=44,
        total=17,
    )
    message = render(filtered, ENGLISH, DESK)
    assert isinstance(message, EditText)
    assert message.message_id == 44
    actions = [decode(one.data) for row in message.buttons for one in row if one.data]
    assert actions[2:] == [
        ListCalls("11", "su", 1),
        ListCalls("11", "su", 2),
        ListCalls("", "su", 0),
        ListCalls("11", "", 0),
    ]
    assert as_read(message).splitlines()[0] == snapshot(
        "📞 <b>17 calls to make</b> · Aceh · Sundanese"
    )


def test_an_empty_list_says_so_and_what_waits() -> None:
    empty = replace(a_list(), lines=(), regions=(), languages=(), total=0, pages=1)
    assert as_read(render(empty, ENGLISH, DESK)) == snapshot("""\
🎉 <b>No call waits here.</b>

⏰ 7 more wait for their hour.
[🔄 Anew]\
""")


def test_the_mornings_count() -> None:
    digest = CallDigest(1234, 3, a_list().regions)
    assert as_read(render(digest, ENGLISH, DESK)) == snapshot("""\
📞 <b>Good morning! 1,234 calls wait.</b>
3 sellers asked for it themselves.
Nusa Tenggara Barat 1,000 · Aceh 200 · place unknown 34

/telepon
[📞 Show the calls]\
""")
