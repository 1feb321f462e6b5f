"""How names are folded, so that a search finds them however they are written."""

import re
import unicodedata

_NOT_A_LETTER = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """Return `name` in lower case, without accents and punctuation, words one space apart."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.lower())
        if not unicodedata.category(letter).startswith("M")
    )
    return _NOT_A_LETTER.sub(" ", plain).strip()
