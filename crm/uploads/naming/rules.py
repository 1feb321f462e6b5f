"""What a good name of a product is, how it is built of parts, and how a bad one is put right.

A name says what it is, of what, whose, and how much: buyers search for just these words. The
marketplace refuses names that shout, advertise, or lead buyers elsewhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from crm.uploads.categories import NamePart
from crm.uploads.contacts import contacts_in, without_contacts
from crm.uploads.naming.doubling import doubled, once
from crm.uploads.naming.faults import Fault, Finding
from crm.uploads.naming.forbidden import forbidden_in, without_forbidden
from crm.uploads.naming.titles import is_amount, is_loud, titled
from crm.uploads.plain import plain
from crm.wording.rules import Rarity, Weighed, likeness, words_of

SHORTEST = 10
LONGEST = 100
FEWEST_WORDS = 2
LONGEST_PART = 60
"""Characters that one part of a name may have."""
ALIKE = 0.8
"""From here on buyers take one product for the other by its name."""
MOST_TYPED = 500
"""Characters of a typed name that are looked at."""
_STRANGE = re.compile(r"[^A-Za-zÀ-ɏ0-9 \-'.,()/&+%:]+")
_TWICE = re.compile(r"([\-'.,()/&+%:])(?: ?\1)+")
_EDGES = " -'.,/&+:"
_EMPTY = re.compile(r"\( ?\)|(?<= )[\-'.,/&+%:]+(?= )|(?<=\() | (?=[),])")
_LONE_BRACKET = re.compile(r"\((?![^()]*\))|(?<!\()\)")
_ROUNDS = 10


def build(parts: Mapping[NamePart, str]) -> str:
    """Return the name that `parts` make, in their order, no word said again."""
    said: set[str] = set()
    built: list[str] = []
    for part in NamePart:
        words = plain(parts.get(part, "")[:MOST_TYPED]).split()
        new = [word for word in words if is_amount(word) or word.casefold() not in said]
        if part is NamePart.ORIGIN and new:
            new = words  # a brand keeps its words: "Sabun Sereh Omah Sabun"
        said |= {word.casefold() for word in new}
        built.append(titled(" ".join(new), calm=part is not NamePart.ORIGIN or len(new) > 1))
    return titled(" ".join(filter(None, built)), calm=True)


def tidied(text: str) -> str:
    """Return a typed name as we write names, with whatever is wrong with it left to be told."""
    return titled(plain(text[:MOST_TYPED]), calm=False)


def is_whole(text: str) -> bool:
    """Tell whether somebody who was asked what it is typed the whole name already."""
    words = plain(text[:MOST_TYPED]).split()
    return len(words) > 3 or (len(words) > 2 and any(map(_has_digit, words)))  # noqa: PLR2004 - "kain batik tulis" is a kind still


def findings(name: str, *, others: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return what is wrong with `name`, the worst first; `others` are the store's other names."""
    text = plain(name)
    found = (*_contacts(text), *_forbidden(text), *_manners(text), *_length(text))
    return (*found, *_likest(text, others))


def repaired(name: str) -> str:
    """Return `name` without what is wrong with it, as far as taking away helps.

    What it lacks is not made up: a repaired name can be too short, or like another one.
    """
    text = plain(name[:MOST_TYPED])
    for _ in range(_ROUNDS):
        before = text
        text = without_forbidden(without_contacts(text))
        text = _trimmed(_STRANGE.sub(" ", plain(text)))
        text = once(text) if doubled(text) else text
        text = _short(_trimmed(plain(titled(text, calm=True))))
        if text == before:
            break
    return text


def _contacts(text: str) -> Iterator[Finding]:
    for contact, written in contacts_in(text):
        yield Finding(Fault(contact.value), written)


def _forbidden(text: str) -> Iterator[Finding]:
    for fault, begin, end in forbidden_in(text):
        yield Finding(fault, text[begin:end])


def _manners(text: str) -> Iterator[Finding]:
    if is_loud(text):
        yield Finding(Fault.SHOUTING)
    if _STRANGE.search(text) or _TWICE.search(text):
        yield Finding(Fault.SYMBOLS)
    if often := doubled(text):
        yield Finding(Fault.DOUBLED, often)


def _length(text: str) -> Iterator[Finding]:
    if len(text) > LONGEST:
        yield Finding(Fault.TOO_LONG)
    elif len(text) < SHORTEST or sum(map(_has_letter, text.split())) < FEWEST_WORDS:
        yield Finding(Fault.TOO_SHORT)


def _likest(text: str, others: Sequence[str]) -> Iterator[Finding]:
    same = text.casefold()
    bags = [words_of(other) for other in others]
    rarity = Rarity(bags)
    mine = Weighed.of(words_of(text), rarity)
    best, like = "", 0.0
    for other, bag in zip(others, bags, strict=True):
        if plain(other).casefold() == same:
            yield Finding(Fault.SAME, other)
            return
        if bag and (new := likeness(mine, Weighed.of(bag, rarity), rarity)) > like:
            best, like = other, new
    if like >= ALIKE:
        yield Finding(Fault.SIMILAR, best)


def _trimmed(text: str) -> str:
    """Return `text` without signs that stand for nothing."""
    for _ in range(_ROUNDS):
        before = text
        text = _LONE_BRACKET.sub(" ", _EMPTY.sub(" ", _TWICE.sub(r"\1", text)))
        text = " ".join(text.split()).strip(_EDGES)
        if text == before:
            break
    return text


def _short(text: str) -> str:
    """Return `text` cut at a word where it is too long."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rpartition(" ")[0] or text[:LONGEST]


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _has_letter(word: str) -> bool:
    return any(map(str.isalpha, word))
