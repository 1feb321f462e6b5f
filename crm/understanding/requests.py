"""A message that is nothing but a wish for a language: "pakai bahasa Sunda", or just "Sunda".

It must be made of known words only (`requests.toml`), in an order in which people wish: who sells
a book in Sundanese says a word more, and means something else.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from crm.understanding.courtesies import fillers
from crm.understanding.fixed_phrases import Phrase, kinds_of, phrases, words_of
from crm.understanding.word_lists import WordLists, read

FILE = Path(__file__).with_name("requests.toml")
NAMES = {
    "indonesia": "id", "indo": "id", "endonesia": "id", "indonesian": "id",
    "inggris": "en", "inggeris": "en", "english": "en", "inglis": "en",
    "jawa": "jv", "jowo": "jv", "jawi": "jv", "krama": "jv", "kromo": "jv",
    "krama alus": "jv", "jaba": "jv", "javanese": "jv",
    "sunda": "su", "sundanese": "su",
    "minang": "min", "minangkabau": "min", "minang kabau": "min", "padang": "min",
    "bali": "ban", "balinese": "ban", "banjar": "bjn", "banjarese": "bjn",
    "bugis": "bug", "ugi": "bug", "ogi": "bug", "bugisi": "bug", "buginese": "bug",
    "aceh": "ace", "acèh": "ace", "acheh": "ace", "atjeh": "ace", "acehnese": "ace",
    "madura": "mad", "madhura": "mad", "madhurâ": "mad", "madure": "mad", "madhure": "mad",
    "medura": "mad", "madurese": "mad",
    "batak": "bbc", "batak toba": "bbc", "toba": "bbc",
    "dayak": "nij", "dayak ngaju": "nij", "ngaju": "nij", "dayak kapuas": "nij",
    "betawi": "bew", "betawie": "bew", "jakarta": "bew", "jakarte": "bew",
}  # fmt: skip
"""What people call the languages, in small letters."""
_TOWNS = frozenset({"jakarta", "jakarte"})
"""Names that do not stand alone: that is where somebody lives."""
_TONGUES = frozenset({
    "english", "indonesian", "javanese", "sundanese", "balinese", "banjarese", "buginese",
    "acehnese", "madurese",
})  # fmt: skip
"""Names that mean a language even without the word for one."""
_LONGEST, _MOST = 120, 20
"""Characters and words; whoever writes more has more to say than that."""
_TAGS = frozenset(NAMES.values())
_LETTERS = {
    "language": "l",
    "speak": "s",
    "use": "v",
    "able": "c",
    "not": "x",
    "understand": "k",
    "in": "i",
    "into": "t",
    "this": "d",
    "around": "f",
}
"""Each kind of word as a letter of the patterns below; the name of a language is an n."""
_WISH = re.compile(
    r"[fcvsit]*(?:l[fcvit]*|s[fit]*)n[fcv]*"  # pakai bahasa Sunda ya, speak Sundanese
    r"|(?=.*c)[fcvsit]*ln[fc]*xf*"  # bisa bahasa Sunda nggak
    r"|(?=.*l)[fcvsitk]*x[fcvsitkxl]*n[fkc]*[vsl][fcvsitl]*n[fcv]*"  # jangan Sunda, bahasa Bali
    r"|(?=.*l)[fcvs]*l?nf*tl?f*n[fcv]*"  # ganti bahasa Sunda ke Indonesia
)
_OTHER = re.compile(
    r"[fcvsit]*x[fcvsitkx]*[ls][fcv]*[nd]?[fkcv]*"  # tidak mengerti bahasa Sunda
    r"|[fcvsit]*lf*[nd]?[fc]*x[fx]*[kcvs][fkcvs]*"  # bahasa Sunda saya tidak mengerti
    r"|[fcit]*v[fcvit]*l[fc]*"  # ganti bahasa
)
_ANSWER = re.compile(r"[fcvsli]*n[fcv]*")


def requested(text: str) -> str | None:
    """Return the tag of the language that `text` asks for; None where it says anything else."""
    made, tags = _made(text)
    return tags[-1] if tags and _WISH.fullmatch(made) else None


def refused(text: str) -> bool:
    """Tell whether `text` wishes for another language without saying which.

    So do those who do not understand one: "ora ngerti basa Sunda", "ganti bahasa".
    """
    made, _tags = _made(text)
    return _OTHER.fullmatch(made) is not None


def answered(text: str) -> str | None:
    """Return the tag of the language that `text` names, said to whoever asks for one.

    A bare name such as "Sunda" is enough here; None where the text says anything else.
    """
    made, tags = _made(text)
    is_bare = _ANSWER.fullmatch(made) and not _TOWNS.intersection(words_of(text))
    return tags[-1] if is_bare else requested(text)


def around() -> Iterator[str]:
    """Return what people say around a wish of any kind: "saya mau", "halo", "if you can"."""
    return _section("around")


def _made(text: str) -> tuple[str, list[str]]:
    """Return of which kinds of words `text` is made, and the languages that it names."""
    if len(text) > _LONGEST or any(letter.isdigit() for letter in text):
        return "", []
    words = words_of(text)
    known, telling = _known()
    is_short = len(words) <= _MOST and telling.intersection(words)
    kinds = (kinds_of(words, known) or ()) if is_short else ()
    made = "".join("n" if kind in _TAGS else kind for kind in kinds)
    is_tongue = not _TONGUES.isdisjoint(words) and "l" not in made
    return made.replace("n", "ln") if is_tongue else made, [k for k in kinds if k in _TAGS]


@cache
def _known() -> tuple[dict[Phrase, str], frozenset[str]]:
    """Return each known phrase with its kind, or its tag, and the words that a wish needs."""
    known = dict.fromkeys(fillers(), "f")
    for section, letter in _LETTERS.items():
        known |= dict.fromkeys(phrases(_section(section)), letter)
    names = {words_of(name): tag for name, tag in NAMES.items()}
    languages = [phrase for phrase, letter in known.items() if letter == "l"]
    return known | names, frozenset(chain(*languages, *names))


def _section(name: str) -> Iterator[str]:
    return chain.from_iterable(_file()[name].values())


@cache
def _file() -> WordLists:
    return read(FILE, sections=_LETTERS)
