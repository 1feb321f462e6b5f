"""Numbers in figures: what points and commas in them can mean, and amounts out of a text."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from crm.uploads.numbers.spoken import ONE_OF, spoken
from crm.uploads.plain import plain

LONGEST = 200
"""Characters of a text that are looked at."""
MOST_DIGITS = 12
SCALES = {
    word: scale
    for scale, words in (
        (1_000, "rb ribu rebu rbu ribuan rebuan ewu k thousand"),
        (1_000_000, "jt juta jutaan yuta yuto million"),
    )
    for word in words.split()
}
_HALVES = str.maketrans({"½": " 1/2", "¼": " 1/4", "¾": " 3/4"})
_TOKEN = re.compile(
    r"(?P<part>\b\d\s?/\s?\d(?![\d.,]))"
    r"|(?P<figures>\d+(?:[.,]\d+)*)|(?P<word>[a-z]+)|(?P<sign>[^\w\s])"
)
_GROUP = 3
_Tokens = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a text, with the word that says of what."""

    readings: tuple[Fraction, ...]
    """What it can mean, the likeliest first; nothing where it is a slip."""
    unit: str = ""
    scale: int = 1
    """What a word such as ribu makes of it; it is in the readings already."""
    gap: tuple[str, ...] = ()
    """What stands between it and the amount before."""


def amounts(text: str, units: Collection[str]) -> list[Amount]:
    """Return the numbers in `text`, in their order; `units` are the words that stand for one."""
    flat = plain(text[:LONGEST].translate(_HALVES)).casefold()
    tokens = [(found.lastgroup or "", found[0]) for found in _TOKEN.finditer(flat)]
    return list(_amounts(tokens, units))


def readings(figures: str) -> tuple[Fraction, ...]:
    """Return what figures with points and commas can mean; nothing where it is a slip.

    Three figures after each sign are thousands, and after a single one perhaps a part as well.
    """
    if sum(map(str.isdigit, figures)) > MOST_DIGITS:
        return (Fraction(10**MOST_DIGITS),)
    *groups, last = re.split(r"[.,]", figures)
    if not groups:
        return (Fraction(last),)
    if groups[0] != "0" and _are_thousands(figures, [*groups, last]):
        whole = Fraction("".join([*groups, last]))
        return (whole,) if len(groups) > 1 else (whole, Fraction(f"{groups[0]}.{last}"))
    before = figures[: -len(last) - 1]
    is_plain = len(groups) == 1 or (
        figures[len(before)] not in before and _are_thousands(before, groups)
    )
    is_part = is_plain and (len(last) < _GROUP or groups[0] == "0" or len(groups) > 1)
    return (Fraction(f"{''.join(groups)}.{last}"),) if is_part else ()


def _are_thousands(figures: str, groups: list[str]) -> bool:
    same = not {".", ","} <= set(figures)
    return same and len(groups[0]) <= _GROUP and all(len(one) == _GROUP for one in groups[1:])


def _amounts(tokens: _Tokens, units: Collection[str]) -> Iterator[Amount]:
    at, gap = 0, list[str]()
    while at < len(tokens):
        found = _number(tokens, at, units)
        if found is None:
            gap.append(tokens[at][1])
            at += 1
            continue
        values, at = found
        scale = SCALES.get(_word(tokens, at), 1)
        at += scale > 1
        unit = _word(tokens, at)
        unit = unit if unit in units else ""
        at += bool(unit)
        yield Amount(tuple(one * scale for one in values), unit, scale, tuple(gap))
        gap.clear()


def _number(
    tokens: _Tokens, at: int, units: Collection[str]
) -> tuple[tuple[Fraction, ...], int] | None:
    """Return what the number at a token can mean, and where it ends; None where there is none.

    "Sekilo" is read as "se kilo", and stays where it is without its beginning.
    """
    kind, text = tokens[at]
    if kind == "part":
        return _part(text), at + 1
    if kind == "figures":
        return _figures(tokens, at)
    if kind == "word":
        said = spoken([word for _, word in takewhile(_is_word, tokens[at:])])
        if said is not None:
            return (said[0],), at + said[1]
        one = text.removeprefix(ONE_OF)
        if one != text and (one in units or one in SCALES):
            tokens[at] = ("word", one)
            return (Fraction(1),), at
    return None


def _figures(tokens: _Tokens, at: int) -> tuple[tuple[Fraction, ...], int]:
    """Read figures, and the part of one that may follow: "1 1/2", "1 setengah"."""
    values = readings(tokens[at][1])
    kind, text = tokens[at + 1] if at + 1 < len(tokens) else ("", "")
    more = _part(text) if kind == "part" else ()
    if kind == "word" and (said := spoken([text])) and 0 < said[0] < 1:
        more = (said[0],)
    if more and values:
        return (values[0] + more[0],), at + 2
    return values, at + 1


def _part(text: str) -> tuple[Fraction, ...]:
    above, below = map(int, text.split("/"))
    return (Fraction(above, below),) if below else ()


def _word(tokens: _Tokens, at: int) -> str:
    return tokens[at][1] if at < len(tokens) and _is_word(tokens[at]) else ""


def _is_word(token: tuple[str, str]) -> bool:
    return token[0] == "word"
