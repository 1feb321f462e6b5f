from gettext import NullTranslations

from inline_snapshot import snapshot

import views.registry  # noqa: F401 # pyright: ignore[reportUnusedImport] - registers views
from crm.broadcasts.payloads import (
    BroadcastCheck,
    BroadcastChoices,
    BroadcastDraft,
    BroadcastMessage,
    BroadcastPreview,
    BroadcastProgress,
    BroadcastPrompt,
    BroadcastResult,
    Choice,
    Readers,
    Tally,
)
from crm.broadcasts.rules import Facet, Lack
from crm.outbox.payload import Payload
from models.broadcasts import BroadcastState
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import EditText, Photo, Text
from views.rendering import Reader, render
from views.words import Catalogs, Words

ENGLISH = Words("en", NullTranslations())
READER = Reader(now=NOW, marketplace="Pasar Nusantara")
READERS = (Readers("id", 1200, written=True), Readers("jv", 34, written=False))
TALLY = Tally(recipients=1234, sent=700, answered=12, blocked=3, failed=1, later=30, waiting=500)


def shown(payload: Payload) -> str:
    message = render(payload, ENGLISH, READER)
    assert isinstance(message, (Text, EditText, Photo))
    rows = [" ".join(f"[{button.label}]" for button in row) for row in message.buttons]
    return wrapped("\n".join([str(message.html), *rows]))


def test_a_seller_reads_it_as_it_was_written() -> None:
    words = Catalogs.load()["jv"]
    text = "Diskon <50%> & gratis ongkir\n\n🙏"
    message = render(BroadcastMessage(1, 2, text=text), words, READER)
    assert isinstance(message, Text)
    assert message.html == "Diskon &lt;50%&gt; &amp; gratis ongkir\n\n🙏"
    ((stop,),) = message.buttons
    assert stop.label.startswith("🔕")


def test_a_photo_has_its_words_below() -> None:
    message = render(BroadcastMessage(1, 2, text="Ayo!", photo="AgAC"), ENGLISH, READER)
    assert isinstance(message, Photo)
    assert (message.file_id, message.html) == ("AgAC", "Ayo!")
    assert shown(BroadcastPreview("id", "Ayo!", "AgAC")) == snapshot("""\
Ayo!
[🔕 Stop writing to me]\
""")


def test_a_draft_with_choices() -> None:
    draft = BroadcastDraft(
        broadcast_id=1,
        recipients=1234,
        segments=("dormant", "lost"),
        provinces=("Aceh",),
        languages=(),
        categories=tuple(f"kriya {n}" for n in range(9)),
        lacks=(Lack.SALE,),
        readers=READERS,
        photo=False,
    )
    assert shown(draft) == snapshot("""\
📣 <b>A broadcast</b>

👥 It reaches <b>1,234</b> sellers.
• segment: Asleep, Lost
• province: Aceh
• category: kriya 0, kriya 1, kriya 2, kriya 3, kriya 4, kriya 5, +3
• only stores without a sale

✍️ Written in: Bahasa Indonesia
[📊 Segment] [📍 Province]
[🗣 Language] [🏷 Category]
[Without a product] [✅ No sale yet]
[✅ Bahasa Indonesia (1,200)] [✍️ Basa Jawa (34)]
[👀 Preview] [✖️ Cancel]\
""")


def test_a_new_draft() -> None:
    draft = BroadcastDraft(
        1, 0, (), (), (), (), (), (Readers("id", 0, written=False),), photo=False
    )
    assert shown(draft) == snapshot("""\
📣 <b>A broadcast</b>

👥 It reaches <b>0</b> sellers.
• all linked sellers who want our messages

Nothing is written yet. Begin with the Indonesian words.
[📊 Segment] [📍 Province]
[🗣 Language] [🏷 Category]
[Without a product] [No sale yet]
[✍️ Bahasa Indonesia (0)]
[✖️ Cancel]\
""")


