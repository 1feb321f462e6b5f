from dataclasses import replace

import pytest
from inline_snapshot import snapshot

from crm.macros.payloads import Declined as Why
from crm.macros.payloads import (
    Fillings,
    MacroAnswer,
    MacroCard,
    MacroCount,
    MacroDeclined,
    MacroLine,
    MacroOffer,
    MacroPreview,
    MacroSent,
    MacroShelf,
    MacroText,
    MacroTextPrompt,
)
from crm.macros.starters import Starter
from crm.outbox.payload import Payload
from crm.outbox.retelling import Retold
from models.tickets import Category
from tests.support.phone import ENGLISH, SRI, read
from tests.support.reading import wrapped
from views.message import EditText, Text
from views.rendering import render, worded
from views.words import Catalogs, Words

FILLINGS = Fillings(owner="Sri", store="Dapur <Sri>", number=12, staff="Dewi")
GREETING = MacroLine(3, "greeting", Starter.GREETING, 1_204)
OWN = MacroLine(4, "Promosi <penuh>", None, 0, active=False)
WORDS = MacroText(
    "id", text="Maaf {owner} & <b>{store}</b>, #{number} dari {marketplace}. {staff}"
)


def edited(payload: Payload, words: Words = ENGLISH) -> str:
    message = render(payload, words, SRI)
    assert isinstance(message, EditText)
    rows = [" | ".join(button.label for button in row) for row in message.buttons]
    return "\n".join((wrapped(message.html), *(f"[{row}]" for row in rows)))


def test_what_staff_wrote_is_filled_and_nothing_in_it_is_markup() -> None:
    assert read(MacroAnswer(WORDS, FILLINGS)) == snapshot("""\
Maaf Sri &amp; &lt;b&gt;Dapur &lt;Sri&gt;&lt;/b&gt;, #12 dari Pasar Kita. Dewi

<i>– Dewi</i>\
""")


def test_a_nameless_seller_is_addressed_all_the_same() -> None:
    said = MacroText("jv", starter=Starter.THANK_YOU)
    html = render(MacroAnswer(said, replace(FILLINGS, owner="")), Catalogs.load()["jv"], SRI)
    assert "Matur nuwun, panjenengan!" in str(html)


def test_the_indonesian_words_are_read_by_whoever_asks_for_them() -> None:
    said = MacroText("jv", text="Arta panjenengan nembe dipuntliti. " * 10)
    meant = MacroText("id", text="Uang Anda sedang kami periksa. " * 10)
    answer = MacroAnswer(said, FILLINGS, indonesian=meant)
    words = Catalogs.load()["jv"]
    shown = render(answer, words, SRI)
    assert isinstance(shown, Text)
    assert shown.html.startswith("Arta")
    assert [button.label for row in shown.buttons for button in row] == ["👁 Bahasa Indonesia"]
    assert "Uang Anda" in str(worded(answer, words.of("id"), SRI))


SUNDANESE = MacroText("su", text="Artos nuju dipariksa.")


@pytest.mark.parametrize(
    ("said", "meant", "others", "read_now"),
    [
        (MacroText("jv", text="Nembe."), MacroText("id", text="Uang"), (SUNDANESE,), "Artos"),
        (MacroText("jv", text="Nembe."), MacroText("id", text="Uang"), (), "Uang"),
        (
            MacroText("jv", starter=Starter.THANK_YOU),
            MacroText("id", starter=Starter.THANK_YOU),
            (),
            "Hatur nuhun",
        ),
        (
            MacroText("jv", text="Nembe."),
            MacroText("id", starter=Starter.THANK_YOU),
            (),
            "Hatur nuhun",
        ),
    ],
)
def test_an_answer_follows_its_seller_to_another_language(
    said: MacroText, meant: MacroText, others: tuple[MacroText, ...], read_now: str
) -> None:
    answer = MacroAnswer(said, FILLINGS, indonesian=meant, others=others)
    back = Retold(9, indonesian=False, said=MacroAnswer.template, facts=answer.params())
    shown = render(back, Catalogs.load()["su"], SRI)
    assert isinstance(shown, EditText)
    assert shown.html.startswith(read_now)


