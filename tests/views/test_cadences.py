from dataclasses import replace
from datetime import timedelta

import pytest
from inline_snapshot import snapshot

from crm.declared.spans import Span
from crm.followups.cadences.payloads import (
    CadenceCard,
    CadenceLetter,
    CadenceLine,
    CadenceList,
    CadenceNotPreviewed,
    CadencePressed,
    CadencePreview,
    CadencesWait,
    ChannelCount,
    DayCount,
    Figures,
    LanguageCount,
    Pressed,
)
from crm.followups.cadences.plans import Anchor, Entrance, StepPlan, Stop, Unanswered
from crm.followups.letters import Answer, Letter
from crm.outbox.payload import Payload
from models.followups import CadenceState, TouchSource
from models.interactions import Channel
from models.segments import Lifecycle
from tests.support.builders import NOW
from tests.support.phone import ENGLISH, SRI, read, read_toast
from tests.support.reading import wrapped
from views.cadence_words import who
from views.message import EditText, Text
from views.rendering import render
from views.words import Catalogs

SLIPPING = Entrance(segments=(Lifecycle.SLOWING,), silent_days=Span(at_least=14))
FIRST = StepPlan(
    "how_are_you",
    0,
    Letter.SLIPPING,
    (Channel.TELEGRAM, Channel.EMAIL),
    (Answer.FINE, Answer.STOP),
)
CALL = StepPlan("call", 14, Letter.SLIPPING, (Channel.PHONE,))
CARD = CadenceCard(
    cadence="slipping",
    edition=2,
    state=CadenceState.WAITING,
    rank=40,
    enter=SLIPPING,
    anchor=Anchor.ENTRY,
    steps=(FIRST, CALL),
    stops=(Stop.LOGGED_IN, Stop.SALE),
    control=125,
    cap=1000,
    rest_days=60,
    wait_days=7,
    figures=Figures(running=1200, watched=120, said=340, calls=5),
    published_at=NOW,
    decided_at=None,
    decided_by="",
    message_id=9,
)
PREVIEW = CadencePreview(
    cadence="slipping",
    edition=2,
    state=CadenceState.WAITING,
    at=NOW,
    fitting=4200,
    stores=1000,
    watched=100,
    cap=1000,
    languages=(LanguageCount("id", 800), LanguageCount("jv", 150), LanguageCount("", 50)),
    channels=(ChannelCount(Channel.TELEGRAM, 300), ChannelCount(None, 600)),
    days=(DayCount(NOW.date(), 400), DayCount(NOW.date() + timedelta(days=1), 500)),
)


def edited(payload: Payload) -> str:
    """Return the text and buttons that take a message's place."""
    message = render(payload, ENGLISH, SRI)
    assert isinstance(message, EditText)
    assert message.message_id == 9
    rows = [" | ".join(button.label for button in row) for row in message.buttons]
    return "\n".join((wrapped(message.html), *(f"[{row}]" for row in rows)))


def test_the_list_is_short() -> None:
    lines = (
        CadenceLine("slipping", CadenceState.WAITING, SLIPPING, Figures()),
        CadenceLine("my <own>", CadenceState.ACTIVE, Entrance(), Figures(1200, 120, 340, 5)),
    )
    assert read(CadenceList(lines)) == snapshot("""\
🧭 <b>How we follow up sellers</b>, the first to enter first

<b>Going quiet</b> · ⏳ waits for approval
segment Slowing · days without login: ≥ 14
👥 0 in it, 0 only watched · 💬 0 in 7 days · 📞 0 waiting

<b>my &lt;own&gt;</b> · ▶️ runs
all stores
👥 1,200 in it, 120 only watched · 💬 340 in 7 days · 📞 5 waiting

⏳ 1 waits for a supervisor's approval.
[⏳ Going quiet]
[▶️ my <own>]\
""")


def test_the_list_says_when_there_is_none() -> None:
    assert "no file declares one" in read(CadenceList(()))


def test_a_long_list_is_cut() -> None:
    line = CadenceLine("slipping", CadenceState.PAUSED, SLIPPING, Figures())
    assert "and 2 more" in edited(CadenceList((line,) * 14, message_id=9))


