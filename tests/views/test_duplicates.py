from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations

import pytest
from inline_snapshot import snapshot

from crm.duplicates.payloads import (
    DuplicatePair,
    DuplicatesDeclined,
    NoDuplicates,
    PairKept,
    PairMerged,
    PairPress,
    PairPressed,
    PairReopened,
    Twin,
)
from crm.outbox.payload import Payload
from models.duplicates import DuplicateReason
from tests.support.builders import NOW
from tests.support.reading import wrapped
from views.message import EditText, Text
from views.rendering import Reader, render, toast
from views.words import Catalogs, Words

ENGLISH = Words("en", NullTranslations())
INDONESIAN = Catalogs.load()["id"]
READER = Reader(now=NOW, marketplace="Pasar Nusantara")
FIRST = Twin(
    portal_id="UMKM-001",
    store="Batik <Ayu>",
    owner="Ayu Lestari",
    regency="Kota Surakarta",
    province="Jawa Tengah",
    phone="+6281234567890",
    email="ayu@example.com",
    products=12,
    transactions=340,
    last_login=NOW - timedelta(days=3),
    linked=True,
    gone=False,
)
SECOND = Twin(
    portal_id="UMKM-731",
    store="Batik Ayu Asli",
    owner="",
    regency="",
    province="",
    phone="+6281234567890",
    email=None,
    products=0,
    transactions=0,
    last_login=None,
    linked=False,
    gone=True,
)
PAIR = DuplicatePair(7, DuplicateReason.PHONE, FIRST, SECOND, left=3)
MERGED = PairMerged(
    pair_id=7,
    kept="Batik Ayu",
    other="Batik Ayu Asli",
    by="Ratna",
    tickets=2,
    messages=31,
    sales=1200,
    chat_lost=False,
    left=2,
)


def read(payload: Payload, words: Words = ENGLISH) -> str:
    message = render(payload, words, READER)
    assert isinstance(message, Text | EditText)
    labels = [" | ".join(button.label for button in row) for row in message.buttons]
    return "\n".join([wrapped(message.html), *(f"[{label}]" for label in labels)])


def test_two_stores_stand_side_by_side() -> None:
    assert read(PAIR) == snapshot("""\
👯 <b>Are these one store?</b> 3 pairs wait.

They have the same phone number.

1️⃣ <b>Batik &lt;Ayu&gt;</b> · Ayu Lestari
🆔 <code>UMKM-001</code>
📍 Kota Surakarta, Jawa Tengah
☎️ +6281234567890
✉️ ayu@example.com
Products: 12 · Sales: 340 · Last login: 13 November 2026
💬 Has a chat with us

2️⃣ <b>Batik Ayu Asli</b>
🆔 <code>UMKM-731</code>
☎️ +6281234567890
Products: 0 · Sales: 0 · Last login: never
💨 Missing from the last pull
[🔗 Merge into 1️⃣ | 🔗 Merge into 2️⃣]
[👌 Keep both | ⏭ Next pair]\
""")


def test_in_indonesian() -> None:
    assert read(PAIR, INDONESIAN) == snapshot("""\
👯 <b>Apakah ini satu toko yang sama?</b> Ada 3 pasang yang menunggu.

Nomor teleponnya sama.

1️⃣ <b>Batik &lt;Ayu&gt;</b> · Ayu Lestari
🆔 <code>UMKM-001</code>
📍 Kota Surakarta, Jawa Tengah
☎️ +6281234567890
✉️ ayu@example.com
Produk: 12 · Penjualan: 340 · Login terakhir: 13 November 2026
💬 Sudah terhubung di chat

2️⃣ <b>Batik Ayu Asli</b>
🆔 <code>UMKM-731</code>
☎️ +6281234567890
Produk: 0 · Penjualan: 0 · Login terakhir: belum pernah
💨 Tidak ada di tarikan terakhir
[🔗 Gabung ke 1️⃣ | 🔗 Gabung ke 2️⃣]
[👌 Tetap dua toko | ⏭ Pasangan berikut]\
""")