def test_what_can_be_chosen() -> None:
    choices = (
        Choice("139ee3b5", "dormant", 40, chosen=True),
        Choice("deadbeef", "lost", 7, chosen=False),
    )
    assert shown(BroadcastChoices(1, Facet.SEGMENT, choices, 40, 9)) == snapshot("""\
📣 <b>A broadcast: segment</b>
Tap to choose, tap again to leave out. Nothing chosen means all.

👥 It reaches <b>40</b> sellers.
[✅ Asleep (40)] [Lost (7)]
[⬅️ Back]\
""")
    assert shown(BroadcastChoices(1, Facet.PROVINCE, (), 0, 9)) == snapshot("""\
📣 <b>A broadcast: province</b>
Tap to choose, tap again to leave out. Nothing chosen means all.

👥 It reaches <b>0</b> sellers.

There is nothing to choose from yet.
[⬅️ Back]\
""")


def test_the_request_for_words() -> None:
    assert shown(BroadcastPrompt(1, "su", 5, "Ratna <b>", 12)) == snapshot("""\
✍️ <a href="tg://user?id=5">Ratna &lt;b&gt;</a>, please reply to this message with the
words in <b>Basa Sunda</b> (read by 12): a text, or one photo with the text below it.

A text may have 4,096 characters, below a photo 1,024. It is sent as it is, without bold
or links behind words.\
""")


def test_the_last_question() -> None:
    check = BroadcastCheck(
        broadcast_id=1,
        readers=READERS,
        recipients=1234,
        later=30,
        at_night=4,
        enough=5,
        silent=6,
        blocked=7,
        unasked=8,
        seconds=4000,
        rate=30,
    )
    assert shown(check) == snapshot("""\
📣 <b>Send it to 1,234 sellers?</b>

🗣 Bahasa Indonesia: 1,200
🗣 Basa Jawa: 34 (read the Indonesian words)

📅 30 have had a word already and get it on another day.
🌙 4 get it at their next decent hour.
🤫 Left out: 5 who have had two words this week.
🔕 Left out: 6 who want no messages.
⛔ Left out: 7 who have blocked us.
✋ Left out: 8 who have not agreed yet.

⏱ About 1 hour, at 30 messages a second.
[✅ Send it]
[✏️ Change it] [✖️ Cancel]\
""")


def test_progress() -> None:
    progress = BroadcastProgress(
        1, BroadcastState.SENDING, filled=True, tally=TALLY, seconds_left=130, message_id=9
    )
    assert shown(progress) == snapshot("""\
📣 <b>Broadcast 1 is on its way</b>
▓▓▓▓▓░░░░░ 704 of 1,234
📨 Sent: 700
💬 Answered: 12
📅 On another day: 30
⛔ Blocked us: 3
⚠️ Failed: 1

⏱ About 2 minutes still
[⏸ Pause] [🛑 Cancel the rest]\
""")


def test_progress_at_night_while_being_prepared_and_paused() -> None:
    night = BroadcastProgress(
        1, BroadcastState.SENDING, filled=True, tally=TALLY, seconds_left=0, opens_at=NOW
    )
    assert shown(night) == snapshot("""\
📣 <b>Broadcast 1 is on its way</b>
▓▓▓▓▓░░░░░ 704 of 1,234
📨 Sent: 700
💬 Answered: 12
📅 On another day: 30
⛔ Blocked us: 3
⚠️ Failed: 1

🌙 It goes on at 16 Nov 2026 09.00.
[⏸ Pause] [🛑 Cancel the rest]\
""")
    preparing = BroadcastProgress(
        1, BroadcastState.PAUSED, filled=False, tally=Tally(), seconds_left=0, message_id=9
    )
    assert shown(preparing) == snapshot("""\
⏸ <b>Broadcast 1 is paused</b>
Being prepared: 0 so far
📨 Sent: 0
[▶️ Go on] [🛑 Cancel the rest]\
""")


def test_results() -> None:
    assert shown(BroadcastResult(1, BroadcastState.DONE, TALLY, 9)) == snapshot("""\
✅ <b>The broadcast is through for today.</b>
📨 Sent: 700
💬 Answered: 12
📅 On another day: 30
⛔ Blocked us: 3
⚠️ Failed: 1\
""")
    none = Tally(recipients=5, dropped=5)
    assert shown(BroadcastResult(1, BroadcastState.CANCELLED, none, 9)) == snapshot("""\
🛑 <b>The broadcast was cancelled.</b>
🗑 Not sent any more: 5\
""")