def test_the_card_tells_all_about_it() -> None:
    assert edited(CARD) == snapshot("""\
🧭 <b>Going quiet</b> · <code>slipping</code>
⏳ waits for approval · edition 2, known since 16 Nov 2026 09.00

<b>Who enters</b>
segment Slowing · days without login: ≥ 14

<b>Steps</b>
1. day 0: <b>The store is a little quiet</b>
💬 Telegram → ✉️ E-mail
[😊 I am fine] [🔕 Stop writing to me]
2. day 14: <b>The store is a little quiet</b>
📞 Phone

🛑 Ends with: a login, a sale
🔕 Whoever wants silence is left in peace, always.
🧪 Only watched, to compare with: 12.5%
🚪 At most 1,000 stores a day
💤 Waits 7 days for an answer at the end, then rests 60 days
🔢 Priority 40: the lowest number goes first

👥 1,200 in it, 120 only watched · 💬 340 in 7 days · 📞 5 waiting
[✅ Approve]
[🔎 Preview | 📈 Effect]
[⬅️ All follow-ups]\
""")


@pytest.mark.parametrize(
    ("state", "button"),
    [
        (CadenceState.ACTIVE, "[⏸ Pause]"),
        (CadenceState.PAUSED, "[▶️ Resume]"),
    ],
)
def test_the_card_offers_what_can_be_decided(state: CadenceState, button: str) -> None:
    assert button in edited(replace(CARD, state=state))


def test_the_card_of_what_is_gone_offers_no_decision() -> None:
    shown = edited(replace(CARD, state=CadenceState.RETIRED))
    assert not any(word in shown for word in ("Approve", "[⏸", "Resume"))


def test_the_card_says_who_decided() -> None:
    decided = replace(CARD, decided_at=NOW, decided_by="Ratna", state=CadenceState.ACTIVE)
    assert "✅ Let run by Ratna, 16 Nov 2026 09.00" in edited(decided)
    paused = replace(decided, state=CadenceState.PAUSED, decided_by="")
    assert "⏸ Paused by the command line, 16 Nov 2026 09.00" in edited(paused)


def test_a_card_with_very_many_steps_is_cut() -> None:
    steps = tuple(replace(FIRST, answers=tuple(Answer)[:13]) for _ in range(30))
    shown = edited(replace(CARD, steps=steps))
    assert len(shown) < 4096
    assert "more\n" in shown


def test_what_waits_is_told_with_the_way_to_it() -> None:
    assert read(CadencesWait(("dormant", "slipping"))) == snapshot("""\
⏳ <b>2 follow-ups wait for a supervisor</b>
Fast asleep, Going quiet

Nobody is told anything before one is approved. Look at it, have it counted, approve it:
/tindaklanjut
[🧭 Look at them]\
""")


def test_the_preview_says_how_many_who_and_when() -> None:
    assert read(PREVIEW) == snapshot("""\
🔎 <b>Going quiet</b>: who would enter now, counted on 16 Nov 2026 09.00

👥 <b>1,000 stores</b> would enter. 4,200 fit; at most 1,000 enter in a day.
🧪 100 of them are only watched, to compare with.
🗣 Bahasa Indonesia 800 · Basa Jawa 150 · not known, reads Indonesian 50
First word by: 💬 Telegram 300 · only a later step reaches 600
📅 First step: 16 November 2026: 400 · 17 November 2026: 500

📖 Read what they will read, in:
[Bahasa Indonesia | English]
[Basa Jawa | Basa Sunda]
[Basa Madhura | Bahaso Minang]
[Bahase Betawi | Basa Ugi]
[Bahasa Banjar | Basa Bali]
[Bahsa Aceh | Hata Batak Toba]
[Basa Dayak Ngaju]
[✅ Approve | 🧭 Its card]\
""")


def test_the_preview_of_what_runs_is_not_approved_again() -> None:
    shown = read(
        replace(PREVIEW, state=CadenceState.ACTIVE, cap=None, stores=0, watched=0, languages=())
    )
    assert "Approve" not in shown
    assert "0 stores</b> would enter." in shown


def test_the_preview_says_what_comes_first() -> None:
    assert read(CadenceNotPreviewed("slipping", gone=False)) == snapshot("""\
🔎 Nobody can say yet who would enter <b>Going quiet</b>: no store has been counted.

Take in the week's pull first: a supervisor sends /impor here and then the file.\
""")
    assert "any more" in read(CadenceNotPreviewed("slipping", gone=True))


