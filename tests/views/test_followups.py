from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations

from inline_snapshot import snapshot

from crm.followups.letters import Answer, Letter
from crm.followups.payloads import (
    AnswerKnown,
    CallPromised,
    DraftWaiting,
    FollowUpMessage,
    GladYouAreFine,
    NotYourFollowUp,
)
from models.uploads import UploadStep
from tests.support.builders import NOW
from tests.support.reading import as_read
from views.followups import follow_up
from views.message import Text
from views.rendering import Reader, render, toast
from views.words import Catalogs, Words

ANSWERS = (Answer.FINE, Answer.PROBLEM, Answer.CALL, Answer.STOP)
CATALOGS = Catalogs.load()
ENGLISH = Words("en", NullTranslations())
SRI = Reader(
    now=NOW, marketplace="Pasar Kita", zone="Asia/Makassar", name="Bu Sri", store="Dapur <Sri>"
)
NAMELESS = Reader(now=NOW, marketplace="Pasar Kita", store="Dapur Sri")


def test_a_letter_has_the_answers_below_it() -> None:
    assert as_read(
        render(FollowUpMessage(7, Letter.LONG_NOT_SEEN, ANSWERS), ENGLISH, SRI)
    ) == snapshot("""\
Hello Bu Sri 👋

How is <b>Dapur &lt;Sri&gt;</b> doing? It has been a while since we saw you at Pasar Kita,
and we would love to hear from you.

Is there anything we can help with? One tap is enough.
[😊 I am fine]
[🙋 I have a problem]
[📞 Please call me]
[🔕 Stop writing to me]\
""")


def test_a_letter_to_somebody_without_a_name() -> None:
    letter = FollowUpMessage(7, Letter.HOW_ARE_YOU)
    assert as_read(render(letter, ENGLISH, NAMELESS)) == snapshot("""\
Hello 👋

How is <b>Dapur Sri</b> doing? We at Pasar Kita would love to hear from you.

Is there anything we can help with? One tap is enough.\
""")


def test_the_buttons_name_the_answers() -> None:
    message = follow_up(FollowUpMessage(7, Letter.WHAT_HINDERS, tuple(Answer)), ENGLISH, SRI)
    assert isinstance(message, Text)
    assert [(row[0].label, row[0].data) for row in message.buttons] == snapshot(
        [
            ("😊 I am fine", "1~fu~7~fine"),
            ("🙋 I have a problem", "1~fu~7~problem"),
            ("📞 Please call me", "1~fu~7~call"),
            ("🔕 Stop writing to me", "1~fu~7~stop"),
            ("📷 Help me upload", "1~fu~7~upload"),
            ("▶️ Continue the listing", "1~fu~7~resume"),
            ("🕑 Not now", "1~fu~7~later"),
            ("⏳ No time", "1~fu~7~no_time"),
            ("📱 The app is hard", "1~fu~7~hard_app"),
            ("📷 Photos are hard", "1~fu~7~no_photos"),
            ("📦 No stock", "1~fu~7~no_stock"),
            ("🛒 No buyers", "1~fu~7~no_buyers"),
            ("🚚 Shipping is dear", "1~fu~7~shipping"),
            ("🚪 My store rests", "1~fu~7~closed"),
            ("💬 Something else", "1~fu~7~other"),
        ]
    )


def test_fine() -> None:
    assert as_read(render(GladYouAreFine(), ENGLISH, SRI)) == snapshot("""\
That is good to hear, thank you! 😊

We wish <b>Dapur &lt;Sri&gt;</b> many orders. Whenever you need us, just write here.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_a_call_at_once() -> None:
    promise = CallPromised(phone="+6281234567890", at=NOW)
    assert as_read(render(promise, ENGLISH, SRI)) == snapshot("""\
With pleasure 📞

Our team is at work now and will call you on +6281234567890 as soon as someone is free.

Is that not the right number? Write the right one here.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_a_call_tomorrow_in_the_sellers_own_time() -> None:
    promise = CallPromised(phone="+6281234567890", at=NOW + timedelta(hours=23))
    assert as_read(render(promise, ENGLISH, SRI)) == snapshot("""\
With pleasure 📞

Our team is at work again from <b>17 Nov 2026 09.00</b> (your local time) and will then
call you on +6281234567890.

Is that not the right number? Write the right one here.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_a_call_without_a_number() -> None:
    assert as_read(render(CallPromised(phone=None, at=NOW), ENGLISH, SRI)) == snapshot("""\
We would be glad to call you 📞

We do not have your phone number yet: please write it here, and our team will see it.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_toasts() -> None:
    said = [toast(payload, ENGLISH, SRI).text for payload in (AnswerKnown(), NotYourFollowUp())]
    assert said == snapshot(
        ["We have noted that already, thank you!", "This question was meant for another store."]
    )


def test_the_letter_about_a_listing_names_it_and_its_step() -> None:
    answers = (Answer.RESUME, Answer.STOP)
    draft = DraftWaiting(UploadStep.PHOTOS, "Keripik <pedas>")
    letter = FollowUpMessage(7, Letter.UNFINISHED_LISTING, answers, draft)
    assert as_read(render(letter, ENGLISH, SRI)) == snapshot("""\
Hello Bu Sri 👋

Your product page for <b>Keripik &lt;pedas&gt;</b> is kept just as you left it.

We stopped at this step: <b>photos</b>.

Only small questions are left. Shall we go on together? In our Telegram chat, /unggah
leads there at any time.
[▶️ Continue the listing]
[🔕 Stop writing to me]\
""")
    nameless = replace(letter, draft=DraftWaiting(UploadStep.NAME))
    assert as_read(render(nameless, CATALOGS["id"], SRI)) == snapshot("""\
Halo Bu Sri 👋

Isian produknya masih tersimpan, persis seperti terakhir ditinggalkan.

Terakhir sampai di langkah: <b>nama</b>.

Tinggal beberapa pertanyaan kecil. Mau dilanjutkan bersama? Di chat Telegram kami, /unggah
membawa ke sana kapan saja.
[▶️ Lanjut isi produk]
[🔕 Berhenti kirim kabar]\
""")
