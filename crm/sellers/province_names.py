"""What people call a province: its name, an abbreviation, an English name."""

import re
from functools import cache

from crm.sellers.names import fold
from crm.sellers.provinces import PROVINCES, Province

_PROVINCE_WORD = re.compile(r"^(?:provinsi|propinsi|prov|prop|province)\b ?|(?: province)$")
_SHORT = (
    (re.compile(r"\bkep\b"), "kepulauan"),
    (re.compile(r"\bkab\b"), "kabupaten"),
    (re.compile(r"\badm(?:inistrasi)?\b"), ""),
    (re.compile(r"\bd i\b"), "di"),
    (re.compile(r"\bd k i\b"), "dki"),
    (re.compile(r"\bsumatra\b"), "sumatera"),
    (re.compile(r"\b(?:jogja|yogya|jogjakarta)\b"), "yogyakarta"),
    (re.compile(r"^kodya\b|^kotamadya\b|^kota madya\b"), "kota"),
)
_IN_BRACKETS = re.compile(r"\([^)]*\)")


def province_named(text: str) -> Province | None:
    """Return the province that `text` means: its name, an abbreviation or an English name."""
    known = _provinces()
    return known.get(_province_key(text)) or known.get(_province_key(_IN_BRACKETS.sub("", text)))


def plain(text: str) -> str:
    """Return a place's name folded, without abbreviations and with single spaces."""
    folded = fold(text)
    for pattern, word in _SHORT:
        folded = pattern.sub(word, folded)
    return " ".join(folded.split())


def _province_key(text: str) -> str:
    return _PROVINCE_WORD.sub("", plain(text)).replace(" ", "")


@cache
def _provinces() -> dict[str, Province]:
    return {
        _province_key(name): province
        for province in PROVINCES
        for name in (province.name, *province.synonyms)
    }
