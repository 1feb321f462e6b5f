import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from crm.followups.letters import Letter
from crm.followups.payloads import FollowUpMessage, GladYouAreFine
from tests.support.builders import NOW
from tests.support.reading import wrapped
from tests.views.test_every_view import CATALOGS, a_reader
from views.followup_words import letter_words
from views.letters import Email, Ways, letter
from views.message import unmarked
from views.rendering import Reader, UnknownTemplate
from views.words import LANGUAGES

INVITED = Ways(
    chat="https://t.me/sapa_bot?start=TOKEN",
    stop="https://sapa.example/berhenti/MARK",
    invites=True,
)
LINKED = Ways(
    chat="https://t.me/sapa_bot",
    stop="mailto:bounces+MARK@pasar.example?subject=berhenti",
    invites=False,
)
SRI = Reader(now=NOW, marketplace="Pasar Kita", name="Bu Sri", store="Dapur <Sri>")


def worded(which: Letter, language: str, ways: Ways, reader: Reader = SRI) -> Email:
    """Return a letter in a language."""
    return letter(FollowUpMessage(7, which), CATALOGS[language], reader, ways)


def test_an_invitation() -> None:
    email = worded(Letter.INVITATION, "id", INVITED)

    assert email.subject == snapshot("Undangan untuk Dapur <Sri>")
    assert wrapped(email.text) == snapshot("""\
Halo Bu Sri 👋

Sekarang Kakak bisa chat dengan tim penjual Pasar Kita di Telegram: minta bantuan, lapor
masalah, dapat kabar.

Undangan ini langsung menghubungkan Kakak dengan Dapur <Sri>.

Chat dengan kami di Telegram:
https://t.me/sapa_bot?start=TOKEN

Undangan ini khusus untuk Dapur <Sri>.

Atau balas saja surat ini.

Salam hangat,
tim penjual Pasar Kita

--
Surat ini dikirim karena Dapur <Sri> berjualan di Pasar Kita.
Berhenti kirim surat:
https://sapa.example/berhenti/MARK\
""")
    assert wrapped(re.sub(' style="[^"]*"', "", email.html)) == snapshot("""\
<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<div>
<p>Halo Bu Sri 👋</p>
<p>Sekarang Kakak bisa chat dengan tim penjual Pasar Kita di Telegram: minta bantuan,
lapor masalah, dapat kabar.</p>
<p>Undangan ini langsung menghubungkan Kakak dengan <b>Dapur &lt;Sri&gt;</b>.</p>
<p><a href="https://t.me/sapa_bot?start=TOKEN">Chat dengan kami di Telegram</a></p>
<p>Undangan ini khusus untuk <b>Dapur &lt;Sri&gt;</b>.</p>
<p>Sedang di depan komputer? Arahkan kamera HP ke gambar ini.</p>
<p><img src="cid:qr@sapa" alt="Undangan sebagai kode QR" width="180" height="180"></p>
<p>Atau balas saja surat ini.</p>
<p>Salam hangat,<br>
tim penjual Pasar Kita</p>
<p>Surat ini dikirim karena <b>Dapur &lt;Sri&gt;</b> berjualan di Pasar Kita.<br>
<a href="https://sapa.example/berhenti/MARK">Berhenti kirim surat</a></p>
</div>
</body>
</html>\
""")
    assert email.qr == INVITED.chat


def test_a_letter_to_a_store_that_chats_already() -> None:
    email = worded(Letter.DORMANT, "en", LINKED)

    assert email.subject == snapshot("We think of Dapur <Sri>")
    assert wrapped(email.text) == snapshot("""\
Hello Bu Sri 👋

It has been a while since we met, and we hope that all is well with you.

Dapur <Sri> still has its place at Pasar Kita. If something makes it hard to go on, tell
us: perhaps there is an easy way.

Chat with us on Telegram:
https://t.me/sapa_bot

Or simply answer this letter.

Warm greetings,
the seller team of Pasar Kita

--
You get this letter because Dapur <Sri> sells at Pasar Kita.
No more letters, please:
mailto:bounces+MARK@pasar.example?subject=berhenti\
""")
    assert email.qr is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", Letter)
def test_every_letter_is_short_and_has_a_subject(which: Letter, language: str) -> None:
    said = letter_words(which, CATALOGS[language], SRI)

    assert 0 < len(said.subject) <= 60
    assert 2 <= len(said.paragraphs) <= 5
    assert len(unmarked(said.html)) <= 450
    assert "Bu Sri" in said.paragraphs[0]


@given(
    which=st.sampled_from(Letter),
    reader=st.randoms(use_true_random=False).map(a_reader),
    language=st.sampled_from(LANGUAGES),
)
def test_nothing_that_people_are_called_becomes_markup(
    which: Letter, reader: Reader, language: str
) -> None:
    email = worded(which, language, INVITED, reader)

    assert "<b>&\"' 🙂</i>" not in email.html
    assert email.subject == " ".join(email.subject.split())
    assert len(email.html) < 16_000


def test_what_has_no_letter_says_so() -> None:
    with pytest.raises(UnknownTemplate):
        letter(GladYouAreFine(), CATALOGS["id"], SRI, LINKED)
