"""The words that say of what a number is, as sellers write them."""

from collections.abc import Mapping

from models.uploads import UploadStep

MONEY = frozenset({"rp", "rupiah", "idr", "perak"})


def _units(*lines: tuple[int, str]) -> Mapping[str, int]:
    return {word: factor for factor, words in lines for word in words.split()}


GRAMS = _units(
    (1, "g gr gram grams grm gm ml cc mililiter"),
    (100, "ons onz hg"),
    (500, "pon"),
    (1_000, "kg kilo kilogram kilogramme kgs kilos l liter litre ltr lt"),
    (100_000, "kwintal kuintal"),
)
"""A litre weighs about a kilogram, and is asked about."""
VOLUMES = frozenset({"ml", "cc", "mililiter", "l", "liter", "litre", "ltr", "lt"})
PIECES = _units(
    (1, "pcs pc piece pieces buah bh biji bj butir bungkus bks bngks botol btl toples stoples"),
    (1, "pack pak pak pax sachet renceng lembar lbr helai potong ptg stel set unit ekor ikat cup"),
    (1, "dus kotak box karton kardus karung kantong pot pasang psg porsi item barang stok stock"),
    (12, "lusin lsn losin dozen"),
    (20, "kodi"),
    (144, "gros gross"),
)
OF: Mapping[UploadStep, Mapping[str, int]] = {
    UploadStep.PRICE: dict.fromkeys(MONEY, 1),
    UploadStep.STOCK: PIECES,
    UploadStep.WEIGHT: GRAMS,
}
"""The units of each step, and how many of the smallest one each is."""
ALL = frozenset({"cm", "mm", "m", "meter", "inch"}).union(*OF.values())
NONE_LEFT = frozenset({"habis", "abis", "kosong", "entek", "seep", "sold", "empty"})
"""Said for a stock of nothing."""
TIMES = frozenset({"isi", "x", "@", "kali"})
"""Between two numbers: so many with so many in each."""
