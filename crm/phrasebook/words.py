"""How words are written in chats, and in how many ways the same one may be looked for.

Accents, apostrophes, letters held long and the end of a word said twice make no other word.
"""

import re
import unicodedata
from collections.abc import Iterator

_TO = r"(?:\w+://|www\.)\S+|\S+@\S+|[\w.-]+\.(?:com|id|net|org)(?!\w)\S*"
_ADDRESS = re.compile(_TO)
_GAP = r"[,;:!?/()…]|\.(?=[.\s]|$)"
PIECE = re.compile(rf"{_TO}|(?:{_GAP})*(?:(?!{_GAP})\S)+(?:{_GAP})*|(?:{_GAP})+")
"""A word with the marks around it; an address is one, and a price."""
_AROUND = re.compile(r"^[\W_]+|(?:(?!')[\W_])+$")
_HELD = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"^([^\W\d_]+)2$|^([^\W\d_]+)-\2$")
"""How people write that a word is said twice: "apa2", "apa-apa"."""
_UNITS = (
    r"rb|rbu|ribu|jt|juta|k|m|x|kali|kg|gr|g|gram|ons|ml|l|ltr|liter|cm|mm|km|gb|mb|kb|hr|hari|jam|j"
    r"|mnt|menit|dtk|bln|bulan|thn|tahun|th|mgg|minggu|pcs|pc|bh|buah|lsn|pack|wib|wita|wit|an"
)
_AMOUNT = re.compile(
    rf"(?:rp|idr|no|ke|jam|@)?[.-]?\d[\d.,:/x-]*(?:(?:{_UNITS})(?:-?an|an|nya)?)?", re.IGNORECASE
)
"""A number with its unit, a sum of money or a time: "250rb", "Rp50.000", "3hr", "10.30wib"."""
_CODE = 4
"""Digits that make a word the number of a parcel or an order."""
_INSIDE = re.compile(r"[^\W_]|'")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`\u00b4", "'"))


def bare(piece: str) -> str:
    """Return a piece of a text in small letters, without the marks around it."""
    return _AROUND.sub("", piece.translate(_APOSTROPHES).lower())


def unaccented(word: str) -> str:
    """Return a word as it is written by whoever leaves accents and apostrophes out."""
    if word.isascii():
        return word.replace("'", "")
    letters = unicodedata.normalize("NFKD", word)
    return "".join(one for one in letters if one != "'" and not unicodedata.combining(one))


def said_in(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared, without accents."""
    found = (unaccented(bare(piece)) for piece in PIECE.findall(text))
    return tuple(word for word in found if word)


def forms(word: str) -> Iterator[str]:
    """Yield how a bare word may stand in a list, the likeliest first."""
    for whole in dict.fromkeys((word, _HELD.sub(r"\1", word), _HELD.sub(r"\1\1", word))):
        twice = _TWICE.match(whole)
        once = (twice[1] or twice[2]) if twice else ""
        for form in (whole, f"{once}-{once}", once) if once else (whole,):
            yield form
            yield unaccented(form)


def says_itself(word: str) -> bool:
    """Tell whether there is no meaning to look for: an amount, an emoji, a code or a login."""
    if "_" in word or not any(one.isalpha() for one in word):
        return True
    return _AMOUNT.fullmatch(word) is not None or sum(map(str.isdigit, word)) >= _CODE


def goes_on(text: str, end: int, start: int) -> bool:
    """Tell whether a phrase may go on from a piece that ends there to one that starts here.

    A mark between them, or a new line, parts what is said.
    """
    before, after = (one.translate(_APOSTROPHES) for one in (text[end - 1], text[start]))
    between = text[end:start]
    return bool(between and "\n" not in between and _INSIDE.match(before) and _INSIDE.match(after))


def is_address(piece: str) -> bool:
    """Tell whether a piece leads somewhere, which says nothing in any language."""
    return _ADDRESS.match(piece) is not None
