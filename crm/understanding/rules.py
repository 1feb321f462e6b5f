"""In which language to write to a seller: what they chose, where they live, what they write.

What a seller writes adds up over their messages, as chances do: each message multiplies the belief
in every language by how likely it is there. Nothing here switches a language: it may only name the
one to ask about.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from locales.languages import ENGLISH, INDONESIAN, LANGUAGES

LEAST_WORDS = 5
"""Words a message needs before it may lead to a question: a greeting is borrowed, or a name."""
CONVINCED = 0.9
"""The belief in another language from which we ask."""
_STORED = 40.0
"""How many times likelier than any other the language is that a seller has chosen."""
_UNCHOSEN = 16.0
"""The same for Indonesian where they chose none: high enough that one message asks nothing."""
_HOME = 4.0
"""The same for the languages of their province."""
_DOUBT = 0.02
"""The least chance that a single message leaves a language: one message proves nothing."""
HOME: Mapping[str, tuple[str, ...]] = {
    "Aceh": ("ace",),
    "Sumatera Utara": ("bbc", "jv"),
    "Sumatera Barat": ("min",),
    "Riau": ("min",),
    "Lampung": ("jv", "su"),
    "DKI Jakarta": ("bew", "jv", "su"),
    "Jawa Barat": ("su", "jv", "bew"),
    "Jawa Tengah": ("jv", "su"),
    "DI Yogyakarta": ("jv",),
    "Jawa Timur": ("jv", "mad"),
    "Banten": ("su", "jv", "bew"),
    "Bali": ("ban",),
    "Kalimantan Barat": ("mad",),
    "Kalimantan Tengah": ("nij", "bjn"),
    "Kalimantan Selatan": ("bjn",),
    "Kalimantan Timur": ("bjn", "jv", "bug"),
    "Kalimantan Utara": ("bug", "jv"),
    "Sulawesi Tengah": ("bug",),
    "Sulawesi Selatan": ("bug",),
    "Sulawesi Tenggara": ("bug",),
    "Sulawesi Barat": ("bug",),
}
"""The regional languages of a province that Sapa speaks, the most spoken first."""
_FIRST = 6
"""Languages offered at once: more are hard to read on a small phone."""
_SENTENCE = re.compile(r"[.!?\n]+")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_FURTHER = 8
"""Languages on every further page, where only those look who miss theirs."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of a seller: the chance of each language, and how many words it has."""

    chances: Mapping[str, float]
    words: int


def expected(
    languages: Sequence[str], *, stored: str | None, province: str | None
) -> dict[str, float]:
    """Return the belief in each language before a seller wrote anything; it sums to 1.

    Indonesian is at home everywhere, and what is spoken with whoever chose nothing.
    """
    home = (*HOME.get(province or "", ()), INDONESIAN)
    odds = {tag: _HOME if tag in home else 1.0 for tag in languages}
    if stored is None:
        odds[INDONESIAN] = _UNCHOSEN
    elif stored in odds:
        odds[stored] *= _STORED
    return {tag: odd / sum(odds.values()) for tag, odd in odds.items()}


def believed(before: Mapping[str, float], heard: Sequence[Heard]) -> dict[str, float]:
    """Return the belief in each language after some messages; their order does not matter."""
    sums = {tag: log(chance) for tag, chance in before.items()}
    for message in heard:
        for tag in sums:
            sums[tag] += log(max(message.chances.get(tag, 0.0), _DOUBT))
    most = max(sums.values())
    odds = {tag: exp(value - most) for tag, value in sums.items()}
    return {tag: odd / sum(odds.values()) for tag, odd in odds.items()}


def to_ask_about(
    belief: Mapping[str, float], last: Heard, *, present: str, asked: frozenset[str] = frozenset()
) -> str | None:
    """Return the language to ask a seller about, None where there is nothing to ask.

    The last message must itself be long enough and in that language, so that the question follows
    from what the seller just wrote. A language that was asked about is not asked about again.
    """
    likeliest = max(belief, key=lambda tag: belief[tag])
    if likeliest == present or likeliest in asked or belief[likeliest] < CONVINCED:
        return None
    if last.words < LEAST_WORDS:
        return None
    return likeliest if likeliest == max(last.chances, key=lambda tag: last.chances[tag]) else None


def written_in(heard: Heard) -> str | None:
    """Return the language that a stranger's words surely are in; None where that is unsure."""
    likeliest = max(heard.chances, key=lambda tag: heard.chances[tag])
    is_sure = heard.words >= LEAST_WORDS and heard.chances[likeliest] >= CONVINCED
    return likeliest if is_sure else None


def is_of_names(text: str) -> bool:
    """Tell whether `text` is mostly capitalised names, as a product's, which tell no language.

    The first word of a sentence or line is capital anyway; whoever types all in capitals shouts.
    """
    within = [word for line in _SENTENCE.split(text) for word in list(_WORD.findall(line))[1:]]
    capital = sum(word[0].isupper() for word in within)
    return 2 * capital > len(within) and not text.isupper()


def offered(
    province: str, *, present: str, written: str | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return all languages page by page, each once.

    First comes what the person has `written`, then those of the province. Indonesian and English,
    for whoever reads no other, are always on the first page, and so is the language that the
    person reads at `present`.
    """
    near = [tag for tag in (written, *HOME.get(province, ())) if tag in LANGUAGES]
    likely = list(dict.fromkeys((*near, INDONESIAN, ENGLISH, present)))
    others = [tag for tag in LANGUAGES if tag not in likely]
    room = max(_FIRST - len(likely), 0)
    rest = others[room:]
    further = (tuple(rest[at : at + _FURTHER]) for at in range(0, len(rest), _FURTHER))
    return ((*likely, *others[:room]), *further)
