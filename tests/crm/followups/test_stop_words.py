import tomllib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.followups.stopwords import FILE, is_stop_word, languages

STOPS = (
    "berhenti", "Berhenti!", "BERHENTI", "berhenti.", "berhentiiii", "stop", "STOP!!!", "Stooop",
    "🛑 stop", "stop 🙏", "stop ya", "stop dong min", "tolong berhenti", "mohon berhenti ya kak",
    "Tolong stop kirim pesan", "stop, stop, stop", "stop. cukup.", "hentikan", "setop", "cukup",
    "cukup sudah", "sudah cukup, terima kasih", "jangan kirim lagi", "Jangan kirim pesan lagi!",
    "tolong jangan hubungi saya lagi", "jangan ganggu saya", "gak usah kirim lagi ya",
    "nggak usah kirim lagi", "tidak mau dihubungi lagi", "/stop", "stop bot", "*stop*",
    "s\u0301top", "\uff53\uff54\uff4f\uff50",
    "unsubscribe", "Unsubscribe, please", "stop it", "please stop messaging me", "leave me alone",
    "don't write to me", "don’t contact me", "no more messages", "enough!", "opt-out",
    "mandeg", "Mandheg", "mandek", "wis cukup", "sampun cekap", "aja kirim maneh",
    "ojo kirim maneh", "nyuwun pangapunten, kendel", "leren", "eureun", "Eureun, punten",
    "ulah ngirim deui", "entong ngirim deui", "tos cekap, nuhun", "baranti", "alah cukuik",
    "jan kirim lai", "suud", "da ngirim buin", "ampih", "paja", "bek kirém lé", "ka sép", "ambu",
    "ja' kerem pole", "unang tongos be", "sohot ma", "tende", "brenti", "udahan ya",
    "jangan kirim-kirim lagi",
    "jgn kirim lg", "Jgn krm pesan lg ya", "UNREG", "unsub", "jangan sms lagi", "jgn wa lagi kak",
    "tolong jgn hub sy lg", "gausah wa lagi", "stop chat", "saya tidak mau dihubungi lagi",
    "hapus nomor saya dari daftar", "sdh cukup, makasih",
    "stop sending me messages", "please take me off the list",
    "Sampun mboten usah ngirimi malih", "mpun cekap", "ojo ngirimi aku maneh", "aja chat maneh",
    "rasah kirim maneh", "aku emoh dikirimi maneh", "ojo ngganggu",
    "tong ngaganggu", "ulah chat abdi deui", "punten liren ngintun", "alim dikintunan deui",
    "jan kirim pasan lai", "jan kirim pasan juo lai!", "baranti mangirim pasan", "jan ganggu ambo",
    "eda ngulgul", "suud monto", "da chat buin", "sampunang ngirim malih",
    "jangan kirimi ulun lagi", "kada usah dikirimi lagi", "ampihi mangirim pasan",
    "aja'na takkiring", "Aja’na takkiring pappaseng", "pajani makkiring", "genne'ni",
    "bek kirem pesan le", "bek neukirém peusan lé", "piyoh kirem", "hana payah neukirem le",
    "jha' ngerem pessen pole", "jhek ngerem pole", "ta' osa ekerem pole", "ambu ngerem pesen",
    "unang be kirim", "unang ganggu ahu be", "so ma mangirim", "ndang pola kirim be",
    "ela mangirim hindai", "ela mangirim pesan akangku hindai", "tende mangirim", "ela ganggu aku",
    "jangan ngirimin aye lagi", "jangan cat aye lagi bang", "kagak usah ngirim-ngirim lagi",
    "ogah dikirimin lagi", "brentiin dong",
)  # fmt: skip
OTHERS = (
    "", " ", "🙏", "...", "ya", "tolong", "mohon bantuannya", "terima kasih", "halo min",
    "mesin jahit saya berhenti bekerja", "produksi berhenti karena hujan",
    "saya mau berhenti jualan",
    "jangan berhenti", "jangan stop", "kenapa pesanan berhenti?", "berhenti di mana?",
    "stopkontak rusak",
    "stop kontak di toko rusak", "stok habis", "stok", "non stop", "toko saya buka nonstop",
    "non-stop jualan", "cukup bagus", "cukup ramai", "stok cukup untuk minggu ini", "belum cukup",
    "apa sudah cukup fotonya", "modal tidak cukup", "jangan kirim", "jangan kirim barangnya dulu",
    "kirim lagi", "jangan", "tidak", "tidak usah", "batal", "tutup", "habis", "libur dulu",
    "kurir berhenti kirim ke Papua", "pembeli minta berhenti langganan",
    "saya ditipu, tolong hentikan akun itu",
    "hentikan pesanan 1234", "stop 1234", "1", "stop order nomor 5",
    "unsubscribe from the newsletter of the shop",
    "stop the order", "please stop the payment", "how do I stop the auction", "is this enough?",
    "leave a message", "don't stop", "mandeg mesine", "motorku mandeg ing dalan", "wis cukup apik",
    "eureun heula icalanana", "mesin eureun", "baranti manjua", "suud nganggo", "ampih bajualan",
    "ambu jalan", "saya berhenti di rumah sakit", "ayah saya wafat", "jangan khawatir",
    "jgn kirim brg nya lg", "jgn kirim dulu", "jangan kirim tagihan lagi saya sudah bayar",
    "jangan wa pembeli saya lagi", "hapus nomor saya yang lama", "nomor saya dihapus kenapa",
    "pembeli bilang jangan kirim lagi", "spam terus dari pembeli palsu", "stop promo",
    "unreg paket data gimana", "berhenti langganan iklan", "jangan telepon kurir lagi",
    "sampun dipunkirim malih", "aja ngirim barange dhisik", "ojo dikirim disik",
    "barangna ulah dikirim heula", "ulah dikirim deui barangna", "tong dikirim heula",
    "jan kirim barang tu lai", "jan dikirim dulu", "eda ngirim barange malu", "suud madagang",
    "jangan kirimi ulun barang rusak", "ampihi jualannya", "aja' takkiring barang e jolo",
    "bek kirem barang nyan dilee", "piyoh meukat", "ja' kerem barangnga pole",
    "unang kirim barang i be", "sohot manggadis", "ela mangirim ramu te", "tende bajual",
    "jangan ngirim barangnye dulu", "brenti dulu jualan, lagi pulang kampung", "brentiin iklannye",
    "stop " * 40,
)  # fmt: skip
WORD = st.sampled_from(("stop", "berhenti", "mandeg", "eureun", "jangan kirim lagi"))
AROUND = st.text(st.sampled_from(" .!?,…🙏🛑🏽-–*_\n\t"), max_size=5)
POLITE = st.sampled_from(("", "tolong", "mohon", "kak", "ya", "terima kasih", "punten"))
TRADE = st.sampled_from(
    ("mesin", "pesanan", "toko", "jualan", "produksi", "modal", "foto", "akun")
)


