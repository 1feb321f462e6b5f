from inline_snapshot import snapshot

from crm.phrasebook.asking import asked, page_of
from crm.phrasebook.files import LANGUAGES, Section
from crm.phrasebook.glossing import glossed
from crm.phrasebook.payloads import WhichPhrasebook
from simulator.entities import parse_html, utf16_length
from tests.support.phone import SRI, read
from views.message import Text
from views.rendering import render
from views.words import Catalogs


def test_a_language_is_chosen_then_read_page_by_page() -> None:
    assert read(WhichPhrasebook()) == snapshot("""\
📖 <b>Which language?</b>
A word is looked up like this: <code>/kamus jawa harga</code>, from Indonesian or into it.
[English | Basa Jawa]
[Basa Sunda | Bahaso Minang]
[Basa Bali | Bahasa Banjar]
[Basa Ugi | Bahsa Aceh]
[Basa Madhura | Hata Batak Toba]
[Basa Dayak Ngaju | Bahase Betawi]\
""")
    assert read(page_of("jv", Section.GREETING)) == snapshot("""\
📖 <b>Basa Jawa</b> · 👋 Greetings

Selamat pagi → <b>Sugeng énjing</b> <i>[su-geng én-jing]</i>
Selamat siang → <b>Sugeng siang</b> <i>[su-geng si-yang]</i>
Selamat sore → <b>Sugeng sonten</b> <i>[su-geng son-ten]</i>
Selamat malam → <b>Sugeng dalu</b> <i>[su-geng da-lu]</i>
Halo → <b>Kula nuwun / Halo</b> <i>[ku-lo nu-wun / ha-lo]</i>
Selamat datang → <b>Sugeng rawuh</b> <i>[su-geng ra-wuh]</i>
Apa kabar? → <b>Pripun kabaripun?</b>
Kabar baik → <b>Saé-saé mawon</b> <i>[sa-é sa-é ma-won]</i>
Ini dengan siapa? → <b>Menika kaliyan sinten, nggih?</b> <i>[me-ni-ko ka-li-yan sin-ten,
ing-gih]</i>
Sampai jumpa lagi → <b>Mugi saged pinanggih malih</b> <i>[mu-gi sa-ged pi-nang-gih ma-
lih]</i>
Semoga laris → <b>Mugi-mugi laris</b>
Semoga sehat selalu → <b>Mugi-mugi tansah saras</b>

<i>Our own list; native speakers have yet to read it.</i>
[🙏 Courtesies | 💬 In a talk]
[🔤 Words | 🌐 Other languages]\
""")


def test_a_word_is_shown_with_what_it_is_elsewhere() -> None:
    assert read(asked("jawa harga", spoken=None)) == snapshot("""\
📖 <b>harga</b> · Basa Jawa

harga → <b>regi / rega / rego</b> <i>[re-gi / re-go]</i>
potongan harga → <b>potongan regi / diskon</b> <i>[po-to-ngan re-gi / dis-kon]</i>

<i>Our own list; native speakers have yet to read it.</i>\
""")
    assert read(asked("<antah>", spoken="su")) == snapshot("""\
📖 I have no “&lt;antah&gt;” for Basa Sunda. Try another word for it, or a part of what you
look for.
[🌐 Other languages]\
""")
    assert "Basa Sunda: harga → <b>" in read(asked("harga", spoken=None))


def test_a_gloss_says_that_it_is_none_but_a_gloss() -> None:
    said = glossed("Nuwun sewu, regane <zzxq> pira? toko.id", spoken="jv", reply_to=7)
    assert read(said) == snapshot("""\
📖 <b>Word by word</b> · Basa Jawa
<i>From our own word list, not a translation. ❔ is not in it.</i>

<b>Nuwun sewu,</b> permisi · <b>regane</b> harganya · &lt;zzxq&gt; ❔ · <b>pira?</b> berapa
· toko.id\
""")


def test_the_longest_of_all_fit() -> None:
    words = Catalogs.load()["id"]
    long = "menggugah " * 400
    payloads = [glossed(long, spoken="jv"), glossed("x" * 4000, spoken="jv")]
    pages = [
        page_of(tag, section, page=page)
        for tag in LANGUAGES
        for section in Section
        for page in range(9)
    ]
    for payload in (*payloads, *pages):
        message = render(payload, words, SRI)
        assert isinstance(message, Text)
        assert utf16_length(parse_html(str(message.html))[0]) <= 4096
