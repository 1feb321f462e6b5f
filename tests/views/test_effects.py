from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations

import pytest
from inline_snapshot import snapshot

from crm.followups.effect.figures import Arm, Effect, Outcomes, Sendings, Sent, StepEffect
from crm.followups.effect.payloads import EffectChart, EffectShown, EffectSought, EffectUnknown
from crm.followups.effect.rules import Tally
from models.interactions import Channel
from tests.support.builders import NOW
from tests.support.phone import read, read_toast
from tests.support.reading import wrapped
from views.effects import conclusion, percent
from views.message import Attached
from views.rendering import Reader, render
from views.words import Catalogs, Words

ENGLISH = Words("en", NullTranslations())
NOBODY = Outcomes(Tally(), Tally(), Tally(), Tally())
QUIET = Sendings((), 0, 0, 0)
SENT = Sendings((Sent(Channel.TELEGRAM, 1320), Sent(Channel.PHONE, 85)), 22, 9, 4)
TOLD = Outcomes(Tally(210, 1180), Tally(398, 904), Tally(31, 381), Tally(3, 285))
WATCHED = Outcomes(Tally(13, 137), Tally(28, 116), Tally(2, 44), Tally(1, 21))
EFFECT = Effect(
    cadence="dormant",
    edition=2,
    since=NOW - timedelta(days=60),
    seen=NOW,
    told=Arm(1450, TOLD),
    control=Arm(160, WATCHED),
    sendings=SENT,
    reached=Tally(1395, 55),
    answered=Tally(402, 993),
    steps=(
        StepEffect("long_while", SENT, Tally(300, 1095), TOLD),
        StepEffect("phone_call", QUIET, Tally(), NOBODY),
    ),
)
EMPTY = replace(
    EFFECT,
    seen=None,
    told=Arm(0, NOBODY),
    control=Arm(0, NOBODY),
    sendings=QUIET,
    reached=Tally(),
    answered=Tally(),
)


def test_an_effect_says_what_was_done_and_what_may_be_concluded() -> None:
    assert read(EffectShown(EFFECT)) == snapshot("""\
📈 <b>Effect of Fast asleep</b>
Edition 2, since 17 Sep 2026 09.00
The portal's data up to 16 Nov 2026 09.00

👥 1,450 stores entered to be followed up
👀 160 stores are only watched, to compare

📨 Were told something: <b>96%</b> (1,395 of 1,450; 95% to 97%)
💬 Answered: <b>29%</b> (402 of 1,395; 27% to 31%)
Telegram 1,320 · phone 85 · led nowhere 22 · not wanted any more 9 · waiting 4

🚪 <b>Logged in again within 7 days</b>
With follow-up: <b>15%</b> (210 of 1,390; 13% to 17%)
Without: <b>8.7%</b> (13 of 150; 5.1% to 14%)
✅ Follow-up makes a difference: 0.6 to 10.5 points more.

🚪 <b>Logged in again within 14 days</b>
With follow-up: <b>31%</b> (398 of 1,302; 28% to 33%)
Without: <b>19%</b> (28 of 144; 14% to 27%)
✅ Follow-up makes a difference: 3.5 to 17.3 points more.

📦 <b>First product within 28 days</b>
With follow-up: <b>7.5%</b> (31 of 412; 5.4% to 10%)
Without: <b>4.3%</b> (2 of 46; 1.2% to 15%)
⚖️ No difference can be told yet: it may be anything from -7.2 to 7.5 points.

💰 <b>First sale within 28 days</b>
With follow-up: <b>1%</b> (3 of 288; 0.4% to 3%)
Without: <b>4.5%</b> (1 of 22; 0.8% to 22%)
⏳ Too few stores to compare yet: it takes 30 on either side.

👣 <b>Step by step</b>, counted from the day each was said. Nothing to compare here: later
steps reach those who did not come back before.
1. <b>long_while</b>: Telegram 1,320 · phone 85 · led nowhere 22 · not wanted any more 9 ·
waiting 4
answered 22%, back in 7 days 15%, back in 14 days 31%, product 7.5%, sale 1%
2. <b>phone_call</b>: nothing said yet\
""")