@pytest.mark.parametrize("text", STOPS)
def test_nothing_but_a_stop_word_is_one(text: str) -> None:
    assert is_stop_word(text)


@pytest.mark.parametrize("text", OTHERS)
def test_anything_else_is_none(text: str) -> None:
    assert not is_stop_word(text)


@given(WORD, POLITE, POLITE, AROUND, AROUND, st.booleans())
def test_whatever_dresses_a_stop_word_up_does_not_matter(
    word: str,
    before: str,
    after: str,
    left: str,
    right: str,
    loud: bool,  # noqa: FBT001 - drawn
) -> None:
    text = f"{before} {left} {word} {right} {after}"
    assert is_stop_word(text.upper() if loud else text)


@given(WORD, POLITE, TRADE, st.booleans())
def test_a_word_of_the_trade_beside_it_makes_it_another_sentence(
    word: str,
    polite: str,
    trade: str,
    first: bool,  # noqa: FBT001 - drawn
) -> None:
    words = (trade, polite, word) if first else (word, polite, trade)
    assert not is_stop_word(" ".join(words))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert is_stop_word(text) in {True, False}


def test_many_ways_are_known_in_every_language_and_none_is_written_twice() -> None:
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["stop"]
    assert [tag for tag, phrases in written.items() if len(phrases) < 30] == []
    for phrases in written.values():
        texts = [phrase.replace("'", "").replace("-", " ") for phrase in phrases]
        assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_every_language_of_sapa_has_its_words() -> None:
    assert languages() == {
        "id", "en", "jv", "su", "min", "ban", "bjn", "bug", "ace", "mad", "bbc", "nij", "bew",
    }  # fmt: skip
