import tomllib
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding.corpus import LANGUAGES
from crm.understanding.fixed_phrases import words_of
from crm.understanding.requests import FILE, NAMES, answered, refused, requested

WISHES = (
    ("pakai bahasa Sunda", "su"),
    ("tolong pakai bahasa Sunda ya kak 🙏", "su"),
    ("Basa Jawa", "jv"),
    ("speak English please", "en"),
    ("english please", "en"),
    ("in english please", "en"),
    ("In English, please!", "en"),
    ("can you speak English?", "en"),
    ("could we switch to English please", "en"),
    ("do you speak english", "en"),
    ("Please reply in English", "en"),
    ("bisa bahasa Indonesia aja kak?", "id"),
    ("pake bhs indo dong min", "id"),
    ("halo kak, bisa pakai bahasa jawa?", "jv"),
    ("saya lebih ngerti bahasa Jawa", "jv"),
    ("jangan bahasa jawa, pakai bahasa indonesia saja", "id"),
    ("saya tidak mengerti bahasa Jawa, bahasa Indonesia saja", "id"),
    ("ganti bahasa Jawa ke Indonesia", "id"),
    ("ganti bahasa ke Bali", "ban"),
    ("bahasanya ganti Sunda dong", "su"),
    ("bisa bahasa bugis gak kak", "bug"),
    ("kulo nyuwun nganggé basa Jawi mawon", "jv"),
    ("nganggo boso jowo wae mas", "jv"),
    ("saged ngagem basa Jawi?", "jv"),
    ("ngomong jowo wae", "jv"),
    ("punten, tiasa nganggo basa Sunda wae atuh", "su"),
    ("anggo basa sunda we kang", "su"),
    ("abdi hoyong nganggo basa Sunda", "su"),
    ("nyarios Sunda wae nya", "su"),
    ("pakai baso Minang se lah da", "min"),
    ("buliah pakai bahaso minang?", "min"),
    ("ambo nio jo baso Minang sajo", "min"),
    ("mangecek Minang se lah", "min"),
    ("tiang dot nganggen basa Bali", "ban"),
    ("dados nganggen basa Bali nggih?", "ban"),
    ("titiang nunas anggen basa Bali manten", "ban"),
    ("mabasa Bali gen nah", "ban"),
    ("ulun handak mamakai bahasa Banjar haja", "bjn"),
    ("kawalah pakai bahasa Banjar?", "bjn"),
    ("bapandir Banjar haja pang", "bjn"),
    ("tabe', wedding pake basa Ugi?", "bug"),
    ("pakeki basa Ogi bawang", "bug"),
    ("maeloka pake basa ugi'", "bug"),
    ("mabbicara ugi mi", "bug"),
    ("jeut neupakek bahsa Acèh mantong?", "ace"),
    ("lon keuneuk pakek bahsa Aceh", "ace"),
    ("meubahsa Aceh mantong beh", "ace"),
    ("kaula terro ngangghuy bhâsa Madhurâ bhai", "mad"),
    ("tolong angghuy bhasa' Madura ghi", "mad"),
    ("olle ngangghuy bhasa madhura?", "mad"),
    ("boi do mamangke hata Batak?", "bbc"),
    ("pangke hata Toba ma lae", "bbc"),
    ("ahu naeng mangke hata batak", "bbc"),
    ("marhata Batak ma hita", "bbc"),
    ("hapan basa Dayak ih", "nij"),
    ("yaku handak mahapan basa Ngaju beh", "nij"),
    ("tau mahapan basa dayak ngaju lah?", "nij"),
    ("bapander Dayak ih", "nij"),
    ("pake bahase Betawi aje ye", "bew"),
    ("aye mao pake bahase betawi bang", "bew"),
    ("ngomong Betawi aje dah", "bew"),
    ("bahasa Jakarta aja", "bew"),
    ("bhsa sunda aja", "su"),
    ("use Sundanese", "su"),
    ("mohon gunakan bahasa Indonesia", "id"),
    ("bisa jawab pakai bahasa Sunda saja?", "su"),
    ("saya cuma bisa bahasa Madura", "mad"),
    ("Saya mau bahasa Aceh", "ace"),
    ("BAHASA SUNDA AJA MIN!!!", "su"),
)
NO_WISHES = (
    "jual buku bahasa sunda",
    "pakai bahasa inggris di deskripsi boleh?",
    "kamus jawa",
    "kamus bahasa jawa",
    "pembeli pakai bahasa inggris",
    "Buku bahasa Jawa saya tidak muncul di toko",
    "pembeli saya orang Jawa",
    "bisa kirim ke Bali?",
    "ke Bali bisa kak?",
    "kirim ke jawa",
    "bisa ke Bali?",
    "Sunda",
    "Bali",
    "Jakarta",
    "ke jakarta",
    "saya dari Aceh",
    "saya di Bali",
    "ganti ke Bali",
    "ganti alamat ke Jawa",
    "bahasa tubuh",
    "deskripsi bahasa Inggris",
    "judul pakai bahasa Inggris atau Indonesia?",
    "kopi Aceh",
    "batik Madura",
    "toko Padang",
    "nasi padang",
    "rendang minang",
    "ulos batak",
    "kain Bugis",
    "pakai kurir jawa",
    "pakai jawa",
    "buku pelajaran bahasa Indonesia kelas 5",
    "jual kaos tulisan bahasa sunda",
    "pembeli tidak mengerti bahasa Indonesia",
    "saya jual kamus bahasa Bali",
    "terjemahkan ke bahasa inggris",
    "tolong terjemahkan deskripsi ke bahasa Inggris",
    "english book",
    "selling english dictionaries",
    "in bali please",
    "use bahasa in the title",
    "ada pembeli dari Bali",
    "ongkir ke Madura berapa",
    "apa bahasa Bali dari terima kasih",
    "kursus bahasa inggris",
    "les bahasa jawa online",
    "label bahasa Inggris untuk ekspor",
    "produk saya pakai bahasa Jawa",
    "fotonya pakai bahasa inggris",
    "menu bahasa inggris",
    "aplikasi pakai bahasa Inggris terus",
    "seragam sekolah betawi",
    "kerak telor betawi",
    "boneka dayak",
    "bahasa",
    "menu",
    "saya tidak mengerti",
    "ora ngerti",
    "tidak bisa masuk",
    "jawa timur",
    "bahasa jawa barat",
    "saya orang sunda",
    "paket ke banjar belum sampai",
    "ugi",
    "pake sunda 2",
    "balik ka Bali",
)
REFUSALS = (
    "tidak mengerti bahasa Jawa",
    "saya nggak ngerti bahasa Sunda kak",
    "ora ngerti basa Jawa",
    "kula mboten ngertos basa Sunda",
    "gak paham bahasa inggris",
    "saya tidak bisa bahasa Inggris",
    "teu ngartos basa Jawa",
    "abdi teu ngarti basa jawa",
    "indak mangarati bahaso Jawa",
    "tiang nenten ngerti basa Jawa",
    "sing ngerti basa sunda",
    "ulun kada paham bahasa Jawa",
    "de'upahang basa Jawa",
    "hana meuphom bahsa Jawa",
    "kaula ta' ngarte bhasa Jaba",
    "dang huantusi hata Jawa",
    "yaku dia harati basa Jawa",
    "aye kagak ngarti bahase Jawa",
    "I don't understand Javanese",
    "I do not understand the language",
    "jangan pakai bahasa Jawa",
    "bukan bahasa Jawa",
    "kok pakai bahasa Jawa?",
    "bahasa Jawa saya tidak mengerti",
    "ganti bahasa",
    "mau ganti bahasa dong kak",
    "ubah bahasa",
    "pilih bahasa",
    "ganti bahasanya",
    "change the language please",
    "gentos basa",
    "pile basa",
    "ganti hata",
    "tidak mengerti bahasanya",
    "saya gak ngerti bahasa ini",
)
ANSWERS = (
    ("Sunda", "su"),
    ("Minang aja kak", "min"),
    ("Batak Toba, min", "bbc"),
    ("saya Bali kak", "ban"),
    ("jowo wae", "jv"),
    ("basa Dayak ih", "nij"),
    ("pakai Banjar haja", "bjn"),
    ("English", "en"),
)
NO_ANSWERS = ("Jakarta", "Toko Sunda", "Sasak", "saya dari Bali", "ke Bali bisa?", "kain Bali")