def test_an_answer_of_an_older_version_says_what_it_said() -> None:
    answer = MacroAnswer(MacroText("jv", text="Arta panjenengan. " * 30), FILLINGS)
    params = answer.params()
    del params["indonesian"]
    shown = render(MacroAnswer.load(params), Catalogs.load()["jv"], SRI)
    assert isinstance(shown, Text)
    assert (shown.html.startswith("Arta"), shown.buttons) == (True, ())


def test_what_suits_is_offered() -> None:
    offer = MacroOffer(ticket_id=12, category=Category.PAYMENT, lines=(GREETING, OWN))
    assert read(offer) == snapshot("""\
💬 <b>Answers for #12</b> · 💳 Payment or payout
Choose one to see what the seller will read. /balasan has them all.
[👋 Greeting]
[🔕 Promosi <penuh>]\
""")
    assert read(replace(offer, lines=())) == snapshot(
        "There is no answer for such reports yet. Supervisors write them by /balasan."
    )


PREVIEW = MacroPreview(
    ticket_id=12,
    line=GREETING,
    language="jv",
    indonesian=MacroText("id", starter=Starter.GREETING),
    said=MacroText("jv", starter=Starter.GREETING),
    fillings=FILLINGS,
    message_id=9,
)


def test_the_indonesian_stands_beside_what_the_seller_reads() -> None:
    assert edited(PREVIEW, Catalogs.load()["en"]) == snapshot("""\
👀 <b>👋 Greeting</b>

In Indonesian:
<blockquote>Halo Sri 👋

Terima kasih sudah menulis. Laporan <b>#12</b> sedang kami cek, nanti kami jawab di
sini.</blockquote>

The seller reads (Basa Jawa):
<blockquote>Kula nuwun, Sri 👋

Matur nuwun sampun nyerat. Laporan <b>#12</b> saweg kula tingali, mangké kula wangsuli
wonten mriki.</blockquote>
[📨 Send | ⬅️ Back]\
""")


def test_a_missing_language_is_told() -> None:
    words = MacroText("id", text="Maaf, penuh.")
    assert edited(replace(PREVIEW, line=OWN, indonesian=words, said=words)) == snapshot("""\
👀 <b>Promosi &lt;penuh&gt;</b>

⚠️ Nothing is written in Basa Jawa yet, so the seller reads Indonesian.

The seller reads (Bahasa Indonesia):
<blockquote>Maaf, penuh.</blockquote>
[📨 Send | ⬅️ Back]\
""")


def test_what_was_sent_is_shown() -> None:
    sent = MacroSent(
        line=OWN, said=MacroText("id", text="Penuh."), fillings=FILLINGS, message_id=9
    )
    assert edited(sent) == snapshot("""\
✅ Dewi sent this to the seller (<b>Promosi &lt;penuh&gt;</b>):
<blockquote>Penuh.</blockquote>\
""")


def test_the_shelf_counts_by_subject() -> None:
    counts = (MacroCount(None, 3), MacroCount(Category.ORDER, 2, off=1))
    assert read(MacroShelf(counts=counts, supervisor=True)) == snapshot("""\
📚 <b>Our canned answers</b>
They go to sellers in their own language. Press 💬 Answers on a report's card to use one.
[⭐ Any report (3) | 🧾 Order (1 + 🔕 1)]
[🆕 Write a new one]\
""")


CARD = MacroCard(
    line=GREETING,
    category=None,
    language="id",
    said=MacroText("id", starter=Starter.GREETING),
    written=("su",),
    supervisor=False,
)


