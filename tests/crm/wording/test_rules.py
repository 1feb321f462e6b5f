from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.wording.rules import ALIKE, Rarity, Weighed, likeness, words_of

INCIDENTS = {
    "the code does not come": (
        "Kak tolong, kode OTP tidak masuk dari tadi pagi, saya gak bisa login",
        "OTP nya ga masuk2 kak, udah dicoba berkali kali",
        "Mau login tapi kode otp tidak dikirim ke hp saya",
        "Selamat pagi admin, saya tidak bisa masuk ke akun, kode OTP nya tidak pernah sampai 🙏",
        "Kode OTP mboten mlebet kak, kula mboten saged login",
        "kode otp teu asup wae, abdi teu tiasa login",
        "login gagal terus, otp gak nyampe",
    ),
    "nothing is paid out to one bank": (
        "Uang penjualan saya minggu lalu belum masuk ke rekening BCA",
        "Pencairan saldo gagal terus ke rekening bca dari semalam",
        "Kak saldo ga bisa dicairkan ke BCA, statusnya gagal",
        "tarik saldo ke bca gagal padahal rekening benar",
        "Dana penarikan saldo belum masuk rekening bca saya",
        "artos penarikan saldo dereng mlebet rekening BCA",
        "saldo teu tiasa dicairkeun ka rekening bca, gagal wae",
        "Withdrawal of my saldo to BCA failed twice",
    ),
    "no label can be printed": (
        "Label pengiriman JNE tidak bisa dicetak",
        "cetak resi jne error kak",
        "resi JNE gak keluar pas mau cetak label",
        "Tidak bisa print label jne, halamannya kosong",
        "nyetak label resi JNE mboten saged",
        "label resi jne teu tiasa dicitak",
    ),
}
EVERY_DAY = (
    "Saya lupa password akun toko saya, bagaimana cara reset?",
    "Lupa kata sandi, link reset di email tidak ada",
    "akun saya diblokir padahal tidak melakukan apa apa",
    "Tidak bisa login karena email saya sudah ganti",
    "Mau ganti nomor rekening bank mandiri atas nama suami",
    "Kenapa potongan komisi naik jadi 5 persen?",
    "Pembeli sudah bayar tapi statusnya masih menunggu pembayaran",
    "Bagaimana cara melihat laporan pendapatan bulanan?",
    "Voucher ongkir saya dipotong dari penjualan",
    "pembeli minta refund uang kembali, barang rusak",
    "Paket hilang di jalan, resi tidak bergerak 5 hari",
    "Kurir belum jemput barang dari kemarin",
    "alamat pembeli salah bagaimana mengubahnya",
    "ongkir ke papua mahal sekali",
    "Paket diretur pembeli tapi belum sampai",
)
WISHES = (
    (
        "Tolong tambahkan fitur video produk",
        "ada video di halaman produk dong kak",
        "Usul: foto produk bisa ditambah video pendek",
        "mbok nggih wonten video produk",
    ),
    (
        "Saya ingin ada mode gelap di aplikasi",
        "dark mode / mode gelap supaya mata tidak sakit",
        "tampilan mode gelap untuk malam hari",
    ),
    (
        "Gratis ongkir untuk pembeli baru",
        "program gratis ongkir diperbanyak",
        "ongkir gratis ke luar jawa",
    ),
    (
        "Bisa export laporan penjualan ke excel",
        "unduh laporan penjualan dalam bentuk excel",
        "laporan penjualan per bulan bisa didownload excel",
    ),
    ("chat pembeli ada balasan otomatis", "fitur balas otomatis untuk chat pembeli"),
    ("Ukuran foto produk diperbesar",),
    ("notifikasi pesanan masuk lewat whatsapp",),
    ("bisa jadwal libur toko",),
    ("fitur diskon bundling produk",),
    ("stok varian otomatis berkurang",),
)
TEXTS = st.text(max_size=200)


def like(one: str, other: str, rarity: Rarity) -> float:
    """Return how alike two texts are."""
    this, that = (Weighed.of(words_of(text), rarity) for text in (one, other))
    return likeness(this, that, rarity)


def told_alike(groups: list[tuple[str, ...]], rarity: Rarity) -> tuple[float, float]:
    """Return how many of the pairs found are right, and how many of the right ones are found."""
    texts = [(number, text) for number, group in enumerate(groups) for text in group]
    right = found = hits = 0
    for (one, this), (other, that) in combinations(texts, 2):
        alike = like(this, that, rarity) >= ALIKE
        right += one == other
        found += alike
        hits += alike and one == other
    return hits / found, hits / right


def test_reports_of_one_incident_are_told_from_everyday_ones_in_every_language() -> None:
    rarity = Rarity(words_of(text) for text in EVERY_DAY)
    groups = [*INCIDENTS.values(), *((text,) for text in EVERY_DAY)]

    precision, recall = told_alike(groups, rarity)

    assert precision >= 0.98
    assert recall >= 0.7


def test_wishes_for_the_same_are_found() -> None:
    texts = [words_of(text) for group in WISHES for text in group]

    precision, recall = told_alike(list(WISHES), Rarity(texts))

    assert precision >= 0.9
    assert recall >= 0.8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Uangnya BELUM masuk-masuk kak!!! 🙏", {"uang", "masuk"}),
        ("mengirim, dikirimkan, pengiriman, kirimanlah", {"kirim"}),
        ("menarik ditarik penarikan", {"tarik"}),
        ("kembali mengembalikan pengembalian", {"kembali"}),
        ("logiiiin https://umkm.example/a?b=saldo sri@example.com 0812345 Rp50.000 masuk2", {
            "login", "masuk",
        }),
        ("Wédang pécel", {"wedang", "pecel"}),
        ("diskon bulan menu", {"diskon", "menu"}),
        ("Tolong kak, toko saya kenapa ya? Terima kasih", set[str]()),
    ],
)  # fmt: skip
def test_words_are_what_a_text_is_about(text: str, words: set[str]) -> None:
    assert words_of(text) == words


def test_one_word_in_common_says_nothing() -> None:
    assert like("rekening", "rekening", Rarity()) == 0.0


def test_what_everybody_writes_weighs_less() -> None:
    rarity = Rarity([words_of("uang belum masuk"), words_of("uang kembali")])

    assert rarity.weight("otp") > rarity.weight("masuk") > rarity.weight("uang") == 1.0


@settings(max_examples=30)
@given(one=TEXTS, other=TEXTS)
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    found = like(one, other, Rarity())

    assert 0.0 <= found <= 1.0 + 1e-9
    assert found == like(other, one, Rarity())