@pytest.mark.parametrize(("text", "tag"), WISHES)
def test_a_wish_names_its_language(text: str, tag: str) -> None:
    assert requested(text) == tag
    assert answered(text) == tag
    assert not refused(text)


def test_wishes_of_every_language_are_known() -> None:
    assert {tag for _, tag in WISHES} == set(NAMES.values()) == set(LANGUAGES)


@pytest.mark.parametrize("text", NO_WISHES)
def test_whoever_says_more_wishes_for_nothing(text: str) -> None:
    assert requested(text) is None
    assert not refused(text)


@pytest.mark.parametrize("text", REFUSALS)
def test_whoever_does_not_understand_a_language_does_not_wish_for_it(text: str) -> None:
    assert requested(text) is None
    assert refused(text)


@pytest.mark.parametrize(("text", "tag"), ANSWERS)
def test_a_name_alone_answers(text: str, tag: str) -> None:
    assert answered(text) == tag


@pytest.mark.parametrize("text", NO_ANSWERS)
def test_a_place_is_no_answer(text: str) -> None:
    assert answered(text) is None


def test_a_phrase_is_of_one_kind() -> None:
    file = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kinds = defaultdict[tuple[str, ...], set[str]](set)
    for kind, by_language in {**file, "name": {"": list(NAMES)}}.items():
        for phrase in (one for some in by_language.values() for one in some):
            kinds[words_of(phrase)].add(kind)
    assert {phrase: found for phrase, found in kinds.items() if len(found) > 1} == {}
    assert set(file["around"]) == set(LANGUAGES)


@given(st.lists(st.sampled_from([text for text, _ in WISHES] + list(REFUSALS)), max_size=4))
def test_whatever_is_joined_is_read_and_never_both(texts: list[str]) -> None:
    text = " ".join(texts)
    assert not (requested(text) and refused(text))


@given(st.sampled_from(WISHES), st.sampled_from(["produk", "toko", "buku", "dijual", "kirim"]))
def test_a_word_of_the_trade_makes_it_something_else(wish: tuple[str, str], word: str) -> None:
    assert requested(f"{wish[0]} {word}") is None
    assert requested(f"{word} {wish[0]}") is None
