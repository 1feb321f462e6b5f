from datetime import timedelta

from inline_snapshot import snapshot

from crm.tickets.events import EventKind, Party
from crm.tickets.history import HistoryLine, TicketHistory, WhoseHistory
from crm.tickets.payloads import TicketResolved
from crm.tickets.reminding import (
    DoneAlready,
    NotYetHeard,
    SellerSaysNotYet,
    SilenceResolved,
    SolvedQuestion,
    StillWaiting,
)
from crm.tickets.scores import LowScore
from tests.support.builders import NOW
from tests.support.phone import read, read_toast


def test_a_silent_seller_is_reminded_kindly() -> None:
    assert read(StillWaiting(12, days=2)) == snapshot("""\
👋 Our team answered you about your report <b>#12</b> 2 days ago. Is everything all right
now?

If not, or if we asked you something, just write it here. We are glad to help.
[✅ Solved | 💬 Not yet]\
""")


def test_whoever_thanks_is_asked_whether_it_is_solved() -> None:
    assert read(SolvedQuestion(12, thanked=True)) == snapshot("""\
You are welcome 😊 Is your report <b>#12</b> solved now?
[✅ Solved | 💬 Not yet]\
""")
    assert read(SolvedQuestion(12, thanked=False)) == snapshot("""\
Glad to hear that 😊 Is your report <b>#12</b> solved now?
[✅ Solved | 💬 Not yet]\
""")


def test_a_report_that_ends_in_silence_can_be_opened_again() -> None:
    assert read(SilenceResolved(12, days=5, asks=True)) == snapshot("""\
✅ We have heard nothing from you for 5 days, so we take your report <b>#12</b> for solved.

How was our help? Choose 1 to 5 stars.

If something is still not right, press the button below within 7 days and we will look at
it again 🙏
[1 ⭐ | 2 ⭐ | 3 ⭐ | 4 ⭐ | 5 ⭐]
[🔁 Not solved yet]\
""")
    assert read(SilenceResolved(12, days=5, asks=False)) == snapshot("""\
✅ We have heard nothing from you for 5 days, so we take your report <b>#12</b> for solved.

If something is still not right, press the button below within 7 days and we will look at
it again 🙏
[🔁 Not solved yet]\
""")


def test_stars_are_not_asked_for_twice() -> None:
    assert read(TicketResolved(12, asks=False)) == snapshot("""\
✅ Your report <b>#12</b> is done.

If something is still not right, press the button below within 7 days and we will look at
it again.
[🔁 Not solved yet]\
""")


def test_a_seller_who_is_not_content_is_asked_what_is_missing() -> None:
    assert read(NotYetHeard(12)) == snapshot("""\
Thank you for telling us 🙏 What is still not right in your report <b>#12</b>? Just write
it here, our team sees it at once.\
""")
    assert read_toast(DoneAlready()) == snapshot("This report is done already. Thank you!")


def test_staff_are_told_that_it_is_not_solved() -> None:
    assert read(SellerSaysNotYet(12, "Dewi", 77)) == snapshot(
        """\
💬 The seller says that report #12 is not solved yet. <a href="tg://user?id=77">Dewi</a>,
please have another look.\
"""
    )
    assert read(SellerSaysNotYet(12)) == snapshot(
        "💬 The seller says that report #12 is not solved yet."
    )


def test_supervisors_see_whom_an_answer_did_not_help() -> None:
    score = LowScore(
        12, 2, "Batik <Ayu>", agent="Dewi", comment="Lama & salah", link="https://t.me/c/1/3"
    )
    assert read(score) == snapshot("""\
😟 Only ⭐⭐ for report <a href="https://t.me/c/1/3">#12</a> of <b>Batik &lt;Ayu&gt;</b>.
🙋 Claimed by <b>Dewi</b>
<blockquote>Lama &amp; salah</blockquote>\
""")
    assert read(LowScore(12, 1, "")) == snapshot(
        "😟 Only ⭐ for report #12 of <b>Name unknown</b>."
    )


def test_a_history_reads_as_what_people_did() -> None:
    line = HistoryLine
    told = (
        line(NOW, EventKind.REPORTED, Party.SELLER),
        line(NOW, EventKind.ASSIGNED, Party.SAPA, other="Dewi"),
        line(NOW, EventKind.TRANSFERRED, Party.STAFF, who="Dewi"),
        line(NOW, EventKind.RELEASED, Party.SAPA, other="Dewi"),
        line(NOW, EventKind.NOTED, Party.STAFF, who="Bima <b>", quote="cek & ricek"),
        line(NOW, EventKind.RESOLVED, Party.STAFF, who="Bima"),
        line(NOW, EventKind.RATED, Party.SELLER, number=2),
        line(NOW, EventKind.INCIDENT_LINKED, Party.SAPA, number=7),
        line(NOW, EventKind.RESOLVED, Party.SAPA, number=5),
        line(NOW, EventKind.CLOSED, Party.SAPA),
        line(NOW, "beamed_up", Party.STAFF),
    )
    assert read(TicketHistory(12, "Batik Ayu", told, earlier=3)) == snapshot("""\
🕘 <b>What happened to #12</b> · Batik Ayu

… and 3 things before
<b>16 Nov 2026 09.00</b> · the seller · reported it
<b>16 Nov 2026 09.00</b> · Sapa · gave it to Dewi
<b>16 Nov 2026 09.00</b> · Dewi · gave it to a colleague
<b>16 Nov 2026 09.00</b> · Sapa · took it from Dewi: it waits for somebody
<b>16 Nov 2026 09.00</b> · Bima &lt;b&gt; · noted “cek &amp; ricek”
<b>16 Nov 2026 09.00</b> · Bima · resolved it
<b>16 Nov 2026 09.00</b> · the seller · gave ⭐⭐
<b>16 Nov 2026 09.00</b> · Sapa · put it with incident #7
<b>16 Nov 2026 09.00</b> · Sapa · resolved it, for the seller answered no more
<b>16 Nov 2026 09.00</b> · Sapa · closed it for good, a week after it was done
<b>16 Nov 2026 09.00</b> · our team · did something that I have no word for (beamed_up)\
""")


def test_every_kind_of_event_has_words_of_its_own() -> None:
    told = tuple(HistoryLine(NOW, kind, Party.STAFF, who="Dewi") for kind in EventKind)
    assert "no word for" not in read(TicketHistory(12, "Batik Ayu", told))


def test_a_long_history_is_cut_where_it_is_oldest() -> None:
    told = tuple(
        HistoryLine(
            NOW + timedelta(days=day), EventKind.NOTED, Party.STAFF, "D" * 100, "", "x" * 80
        )
        for day in range(40)
    )
    first, *_ = read(TicketHistory(12, "Batik Ayu", told)).splitlines()[2:]
    assert first == snapshot("… and 24 things before")


def test_whoever_names_no_report_learns_how() -> None:
    assert read(WhoseHistory()) == snapshot("""\
Send /riwayat in a report's topic, in answer to its card, or with its number:
<code>/riwayat 12</code>\
""")
    assert read(WhoseHistory(number=99)) == snapshot("""\
There is no report #99.
Send /riwayat in a report's topic, in answer to its card, or with its number:
<code>/riwayat 12</code>\
""")
