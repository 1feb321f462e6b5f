import pytest
from inline_snapshot import snapshot

from crm.followups.letters import Answer
from crm.followups.obstacles import HELP
from crm.followups.payloads import (
    HelpKnown,
    LaterIsFine,
    ObstacleHeard,
    OtherQuestion,
    RestNoted,
    RestQuestion,
    StopQuestion,
    WritingGoesOn,
)
from tests.support.phone import read, read_toast

STEPS = {
    Answer.NO_TIME: snapshot("""\
Thank you for telling us. You have a lot to do, and a store takes time too.

A small step: ten minutes once a week, always on the same evening, are enough for one
product.
[🙋 Report a problem | 🏠 Menu]\
"""),
    Answer.HARD_APP: snapshot("""\
Thank you for telling us. Many sellers find the app hard at first.

A small step: take a photo of the screen where you are stuck and send it here. We show you
where to tap.

Shall we do it together? One tap, and our team writes to you here.
[🤝 Yes, please help]
[🙋 Report a problem | 🏠 Menu]\
"""),
    Answer.NO_PHOTOS: snapshot("""\
Thank you for telling us. Good photos are a craft of their own.

A small step: put one product on a plain cloth by the window in the morning, and take its
photo. Your phone is good enough.

Shall we do it together? One tap, and our team writes to you here.
[📸 Step by step]
[🤝 Yes, please help]
[🙋 Report a problem | 🏠 Menu]\
"""),
    Answer.NO_STOCK: snapshot("""\
Thank you for telling us. That happens to every store.

A small step: set the stock of what is sold out to zero, and write how many days you need
to make it anew. So buyers can wait for it.
[🙋 Report a problem | 🏠 Menu]\
"""),
    Answer.NO_BUYERS: snapshot("""\
Thank you for telling us. Waiting for buyers is hard.

A small step: send the link of <b>Dapur &lt;Sri&gt;</b> to five customers or friends
today, and give your best product a second photo.
[🙋 Report a problem | 🏠 Menu]\
"""),
    Answer.SHIPPING: snapshot("""\
Thank you for telling us. Many sellers worry about shipping.

A small step: weigh the parcel with its packing and enter that weight. A wrong one often
makes shipping dearer than it is.

Shall we do it together? One tap, and our team writes to you here.
[🤝 Yes, please help]
[🙋 Report a problem | 🏠 Menu]\
"""),
    Answer.OTHER: snapshot("""\
Thank you for telling us. Whenever you need us, just write here.
[🙋 Report a problem | 🏠 Menu]\
"""),
}


@pytest.mark.parametrize("obstacle", STEPS, ids=str)
def test_an_obstacle_is_met_with_one_small_step(obstacle: Answer) -> None:
    heard = ObstacleHeard(7, obstacle, helped=obstacle in HELP)
    assert read(heard) == STEPS[obstacle]


def test_later_is_all_right() -> None:
    assert read(LaterIsFine()) == snapshot("""\
That is all right, take your time 🙏

We do not ask any further for now. Whenever you need us, just write here.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_a_store_that_rests_is_asked_for_how_long() -> None:
    assert read(RestQuestion(7)) == snapshot("""\
Thank you for telling us 🙏

Does <b>Dapur &lt;Sri&gt;</b> rest for good, or only for now? Either way we leave you in
peace.
[🚪 For good | 🌱 For now]\
""")


def test_a_store_that_rests_for_good_is_told_how_to_come_back() -> None:
    assert read(RestNoted(for_good=True)) == snapshot("""\
Thank you for all that you did with <b>Dapur &lt;Sri&gt;</b> 🙏

From now on we will not write to you on our own. If you begin again some day, press the
button below or send /lanjut: our door is open.
[🔔 Write to me again]
[🙋 Report a problem | 🏠 Menu]\
""")


def test_a_store_that_rests_for_now() -> None:
    assert read(RestNoted(for_good=False)) == snapshot("""\
We wish <b>Dapur &lt;Sri&gt;</b> a good rest 🌱

We do not ask any further for now. Whenever you go on, just write here.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_own_words_are_asked_for() -> None:
    assert read(OtherQuestion()) == snapshot("""\
What makes it hard at the moment? Please tell us in your own words, or send a photo or a
voice message.

Our team reads it and answers you here.
[✖️ Cancel]\
""")


def test_silence_is_asked_about_and_says_what_stays() -> None:
    assert read(StopQuestion()) == snapshot("""\
Shall we stop writing to you on our own?

You can still write to us at any time, and our answers and news about your reports still
reach you.
[🔕 Yes, stop]
[🔔 No, go on]\
""")


def test_what_only_seems_to_wish_for_silence_may_be_about_something_else() -> None:
    assert read(StopQuestion(message_id=7)).splitlines()[-3:] == [
        "[🔕 Yes, stop]",
        "[🔔 No, go on]",
        "[💬 Something else]",
    ]


def test_whoever_did_not_mean_it_hears_how_to_stop_later() -> None:
    assert read(WritingGoesOn()) == snapshot("""\
All right, we write to you now and then, as before 😊

Send /berhenti whenever that is too much.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_help_that_is_on_its_way() -> None:
    assert read_toast(HelpKnown(12)) == snapshot("Our team has that already, as #12.")