def test_where_nobody_entered_there_is_nothing_to_tell() -> None:
    assert read(EffectShown(EMPTY)) == snapshot("""\
📈 <b>Effect of Fast asleep</b>
Edition 2, since 17 Sep 2026 09.00
The portal's data was not pulled yet, so nobody knows what stores did.

No store has entered it yet.\
""")


def test_where_nobody_had_the_days_for_it_nothing_is_compared() -> None:
    young = replace(EFFECT, told=Arm(9, NOBODY), control=Arm(0, NOBODY), steps=())
    assert read(EffectShown(young)) == snapshot("""\
📈 <b>Effect of Fast asleep</b>
Edition 2, since 17 Sep 2026 09.00
The portal's data up to 16 Nov 2026 09.00

👥 9 stores entered to be followed up
👀 0 stores are only watched, to compare

📨 Were told something: <b>96%</b> (1,395 of 1,450; 95% to 97%)
💬 Answered: <b>29%</b> (402 of 1,395; 27% to 31%)
Telegram 1,320 · phone 85 · led nowhere 22 · not wanted any more 9 · waiting 4

🚪 <b>Logged in again within 7 days</b>
With follow-up: not known yet

🚪 <b>Logged in again within 14 days</b>
With follow-up: not known yet

📦 <b>First product within 28 days</b>
With follow-up: not known yet

💰 <b>First sale within 28 days</b>
With follow-up: not known yet

👣 <b>Step by step</b>, counted from the day each was said. Nothing to compare here: later
steps reach those who did not come back before.\
""")


@pytest.mark.parametrize(
    ("told", "control", "said"),
    [
        (
            Tally(200, 200),
            Tally(20, 80),
            "✅ Follow-up makes a difference: 19.9 to 38.3 points more.",
        ),
        (
            Tally(20, 80),
            Tally(200, 200),
            "🔻 With follow-up it is less: 19.9 to 38.3 points fewer.",
        ),
        (
            Tally(120, 280),
            Tally(12, 28),
            "⚖️ No difference can be told yet: it may be anything from -16 to 12.8 points.",
        ),
        (
            Tally(400, 0),
            Tally(0, 29),
            "⏳ Too few stores to compare yet: it takes 30 on either side.",
        ),
        (
            Tally(400, 0),
            Tally(),
            "🚫 Nothing to compare with: no store was only watched that long.",
        ),
    ],
)
def test_no_more_is_concluded_than_the_numbers_bear(
    told: Tally, control: Tally, said: str
) -> None:
    assert conclusion(told, control, ENGLISH) == said


def test_a_supervisor_reads_it_in_indonesian() -> None:
    said = conclusion(Tally(120, 280), Tally(12, 28), Catalogs.load()["id"])
    assert said == "⚖️ Belum terlihat bedanya: selisihnya bisa dari -16 sampai 12,8 poin."


@pytest.mark.parametrize(
    ("share", "shown"), [(0, "0%"), (0.004, "0.4%"), (0.0996, "10%"), (0.1249, "12%"), (1, "100%")]
)
def test_a_small_share_has_a_digit_more(share: float, shown: str) -> None:
    assert percent(share, ENGLISH) == shown


def test_who_presses_is_told_that_it_follows() -> None:
    assert read_toast(EffectSought()) == snapshot("I count. The figures follow in a moment.")


def test_a_cadence_that_is_not_understood_is_said_to_be_missing() -> None:
    assert read(EffectUnknown("my own")) == snapshot(
        "There is no cadence <b>my own</b>. /tindaklanjut lists them all."
    )


def test_the_picture_says_how_it_is_read() -> None:
    shown = render(EffectChart(7, "dormant"), ENGLISH, Reader(now=NOW, marketplace="Pasar Kita"))
    assert isinstance(shown, Attached)
    assert (shown.attachment_id, shown.photo) == (7, True)
    assert wrapped(shown.html) == snapshot("""\
📈 <b>Fast asleep</b> from above: who entered, what they did. The thin line is the range
that the share is in with 95% certainty: the fewer stores, the longer it is.\
""")