def test_two_chats_are_warned_of() -> None:
    both = replace(PAIR, second=replace(SECOND, linked=True), reason=DuplicateReason.NAME, left=1)
    assert read(both) == snapshot("""\
👯 <b>Are these one store?</b> 1 pair waits.

They have the same name in the same place.

1️⃣ <b>Batik &lt;Ayu&gt;</b> · Ayu Lestari
🆔 <code>UMKM-001</code>
📍 Kota Surakarta, Jawa Tengah
☎️ +6281234567890
✉️ ayu@example.com
Products: 12 · Sales: 340 · Last login: 13 November 2026
💬 Has a chat with us

2️⃣ <b>Batik Ayu Asli</b>
🆔 <code>UMKM-731</code>
☎️ +6281234567890
Products: 0 · Sales: 0 · Last login: never
💬 Has a chat with us
💨 Missing from the last pull

⚠️ Both have a chat. If you merge them, only the kept store's chat stays.
[🔗 Merge into 1️⃣ | 🔗 Merge into 2️⃣]
[👌 Keep both | ⏭ Next pair]\
""")


def test_a_merge_says_what_went_over() -> None:
    assert read(MERGED) == snapshot("""\
🔗 Merged: <b>Batik Ayu Asli</b> is part of <b>Batik Ayu</b> now.

What went over: reports 2, messages 31, sales 1,200.
Decided by Ratna.
[↩️ Take back | ⏭ Next pair (2)]\
""")


def test_a_merge_that_cost_a_chat_says_so() -> None:
    assert read(replace(MERGED, chat_lost=True, by="", left=0)) == snapshot("""\
🔗 Merged: <b>Batik Ayu Asli</b> is part of <b>Batik Ayu</b> now.

What went over: reports 2, messages 31, sales 1,200.

⚠️ Both had a chat, and a store has one: that of <b>Batik Ayu</b> stays. In the other one
I greet whoever writes as a stranger.

🎉 No other pair waits.
[↩️ Take back]\
""")


def test_a_kept_pair() -> None:
    assert read(PairKept(7, "Batik Ayu", "Batik Ayu Asli", by="Ratna", left=2)) == snapshot("""\
👌 <b>Batik Ayu</b> and <b>Batik Ayu Asli</b> stay two stores. I do not ask about them
again.

Decided by Ratna.
[↩️ Take back | ⏭ Next pair (2)]\
""")


def test_the_last_pair_is_called_the_last() -> None:
    assert read(PairKept(7, "Batik Ayu", "Batik Ayu Asli", by="", left=0)) == snapshot("""\
👌 <b>Batik Ayu</b> and <b>Batik Ayu Asli</b> stay two stores. I do not ask about them
again.

🎉 No other pair waits.
[↩️ Take back]\
""")


def test_a_decision_that_was_taken_back() -> None:
    assert read(PairReopened(7, "Batik Ayu", "Batik Ayu Asli", by="Budi", left=3)) == snapshot("""\
↩️ Budi took it back: <b>Batik Ayu</b> and <b>Batik Ayu Asli</b> are two stores again, and
the question is open.
[👯 Show them again]\
""")


def test_an_empty_list() -> None:
    assert read(NoDuplicates()) == snapshot("""\
🎉 No pair of stores waits. With each pull I look anew for stores with the same phone,
e-mail address, or name in one place.\
""")


def test_an_agent_is_told_who_decides() -> None:
    assert read(DuplicatesDeclined()) == snapshot("""\
🙏 Which stores are one is decided by supervisors. Please tell one of them what you have
noticed.\
""")


@pytest.mark.parametrize("payload", [PAIR, MERGED, NoDuplicates()])
def test_what_was_pressed_is_shown_in_its_place(
    payload: DuplicatePair | PairMerged | NoDuplicates,
) -> None:
    assert isinstance(render(payload, ENGLISH, READER), Text)
    placed = render(replace(payload, message_id=9), ENGLISH, READER)
    assert isinstance(placed, EditText)
    assert placed.message_id == 9


def test_presses_are_answered() -> None:
    told = {one.value: toast(PairPressed(one), ENGLISH, READER).text for one in PairPress}
    assert told == snapshot(
        {
            "merged": "Merged.",
            "kept": "They stay two stores.",
            "reopened": "Taken back.",
            "only_one": "This is the only pair left.",
            "decided": "A colleague was faster. You see here what was decided.",
            "gone": "One of these stores was merged with another one. /kembar shows the next.",
            "nothing_to_undo": "This was taken back before.",
            "merged_on": (
                "The store that stayed was itself merged later. Please take that back first."
            ),
            "not_supervisor": "A supervisor decides this. Please ask one of them.",
        }
    )
