from inline_snapshot import snapshot

from crm.uploads.prices import PriceRange
from views.upload_prices import price_hint
from views.words import Catalogs

CATALOGS = Catalogs.load()

KNOWN = PriceRange(10_000, 15_000, 25_500, 40)


def test_what_similar_products_cost_is_said_as_information() -> None:
    assert [str(price_hint(KNOWN, CATALOGS[tag])) for tag in ("id", "jv", "su")] == snapshot(['💡 Similar products cost Rp10\xa0rb – Rp25,5\xa0rb, most about Rp15\xa0rb. Your price is up to you.', '💡 Similar products cost Rp10È – Rp25,5È, most about Rp15È. Your price is up to you.', '💡 Similar products cost Rp\xa010K – Rp\xa025,5K, most about Rp\xa015K. Your price is up to you.'])
    same = price_hint(PriceRange(7_000, 7_000, 7_000, 6), CATALOGS["id"])
    assert str(same) == snapshot('💡 Similar products mostly cost Rp7\xa0rb. Your price is up to you.')


def test_where_too_little_is_known_nothing_is_said() -> None:
    assert not price_hint(None, CATALOGS["id"])