def letter_in(language: str, step: StepPlan = FIRST) -> str:
    """Return what staff who read Indonesian are shown."""
    payload = CadenceLetter("slipping", 1, 2, Anchor.ENTRY, step, language)
    message = render(payload, Catalogs.load()["id"], SRI)
    assert isinstance(message, Text)
    return wrapped(message.html)


def test_a_letter_stands_beside_its_meaning() -> None:
    assert letter_in("jv") == snapshot("""\
📖 <b>Mulai sepi</b>, langkah 1 dari 2: hari ke-0 · 💬 Telegram → ✉️ E-mail · Basa Jawa

<blockquote>Kula nuwun, Sari 👋

Mugi panjenengan tansah sehat, lan <b>Dapur Melati</b> lancar.

Menapa wonten ingkang saged kula gampilaken? Mangga dipuncariyosaken, kula remen
mbiyantu.</blockquote>

Artinya (Indonesia):

<blockquote>Halo Sari 👋

Semoga Kakak sehat, dan <b>Dapur Melati</b> lancar.

Ada yang bisa kami permudah? Ceritakan saja, dengan senang hati kami bantu.</blockquote>

<b>Tombol</b>
[😊 Saé-saé mawon] = 😊 Baik-baik saja
[🔕 Kèndel nampi pesen] = 🔕 Berhenti kirim kabar\
""")


def test_a_letter_in_the_staffs_own_language_stands_alone() -> None:
    assert letter_in("id") == snapshot("""\
📖 <b>Mulai sepi</b>, langkah 1 dari 2: hari ke-0 · 💬 Telegram → ✉️ E-mail · Bahasa
Indonesia

<blockquote>Halo Sari 👋

Semoga Kakak sehat, dan <b>Dapur Melati</b> lancar.

Ada yang bisa kami permudah? Ceritakan saja, dengan senang hati kami bantu.</blockquote>

<b>Tombol</b>
[😊 Baik-baik saja]
[🔕 Berhenti kirim kabar]\
""")


def test_a_call_is_told_by_its_reason() -> None:
    assert letter_in("su", CALL) == snapshot("""\
📖 <b>Mulai sepi</b>, langkah 1 dari 2: hari ke-14 · 📞 Telepon · Basa Sunda

📞 Tim menelepon: Tokonya mulai sepi.\
""")


def test_who_enters_is_said_in_a_line() -> None:
    everything = Entrance(
        segments=(Lifecycle.NEW, Lifecycle.NO_PRODUCT),
        joined_days=Span(at_most=10),
        silent_days=Span(14, 60),
        products=Span(0, 0),
        transactions=Span(at_least=1),
        resolved_days=Span(7, 7),
        draft_days=Span(2, 45),
        unanswered=Unanswered(TouchSource.PROMOTION, Span(at_least=3)),
        linked=False,
        provinces=("Jawa Tengah", "DI Yogyakarta"),
        languages=("jv",),
    )
    assert wrapped(who(everything, ENGLISH, room=1000)) == snapshot("""\
segment New / No products · without Telegram · products: 0 · sales: ≥ 1 · days since
joining: ≤ 10 · days without login: 14–60 · days since a solved report: 7 · days with a
resting product page: 2–45 · days without an answer to a promotion: ≥ 3 · in Jawa Tengah,
DI Yogyakarta · who read Basa Jawa\
""")
    assert wrapped(who(everything, ENGLISH, room=60)) == snapshot(
        "segment New / No products · without Telegram · products: 0 …"
    )
    assert who(Entrance(), ENGLISH, room=60) == "all stores"
    assert who(Entrance(linked=True), ENGLISH, room=60) == "with Telegram"


@pytest.mark.parametrize("outcome", Pressed)
def test_every_press_is_answered(outcome: Pressed) -> None:
    assert read_toast(CadencePressed(outcome)).endswith(".")


def test_a_pause_says_what_it_costs() -> None:
    assert wrapped(read_toast(CadencePressed(Pressed.PAUSED))) == snapshot("""\
Paused at once. What was queued already is not sent: those stores miss that step. Calls
wait.\
""")
