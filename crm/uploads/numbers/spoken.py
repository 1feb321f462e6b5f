"""Numbers in words, as people spell them in a chat: Indonesian, Javanese and Sundanese."""

from fractions import Fraction

DIGITS = {
    word: value
    for value, words in enumerate(
        (
            "nol kosong",
            "satu sat siji hiji atu one",
            "dua loro dwa two",
            "tiga telu tilu three",
            "empat ampat papat opat four",
            "lima limo five",
            "enam enem genep nem six",
            "tujuh pitu tuju seven",
            "delapan lapan wolu dalapan eight",
            "sembilan sanga songo salapan nine",
            "sepuluh spuluh spluh sapuluh ten",
            "sebelas sblas sewelas sabelas",
            "rolas",
        )
    )
    for word in words.split()
} | {"selawe": 25, "seket": 50, "twenty": 20, "fifty": 50}
PARTS = {
    word: part
    for part, words in (
        (Fraction(1, 2), "setengah stengah stgh stngh separo separuh half satengah"),
        (Fraction(1, 4), "seperempat sprempat seprapat saparapat quarter"),
        (Fraction(3, 4), "tigaperempat"),
    )
    for word in words.split()
}
TEENS = frozenset({"belas", "blas", "welas"})
TENS = {
    word: factor
    for factor, words in ((10, "puluh plh pulu"), (100, "ratus rts atus hundred"))
    for word in words.split()
}
ONE_OF = "se"
"""Before a word it says that there is one of it, as in "sekilo"."""


def spoken(words: list[str]) -> tuple[Fraction, int] | None:
    """Return the number that `words` begin with, and of how many of them it is made."""
    total, current, used = Fraction(0), None, 0
    for word in words:
        if word in DIGITS:
            if current is not None:
                break
            current = Fraction(DIGITS[word])
        elif word in PARTS:
            current = (current or 0) + PARTS[word]
        elif word in TEENS and current is not None:
            current += 10
        elif (factor := _factor(word, current)) is not None:
            total, current = total + factor * (current if current is not None else 1), None
        else:
            break
        used += 1
    return (total + (current or 0), used) if used else None


def _factor(word: str, before: Fraction | None) -> int | None:
    """Return by how much `word` multiplies; "seratus" needs nothing before it."""
    if before is not None:
        return TENS.get(word)
    return TENS.get(word.removeprefix(ONE_OF)) if word.startswith(ONE_OF) else None
