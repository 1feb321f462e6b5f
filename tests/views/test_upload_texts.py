from inline_snapshot import snapshot

from crm.outbox.payload import Payload
from crm.uploads.categories import NamePart, Question
from crm.uploads.describing.payloads import DescriptionDraft, DescriptionQuestion
from crm.uploads.listing import Listing
from crm.uploads.naming.payloads import NameCheck, NamePartQuestion
from crm.uploads.naming.rules import findings, repaired
from tests.support.builders import NOW
from tests.support.reading import as_read
from views.rendering import Reader, render
from views.words import Catalogs


def read(payload: Payload) -> str:
    """Return what a seller who speaks Indonesian reads."""
    return as_read(render(payload, Catalogs.load()["id"], Reader(now=NOW, marketplace="Pasar")))


def test_the_first_part_is_asked_between_a_good_name_and_a_bad_one() -> None:
    assert read(NamePartQuestion("snacks", NamePart.KIND)) == snapshot("""\
🏷 <b>Nama produk</b> · 1 dari 4

Produk apa ini?
Contoh: <i>Keripik singkong</i>

👍 Keripik Singkong Balado Pedas Bu Tini 250 g
👎 KERIPIK TERMURAH!!! 🔥🔥 WA 0812 3456 7890

Sudah punya nama lengkapnya? Ketik saja langsung.
[⬅️ Kembali | ⏭ Lewati]
[🙋 Bantu saya di sini | ⏸ Nanti saja]\
""")


def test_a_later_part_shows_how_the_name_grows() -> None:
    asked = NamePartQuestion("snacks", NamePart.MATERIAL, so_far="Keripik Singkong")
    assert read(asked) == snapshot("""\
🏷 <b>Nama produk</b> · 2 dari 4
Sejauh ini: <b>Keripik Singkong</b>

Apa rasanya, atau dari bahan apa?
Contoh: <i>balado pedas</i>
[⏭ Lewati ini | ✅ Sudah semua]
[⬅️ Kembali]
[🙋 Bantu saya di sini | ⏸ Nanti saja]\
""")


def test_a_faulty_name_is_told_what_to_change() -> None:
    name = "Keripik TERMURAH!!! balado hubungi 0812 3456 7890"
    check = NameCheck("snacks", name, findings(name), repaired(name), built=False)
    assert read(check) == snapshot("""\
🏷 Namanya: <b>Keripik TERMURAH!!! balado hubungi 0812 3456 7890</b>

📵 Tanpa nomor telepon: “hubungi 0812 3456 7890”.
✂️ Tanpa “TERMURAH”: promo ada tempatnya sendiri.
🔠 Huruf besar semua sulit dibaca.
✂️ Tanpa emoji dan tanda seperti !!!

✨ Lebih baik: <b>Keripik Balado</b>
[✨ Pakai yang lebih baik]
[⌨️ Ketik sendiri | 🧩 Susun per bagian]
[⬅️ Kembali]
[🙋 Bantu saya di sini | ⏸ Nanti saja]\
""")


def test_a_good_name_can_be_used() -> None:
    assert read(NameCheck("snacks", "Keripik Singkong Balado Bu Tini 250 g")) == snapshot("""\
🏷 Namanya: <b>Keripik Singkong Balado Bu Tini 250 g</b>

✅ Nama yang bagus, mudah dicari pembeli.
[✅ Pakai nama ini]
[✏️ Nama barang | ✏️ Rasa]
[✏️ Merek, asal | ✏️ Ukuran, isi]
[⌨️ Ketik sendiri]
[⬅️ Kembali]
[🙋 Bantu saya di sini | ⏸ Nanti saja]\
""")


def test_a_question_has_the_usual_answers_to_press() -> None:
    assert read(DescriptionQuestion("snacks", Question.HALAL)) == snapshot("""\
📝 <b>Deskripsi</b> · 5 dari 8

Apakah halal? Tekan tombol, atau ketik nomor sertifikatnya.
Contoh: <i>Halal, nomor ID33110000123450122</i>
[✅ Bersertifikat halal | ⏳ Sedang diproses]
[✖️ Belum ada]
[⏭ Lewati ini | ✅ Sudah semua]
[⬅️ Kembali]
[🙋 Bantu saya di sini | ⏸ Nanti saja]\
""")


def test_the_draft_is_shown_with_what_would_make_it_better() -> None:
    listing = Listing("craft", "Tas Anyaman Pandan 30 cm", answers=(("region", "Rajapolah"),))
    assert read(DescriptionDraft(listing)) == snapshot("""\
📝 <b>Ini yang akan dibaca pembeli:</b>

<blockquote>Hadirkan kerajinan Indonesia di rumah Anda dengan Tas Anyaman Pandan 30 cm.

• Asal: Rajapolah

Ada pertanyaan? Silakan kirim pesan, kami senang membantu. Selamat
berbelanja!</blockquote>

❗ Wajib diisi: bahan, ukuran
💡 Pembeli juga suka tahu: keistimewaan, cara membuat, warna, pembuat, cara merawat
[✅ Pakai teks ini]
[🌐 Tambah bahasa Inggris | ⌨️ Ketik sendiri]
[✨ Keistimewaan | 🧶 Bahan]
[🖐 Cara membuat | 📏 Ukuran]
[🎨 Warna | 🧑 Pembuat]
[📍 Daerah asal | 🧼 Cara merawat]
[⬅️ Kembali]
[🙋 Bantu saya di sini | ⏸ Nanti saja]\
""")
