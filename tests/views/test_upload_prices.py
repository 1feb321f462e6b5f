from inline_snapshot import snapshot

from crm.uploads.prices import PriceRange
from views.upload_prices import price_hint
from views.words import Catalogs

CATALOGS = Catalogs.load()

KNOWN = PriceRange(10_000, 15_000, 25_500, 40)


def test_what_similar_products_cost_is_said_as_information() -> None:
    told = (str(price_hint(KNOWN, CATALOGS[tag])) for tag in ("id", "jv", "su"))
    assert "\n".join(told) == snapshot("""\
💡 Produk serupa umumnya Rp10.000 sampai Rp25.500, harga tengahnya Rp15.000. Harganya tetap bebas ditentukan sendiri.
💡 Produk sajinis limrahipun Rp10.000 ngantos Rp25.500, regi tengahipun Rp15.000. Reginipun mangga kersa panjenengan.
💡 Produk nu sarupi umumna Rp10.000 dugi ka Rp25.500, pangaos tengahna Rp15.000. Pangaosna mah mangga kumaha anjeun.\
""")  # noqa: E501
    same = price_hint(PriceRange(7_000, 7_000, 7_000, 6), CATALOGS["id"])
    assert str(same) == snapshot(
        "💡 Produk serupa umumnya Rp7.000. Harganya tetap bebas ditentukan sendiri."
    )


def test_where_too_little_is_known_nothing_is_said() -> None:
    assert not price_hint(None, CATALOGS["id"])