@pytest.mark.parametrize(
    ("card", "shown"),
    [
        (
            CARD,
            snapshot("""\
💬 <b>👋 Greeting</b>
⭐ Any report · used 1,204 times

Bahasa Indonesia:
<blockquote>Hello {owner} 👋

Thank you for writing to us. We are looking into your report <b>#{number}</b> and answer
you here.</blockquote>
[🗣 English | 🗣 Basa Jawa]
[✅ Basa Sunda | 🗣 Basa Madhura]
[🗣 Bahaso Minang | 🗣 Bahase Betawi]
[🗣 Basa Ugi | 🗣 Bahasa Banjar]
[🗣 Basa Bali | 🗣 Bahsa Aceh]
[🗣 Hata Batak Toba | 🗣 Basa Dayak Ngaju]
[⬅️ Back]\
"""),
        ),
        (
            replace(
                CARD,
                line=OWN,
                category=Category.STORE,
                language="jv",
                said=MacroText("id", text="Penuh"),
                written=("id",),
                supervisor=True,
            ),
            snapshot("""\
💬 <b>Promosi &lt;penuh&gt;</b>
🏪 My store · used 0 times

🔕 Switched off: it is not offered.

Nothing is written in Basa Jawa yet; sellers who read it get the Indonesian words.
[✅ Bahasa Indonesia | 🗣 English]
[🗣 Basa Sunda | 🗣 Basa Madhura]
[🗣 Bahaso Minang | 🗣 Bahase Betawi]
[🗣 Basa Ugi | 🗣 Bahasa Banjar]
[🗣 Basa Bali | 🗣 Bahsa Aceh]
[🗣 Hata Batak Toba | 🗣 Basa Dayak Ngaju]
[✏️ Change the words]
[🔔 Switch on | 🗂 Category]
[⬅️ Back]\
"""),
        ),
        (
            replace(
                CARD, language="su", said=MacroText("su", text="Punten {owner}"), supervisor=True
            ),
            snapshot("""\
💬 <b>👋 Greeting</b>
⭐ Any report · used 1,204 times

Basa Sunda:
<blockquote>Punten {owner}</blockquote>
[🗣 Bahasa Indonesia | 🗣 English]
[🗣 Basa Jawa | 🗣 Basa Madhura]
[🗣 Bahaso Minang | 🗣 Bahase Betawi]
[🗣 Basa Ugi | 🗣 Bahasa Banjar]
[🗣 Basa Bali | 🗣 Bahsa Aceh]
[🗣 Hata Batak Toba | 🗣 Basa Dayak Ngaju]
[✏️ Change the words | 🧹 Take these back]
[🔕 Switch off | 🗂 Category]
[⬅️ Back]\
"""),
        ),
    ],
)
def test_a_macro_is_shown_in_one_language(card: MacroCard, shown: str) -> None:
    assert read(card) == shown


def test_whoever_writes_is_told_what_is_filled_in() -> None:
    prompt = MacroTextPrompt(line=OWN, language="su", telegram_id=7, name="Ratna")
    assert read(prompt) == snapshot("""\
✍️ <a href="tg://user?id=7">Ratna</a>, reply to this message with the words of <b>Promosi
&lt;penuh&gt;</b> in <b>Basa Sunda</b>.

What stands in braces is filled in: <code>{owner}</code> <code>{store}</code>
<code>{number}</code> <code>{staff}</code> <code>{marketplace}</code> become the owner,
the store, the report's number, your name and Pasar Kita.
(the keys are gone)\
""")


def test_a_wrong_placeholder_is_named() -> None:
    assert read(MacroDeclined(Why.UNKNOWN_BLANK, reply_to=5, blank="<nama>")) == snapshot("""\
✍️ I do not know what to fill in for “&lt;nama&gt;”. I know <code>{owner}</code>
<code>{store}</code> <code>{number}</code> <code>{staff}</code>
<code>{marketplace}</code>. Please put it right and reply once more.\
""")
