"""How a name is written: capitals where titles have them, units as shops write them."""

import re

_RUN = re.compile(r"(?<![^\W_])(?<!')[A-Za-zÀ-ɏ]+(?:'[A-Za-zÀ-ɏ]+)*")
"""Letters that make a word; those after a digit, as in 50cc, are none of their own."""
_AMOUNT = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)?) ?([A-Za-z]+)(?![\w])")
_TIMES = re.compile(r"(?<=\d) ?[xX] ?(?=\d)")
_UNITS = {
    unit: short
    for short, spellings in {
        "g": "g gr grm gram",
        "kg": "kg kilo kilogram",
        "ml": "ml mili",
        "liter": "ltr lt liter",
        "cm": "cm senti",
        "mm": "mm",
        "m": "m mtr meter",
        "pcs": "pcs pc",
    }.items()
    for unit in spellings.split()
}
_WHOLE = frozenset(
    (
        "S",
        "M",
        "L",
        "XL",
        "XXL",
        "XXXL",
        "UMKM",
        "PIRT",
        "UV",
        "LED",
        "USB",
        "HP",
        "TV",
        "VCO",
        "ASI",
    )
)
"""Sizes and abbreviations that are written in capitals."""
_SMALL = frozenset(("dan", "atau", "dari", "untuk", "dengan", "di", "ke", "yang", "x"))
_LOUD = 4
"""From so many letters on, capitals in a word shout."""
_SHOUTED = 5
_TELLING = 3
"""Letters of a word that says something: x, cm and M do not."""


def titled(text: str, *, calm: bool) -> str:
    """Return a plain `text` as a title; `calm` also takes back capitals that shout."""
    text = _AMOUNT.sub(_amount, _TIMES.sub(" x ", text))
    hushed = calm and _is_shouted(text)
    return _RUN.sub(lambda found: _word(found, calm=calm, hushed=hushed), text)


def is_loud(text: str) -> bool:
    """Tell whether a plain `text` shouts: in words of capitals, or as a whole."""
    return any(_shouts(word) for word in _words(text)) or _is_shouted(text)


def is_amount(word: str) -> bool:
    """Tell whether a word counts or measures: it may stand in a name as often as it likes."""
    word = word.casefold()
    return any(map(str.isdigit, word)) or word in _UNITS or len(word) < _TELLING


def _amount(found: re.Match[str]) -> str:
    unit = _UNITS.get(found[2].lower())
    if unit is None or (found[2].isupper() and found[2] in _WHOLE and found[2] != "M"):
        return found[0]
    return f"{found[1]} {unit}"


def _word(found: re.Match[str], *, calm: bool, hushed: bool) -> str:
    word, before = found[0], found.string[: found.start()]
    if before.endswith(" ") and before[-2:-1].isdigit() and word in _UNITS.values():
        return word
    if word.upper() in _WHOLE:
        return word.upper()
    if before and word.lower() in _SMALL:
        return word.lower()
    if word.islower() or (calm and (hushed or _shouts(word))):
        return word[:1].title() + word[1:].lower()
    return word


def _shouts(word: str) -> bool:
    capitals = sum(letter.isupper() for letter in word[1:])
    return len(word) >= _LOUD and capitals > 1 and word.upper() not in _WHOLE


def _is_shouted(text: str) -> bool:
    words = [word for word in _words(text) if len(word) > 1 and word.upper() not in _WHOLE]
    return sum(map(len, words)) >= _SHOUTED and all(map(str.isupper, words))


def _words(text: str) -> list[str]:
    return [found[0] for found in _RUN.finditer(text)]
