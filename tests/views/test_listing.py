from inline_snapshot import snapshot

from crm.uploads.listing import Listing
from views.listing import description, listing_block, missing
from views.words import Catalogs

WORDS = Catalogs.load()
KERIPIK = Listing(
    category="snacks",
    name="Keripik Singkong Balado 250 g",
    price=15000,
    stock=20,
    photos=3,
    answers=(
        ("special", "renyah dan gurih"),
        ("ingredients", "singkong, cabai, garam."),
        ("net", "250 g"),
        ("halal", "yes"),
        ("permit", "no"),
        ("storage", "di tempat kering"),
    ),
)


def test_a_description_sells_with_what_was_answered_and_nothing_else() -> None:
    assert description(KERIPIK, WORDS["id"]) == snapshot("""\
Cari camilan yang bikin ingin lagi? Coba Keripik Singkong Balado 250 g. Renyah dan gurih.

• Komposisi: Singkong, cabai, garam
• Isi bersih: 250 g
• Halal: Bersertifikat halal

• Penyimpanan: Di tempat kering

Ada pertanyaan? Silakan kirim pesan, kami senang membantu. Selamat berbelanja!\
""")


def test_a_description_is_drafted_in_english_too() -> None:
    assert description(KERIPIK, WORDS["en"]) == snapshot("""\
Looking for a snack that makes you want more? Try Keripik Singkong Balado 250 g. Renyah dan gurih.

• Ingredients: Singkong, cabai, garam
• Net content: 250 g
• Halal: Certified halal

• Storage: Di tempat kering

Any questions? Write to us here, we are glad to help. Happy shopping!\
""")


def test_a_description_is_indonesian_whatever_the_seller_speaks() -> None:
    for language in ("jv", "su"):
        assert description(KERIPIK, WORDS[language].of("id")) == description(KERIPIK, WORDS["id"])


def test_the_sellers_own_text_stands_in_for_the_draft() -> None:
    own = Listing(category="snacks", name="Keripik", description="Keripik buatan ibu.")
    assert description(own, WORDS["id"]) == "Keripik buatan ibu."
    assert description(own, WORDS["en"]).startswith("Looking for a snack")


def test_a_listing_is_shown_field_by_field_with_what_is_missing() -> None:
    assert str(listing_block(KERIPIK, WORDS["id"], told=60)) == snapshot("""\
Kategori: 🍪 Camilan dan kue
Nama: <b>Keripik Singkong Balado 250 g</b>
Harga: Rp15.000
Stok: 20
Foto: 3

<blockquote>Cari camilan yang bikin ingin lagi? Coba Keripik Singkong B…</blockquote>

✏️ Masih kurang: berat, daya simpan\
""")


def test_what_is_missing_is_told_by_code() -> None:
    assert missing(KERIPIK) == ("weight", "shelf_life")
    assert missing(Listing(category="", description="Teks")) == (
        "category", "photos", "name", "price", "stock", "weight",
    )  # fmt: skip
