import time

import pytest

from crm.uploads.contacts import Contact, contacts_in, without_contacts
from crm.uploads.plain import plain

PHONES = (
    "0812 3456 7890",
    "0812-3456-789",
    "+62 812-3456-7890",
    "(0274) 561234",
    "0 8 1 2 - 3 4 5 6 7 8 9",
    "nol delapan satu dua tiga empat lima enam tujuh delapan",
    "noldelapansatuduatigaempatlimaenamtujuhdelapan",
    "nol 8 satu 2 tiga 4 lima 6 tujuh 8",
    "o8i2 34567890",
    "٠٨١٢٣٤٥٦٧٨٩",
    "０８１２３４５６７８９",  # noqa: RUF001 - what it is about
    "0812\u200b3456\u200b7890",
    "".join(chr(0x1D7CE + int(digit)) for digit in "081234567890"),
    "wa 8123456789",
)
LINKS = (
    "https://tokoku.example/x",
    "www.tokoku.example",
    "tokoku.com",
    "tokoku.co.id/promo",
    "bit.ly/tokoku",
    "bit ly/tokoku",
    "wa.me/62812",
    "wa me",
    "linktr.ee/ayu",
    "tokoku dot com",
    "tokoku titik com",
    "tokoku (dot) id",
    "tokoku . com",
)
ACCOUNTS = ("@batikayu", "ig: batik.ayu", "IG batikayu", "instagram @ayu", "ayu@example.org")
HARMLESS = (
    "Keripik Singkong Balado 250 g",
    "P-IRT 2063573010123-28",
    "BPOM MD 867012345678",
    "Halal, nomor ID33110000123450122",
    "Rp150.000 isi 12",
    "Panjang 30 cm, lebar 20 cm, tinggi 0,85 m",
    "isi 10 @50g",
    "Dijahit satu per satu oleh lima ibu, dua hari untuk enam baju.",
    "Enak sekali. Id card tidak perlu.",
    "08.00 sampai 16.00",
    "Kedaluwarsa 08-12-2026",
    "8991234567890",
    "Langsung dimakan.Enak untuk teman nasi.",
)


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        *((Contact.PHONE, one) for one in PHONES),
        *((Contact.LINK, one) for one in LINKS),
        *((Contact.ACCOUNT, one) for one in ACCOUNTS),
    ],
)
def test_a_way_past_the_marketplace_is_seen_however_it_is_written(
    contact: Contact, text: str
) -> None:
    sentence = plain(f"Kopi gayo {text} asli")
    assert contact in {found for found, _ in contacts_in(sentence)}
    assert not list(contacts_in(without_contacts(sentence)))


@pytest.mark.parametrize("text", HARMLESS)
def test_what_sellers_say_of_their_product_is_no_contact(text: str) -> None:
    assert list(contacts_in(plain(text))) == []


@pytest.mark.parametrize("piece", ["a", "0", "nol ", "wa ", "a.", "a@", "08 ", "-", "di "])
def test_a_long_text_takes_no_time(piece: str) -> None:
    text = piece * (4096 // len(piece))
    begun = time.perf_counter()
    list(contacts_in(text))
    without_contacts(text)
    assert time.perf_counter() - begun < 1
