from dataclasses import replace

from inline_snapshot import snapshot

from crm.sellers.payloads import (
    Apology,
    ConsentDeclined,
    ConsentNeeded,
    ConsentQuestion,
    LanguageChosen,
    LanguageQuestion,
)
from tests.support.phone import read, read_toast


def test_an_apology_says_what_to_do() -> None:
    assert read(Apology()) == snapshot("""\
Sorry, something went wrong on our side 🙏 Our team has been told.

Please try once more in a few minutes.
[🙋 Report a problem | 🏠 Menu]\
""")


def test_a_stranger_is_greeted_and_asked_for_a_language() -> None:
    assert read(LanguageQuestion(first=True)) == snapshot("""\
Hello 👋 This is the seller helpdesk of <b>Pasar Kita</b>. Which language shall we speak
with you?

<i>Pilih bahasa · Choose your language · Pilih basa</i>
[Bahasa Indonesia | English]
[Basa Jawa | Basa Sunda]
[Basa Madhura | Bahaso Minang]
[🌐 Other languages]\
""")


def test_a_seller_is_asked_plainly() -> None:
    assert read(LanguageQuestion(first=False)) == snapshot("""\
Which language shall we speak with you?

<i>Pilih bahasa · Choose your language · Pilih basa</i>
[Bahasa Indonesia | English]
[Basa Jawa | Basa Sunda]
[Basa Madhura | Bahaso Minang]
[🌐 Other languages]\
""")


def test_languages_that_are_less_likely_are_a_page_away() -> None:
    near = LanguageQuestion(first=False, province="Sumatera Barat")
    assert "[Bahaso Minang | Bahasa Indonesia]" in read(near)
    assert read(replace(near, page=1)) == snapshot("""\
Which language shall we speak with you?

<i>Pilih bahasa · Choose your language · Pilih basa</i>
[Bahase Betawi | Basa Ugi]
[Bahasa Banjar | Basa Bali]
[Bahsa Aceh | Hata Batak Toba]
[Basa Dayak Ngaju]
[⬅️ Back]\
""")


def test_consent_says_what_is_kept_and_why() -> None:
    assert read(ConsentQuestion(waiting=1)) == snapshot("""\
Before we begin, one question 🙏

To help you, we keep what you write and send here, so that our team can read it and
answer. We use it only to help you and your store.

Is that all right with you?

✍️ We have kept your message and come back to it in a moment.
[✅ Yes, I agree]
[🙏 No, do not keep it]\
""")


def test_a_no_is_respected() -> None:
    assert read(ConsentDeclined()) == snapshot("""\
That is all right 🙏 Our team sees nothing of what you have written here.

This also means that we cannot take reports from you in this chat. You can still read how
we help and choose your language. If you change your mind, press <b>✅ I agree</b> at any
time.
[✅ I agree]
[❓ Help | 🌐 Language]\
""")


def test_a_message_without_consent_is_said_to_be_unseen() -> None:
    assert read(ConsentNeeded(said=True)) == snapshot("""\
Thank you for writing 🙏 You did not want us to keep your messages, so our team has not
seen this one.

If you would like our help, press <b>✅ I agree</b> and then send it once more.
[✅ I agree]
[❓ Help | 🌐 Language]\
""")


def test_a_wish_without_consent_leads_to_it() -> None:
    assert read(ConsentNeeded()) == snapshot("""\
For this our team must be able to read what you write. Is that all right with you now?
Then press <b>✅ I agree</b>.
[✅ I agree]
[❓ Help | 🌐 Language]\
""")


def test_the_language_is_confirmed_by_its_own_name() -> None:
    assert read_toast(LanguageChosen()) == snapshot("English")
