"""Words by which a message is about a seller's trade, in any of the languages."""

from crm.understanding.fixed_phrases import words_of

_STEMS = (
    "abalu", "address", "adol", "advert", "akun", "alamai", "alamat", "artos", "bajual", "barang",
    "bayah", "bayar", "buyer", "courier", "dagang", "dhuwit", "dodol", "duwit", "ekspedisi",
    "foto", "galeh", "harga", "hepeng", "ical", "iklan", "invoice", "jajal", "jinah", "jual",
    "komen", "komplain", "konsumen", "kurir", "lapak", "mabalu", "madol", "mambali", "mangadis",
    "manggaleh", "manjual", "manuhor", "manukar", "meukat", "meuli", "modal", "notif", "numbas",
    "obang", "ongkir", "ongkos", "order", "package", "paket", "pambali", "pameuli", "pamuli",
    "parcel", "pasanan", "payment", "pelanggan", "pembayaran", "pembeli", "pesanan", "pesenan",
    "peubloe", "pipis", "pitih", "produk", "publoe", "refund", "rekening", "retur", "sadean",
    "saldo", "sandi", "stock", "stok", "tagih", "toko", "transaksi", "tumbas", "uang", "usaha",
)  # fmt: skip
"""Beginnings of words, so that "barangna" and "barange" are found with "barang"."""
_WHOLE = frozenset({
    "arta", "balu", "bloe", "brg", "cod", "doi", "duit", "eli", "gadis", "jne", "jnt", "melle",
    "meli", "meser", "otp", "peng", "pese", "piti", "resi", "shop", "store", "tuhor", "tuku",
})  # fmt: skip
"""Words that begin others, which say something else."""


def is_about_trade(text: str) -> bool:
    """Tell whether `text` names goods, orders, money, buyers, couriers or the store."""
    return any(word in _WHOLE or word.startswith(_STEMS) for word in words_of(text))
