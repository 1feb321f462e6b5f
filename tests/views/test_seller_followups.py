from dataclasses import replace
from datetime import timedelta

from inline_snapshot import snapshot

from crm.followups.letters import Answer, Letter
from crm.sellers.card.payloads import InCadence, SellerTakenOut, TouchLine
from models.followups import TouchSource
from models.interactions import Channel
from tests.support.builders import NOW
from tests.support.phone import ENGLISH, read, read_toast
from tests.support.reading import wrapped
from tests.views.test_seller_card import CARD
from views.seller_followups import followed_up, taking_out

RUN = InCadence(
    followup_id=5,
    cadence="slipping",
    runs=True,
    watched=False,
    entered_at=NOW,
    letter=Letter.WHAT_HINDERS,
    due=NOW + timedelta(days=7),
    zone="Asia/Jayapura",
)
TOUCHES = (
    TouchLine(NOW, Channel.TELEGRAM, TouchSource.CADENCE, Letter.SLIPPING, Answer.FINE),
    TouchLine(NOW, Channel.TELEGRAM, TouchSource.BROADCAST, None, None),
)


def test_says_what_comes_next_and_what_was_said() -> None:
    card = replace(CARD, followup=RUN, touches=TOUCHES)
    assert wrapped(followed_up(card, ENGLISH)) == snapshot("""\
<b>Follow-up</b>
🧭 <b>Going quiet</b> · since 16 Nov 2026 09.00 · next: “What makes selling hard?”, 23 Nov
2026 11.00 there
16 Nov 2026 09.00 · 💬 Telegram · The store is a little quiet → 😊 I am fine
16 Nov 2026 09.00 · 💬 Telegram · a broadcast\
""")
    assert "[🚪 End this follow-up]" in read(card)


def test_says_why_nothing_comes() -> None:
    watched = replace(CARD, followup=replace(RUN, watched=True))
    paused = replace(CARD, followup=replace(RUN, runs=False))
    over = replace(CARD, followup=replace(RUN, letter=None))
    assert "only watched, gets nothing" in followed_up(watched, ENGLISH)
    assert "stands still" in followed_up(paused, ENGLISH)
    assert "all is said, ends 23 Nov 2026 11.00 there" in followed_up(over, ENGLISH)


def test_is_silent_about_who_was_never_followed_up() -> None:
    assert followed_up(CARD, ENGLISH) == ""
    assert taking_out(CARD, ENGLISH) == ()


def test_says_that_it_is_over() -> None:
    assert wrapped(read_toast(SellerTakenOut())) == snapshot("""\
Ended. What was queued is not sent. After some days another follow-up may begin; “Stop” on
a message ends all of them.\
""")
    assert read_toast(SellerTakenOut(before=True)) == snapshot("This follow-up has ended already.")
