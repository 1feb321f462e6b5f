"""What is said to a question and is no answer to it."""

import pytest

from crm.understanding.asides import Aside, aside, is_trouble
from crm.understanding.corpus import LANGUAGES, sentences
from crm.understanding.intents import Intent
from crm.understanding.reading import read, read_all

PROBLEMS = frozenset({
    Intent.LOGIN, Intent.PAYMENT, Intent.ORDER, Intent.SHIPPING, Intent.PRODUCT, Intent.STORE,
    Intent.HUMAN, Intent.UPLOAD, Intent.SUGGESTION,
})  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("batal", Aside.LATER),
        ("nanti saja kak 🙏", Aside.LATER),
        ("Gak jadi deh", Aside.LATER),
        ("engke wae", Aside.LATER),
        ("mengko ae", Aside.LATER),
        ("never mind", Aside.LATER),
        ("belum punya toko kak", Aside.STORELESS),
        ("alun punyo toko", Aside.STORELESS),
        ("I don't have a shop yet", Aside.STORELESS),
        ("saya lupa nama tokonya kak", Aside.FORGOTTEN),
        ("hilap nami tokona", Aside.FORGOTTEN),
        ("tolong saya bingung", Aside.LOST),
        ("gak ngerti kak", Aside.LOST),
        ("maksudnya apa ya?", Aside.LOST),
        ("kada paham ulun", Aside.LOST),
        ("bantu saya kak", Aside.LOST),
        ("tulungan abdi", Aside.LOST),
        ("tulong lon", Aside.LOST),
        ("help me please", Aside.LOST),
        ("nanti saya lanjutkan ya", Aside.LATER),
        ("sudah cukup", Aside.ENOUGH),
    ],
)
def test_a_whole_message_is_taken_for_one(text: str, said: Aside) -> None:
    assert aside(text) is said


@pytest.mark.parametrize(
    "text",
    [
        "tidak ada", "tidak bisa", "iya", "tidak pedas", "besok saya kirim 20 lagi",
        "toko bayar nanti", "Batal Nikah Store", "tolong cek stok 5", "", "🙏", "lupa lapar",
        "makasih sudah bantu saya kak", "thank you for your help",
    ],
)  # fmt: skip
def test_what_may_be_an_answer_is_none(text: str) -> None:
    assert aside(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "uang saya belum masuk kak dari kemarin",
        "akun saya diblokir kenapa ya kak",
        "paket saya belum dijemput kurir dari kemarin",
        "kak duit hasil jualan blm cair udh seminggu",
        "dhuwit kula dereng mlebet saking wingi",
        "artos abdi teu acan lebet ti kamari",
        "pitih ambo alun masuak dari kapatang",
        "peng lon gohlom tamong dari baroe",
        "my money has not arrived since yesterday",
    ],
)
def test_a_trouble_is_told_even_where_a_product_is_described(text: str) -> None:
    assert is_trouble(text, read(text))
    assert is_trouble(text, read(text), plainly=True)


@pytest.mark.parametrize(
    "text",
    [
        "keripik singkong balado tidak pedas tanpa pengawet",
        "barang belum dicuci, kondisi baru, belum pernah dipakai",
        "sudah dipotong dan siap goreng",
        "garansi uang kembali kalau barang rusak atau hilang",
        "kalau pesanan belum sampai seminggu kami kirim ulang",
        "produk kami belum pernah dikomplain pembeli",
        "pesanan dikirim setiap hari, hari minggu tidak kirim",
        "tidak ada varian kak cuma satu",
        "stok tinggal 5, sisanya belum datang",
        "20 kg belum sama kardusnya",
        "Tas Kulit Belum Pernah Dipakai Asli Garut",
    ],
)
def test_what_a_product_is_like_is_none(text: str) -> None:
    assert not is_trouble(text, read(text), plainly=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_talk_about_other_things_is_hardly_ever_taken_for_a_trouble(language: str) -> None:
    texts = [one.text for one in sentences(language) if one.intent not in PROBLEMS]
    taken = [is_trouble(*both) for both in zip(texts, read_all(texts), strict=True)]
    assert sum(taken) <= len(taken) / 100
