"""What may be a store's name, and what surely is none."""

import pytest

from crm.sellers.naming import StoreAnswer, store_answer
from crm.understanding.reading import read

NAMES = """
Toko Batik Ayu
dapur mama riri
UD Sumber Rejeki
kripik pisang bu tini
hapus noda laundry
toko saya namanya Berkah Jaya
nama tokonya warung bu siti
BATIK KERIS SOLO
toko kue ulang tahun murah jakarta
Sambal Bu Rudy
sambel pecel mbok jum
jual baju anak murah
pusat grosir hijab tanah abang
CV Maju Mundur
rumah jahit ibu sri
bakso pak kumis cabang 2
Kopi Janji Manis
oleh oleh khas malang
stop kontak elektronik
Toko Bangunan Tidak Ada Lawan
kirim aja ekspedisi
toko emas rejeki
@batikayu_official
batik_ayu
Ayu's Kitchen
toko bayar nanti
Roti Gak Jadi Kurus
kedai kopi nanti malam
Warung Makan Sehat
tas kulit garut asli
makaroni ngehe
songket palembang cek ida
laundry kiloan express
keripik singkong pedas balado
pesanan kue kering lebaran
order hampers ibu dewi
pembayaran online center
uang kuno koleksi
lupa lapar
tidak biasa store
Menu Sehat Ibu
Salam Catering
penjahit baju pengantin dan kebaya modern
jasa pengiriman barang cepat
nggih, toko batik ayu
nama toko saya toko kue bunda kak
toko online perlengkapan bayi murah meriah
dapur umi masakan rumahan dan catering
212
"""
OTHERS = """
LATER tidak
LATER batal
LATER menu
LATER nanti saja
LATER nanti aja kak
LATER gak jadi
LATER belum punya toko
LATER gak punya toko kak
LATER saya belum jualan
LATER tokonya belum jadi kak
LATER durung duwe toko
LATER can boga toko
FORGOTTEN saya lupa nama tokonya kak
FORGOTTEN tidak tahu nama tokonya
FORGOTTEN lupa
NOTHING stop
NOTHING berhenti
NOTHING jangan kirim pesan lagi
NOTHING hapus data saya
NOTHING lapor
NOTHING bantuan
NOTHING laporan saya
NOTHING makasih kak 🙏🙏
NOTHING halo kak
NOTHING assalamualaikum
NOTHING iya
NOTHING ok kak
NOTHING 🙏🙏
NOTHING 😡
NOTHING ???
MATTER uang sy blm cair udh 5 hr
MATTER mau bicara sama orang
MATTER mau bicara dengan admin
MATTER pesanan saya belum dikirim sudah seminggu
MATTER saya tidak bisa login ke akun saya
MATTER uang saya belum masuk kak dari kemarin
MATTER produk saya hilang dari toko kemarin
MATTER kurir tidak datang menjemput paket saya
MATTER kenapa toko saya ditutup ya kak
MATTER dhuwit kula dereng mlebet saking wingi
MATTER artos abdi teu acan lebet ti kamari
MATTER pembeli minta batal padahal barang sudah saya bungkus dan siap kirim
MATTER tokonya yang mana ya?
MATTER tolong saya bingung
MATTER gak ngerti kak
MATTER maksudnya apa kak
"""


@pytest.mark.parametrize("text", NAMES.strip().splitlines())
def test_a_name_is_taken_however_it_is_written(text: str) -> None:
    assert store_answer(text, read(text)) is StoreAnswer.NAME


@pytest.mark.parametrize("line", OTHERS.strip().splitlines())
def test_words_for_something_else_are_no_name(line: str) -> None:
    answer, _, text = line.partition(" ")
    assert store_answer(text, read(text)) is StoreAnswer[answer]
