"""Which column of an unknown file is which fact: a guess by its heading and by its values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from crm.errors import CrmError
from crm.imports.files.headings import key_of
from crm.imports.files.tables import open_file
from crm.imports.profiles.evidence import EVIDENCE, seconds
from crm.imports.profiles.unknown import Column, columns_of
from crm.imports.subjects import SUBJECTS
from crm.sellers.names import fold
from models.imports import ImportKind

SURE = 0.6
"""A better guess is taken for the truth; a worse one is only shown."""

_WORTH_SHOWING = 0.25
_MOST = 0.99
_SAME_HEADING = 0.95
_WITHIN_HEADING = 0.8
_ALIKE = 0.8
_SAMPLE = 40


class NothingRecognised(CrmError):
    """Neither headings nor values say what the file holds."""

    code = "nothing_recognised"


@dataclass(frozen=True, slots=True)
class Guess:
    """A column that may hold a fact."""

    fact: str
    heading: str
    score: float
    """From 0 to 1."""
    sample: str
    """One of its values; empty where it has none."""

    @property
    def is_sure(self) -> bool:
        """Tell whether it can be taken for the truth."""
        return self.score >= SURE


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file seems to hold."""

    kind: ImportKind
    guesses: tuple[Guess, ...]
    """One for a fact at most, in the order in which the kind names its facts."""
    unguessed: tuple[str, ...]
    """Facts for which there is no column."""


def propose(path: Path, kind: ImportKind | None = None) -> Proposal:
    """Guess what the columns of `path` are, and what kind of file it is unless `kind` says so.

    The kind is the one that explains most: first whether its required facts are there for sure,
    then how many others are.

    Raises:
        FileUnreadable, EmptyFile, NotATable, WronglyEncoded, TooLarge, DamagedFile: it is no
            table.
        NothingRecognised: where there is not one guess.
    """
    columns = sorted(columns_of(open_file(path)), key=lambda column: column.middle(seconds))
    kinds = [kind] if kind else list(ImportKind)
    best = max((_read_as(kind, columns) for kind in kinds), key=_explains)
    if not best.guesses:
        message = f"Nothing in {path.name} looks like anything that Sapa knows."
        raise NothingRecognised(message)
    return best


def _explains(proposal: Proposal) -> tuple[bool, float]:
    sure = {guess.fact: guess.score for guess in proposal.guesses if guess.is_sure}
    required = SUBJECTS[proposal.kind].vocabulary.required
    return all(fact in sure for fact in required), sum(sure.values())


def _read_as(kind: ImportKind, columns: Sequence[Column]) -> Proposal:
    """Give each column one fact at most and each fact one column: the best guess goes first.

    Of equal guesses the earlier fact goes first, and takes the column with the earlier dates: one
    joins before one logs in.
    """
    facts = tuple(SUBJECTS[kind].vocabulary.names)
    found: dict[str, Guess] = {}
    given: set[str] = set()
    for guess in sorted(_guesses(kind, columns), key=lambda guess: -guess.score):
        if guess.fact not in found and guess.heading not in given:
            found[guess.fact] = guess
            given.add(guess.heading)
    return Proposal(
        kind,
        tuple(found[fact] for fact in facts if fact in found),
        tuple(fact for fact in facts if fact not in found),
    )


def _guesses(kind: ImportKind, columns: Sequence[Column]) -> Iterator[Guess]:
    for fact in SUBJECTS[kind].vocabulary.names:
        for column in columns:
            score = _score(kind, fact, column)
            if score >= _WORTH_SHOWING:
                sample = next(iter(column.texts), "")[:_SAMPLE]
                yield Guess(fact, column.heading, min(round(score, 2), _MOST), sample)


def _score(kind: ImportKind, fact: str, column: Column) -> float:
    """Return how likely it is: heading and values are two witnesses; either may be enough.

    Values that cannot be what the fact must be refute any heading.
    """
    parsed = SUBJECTS[kind].parsed.get(fact)
    if parsed and len(column.texts) and column.parsed(parsed[0]) < SURE:
        return 0.0
    by_values = EVIDENCE[kind][fact](column)
    return 1 - (1 - by_values) * (1 - _likeness(kind, fact, column.heading))


def _likeness(kind: ImportKind, fact: str, heading: str) -> float:
    """Return how much a heading is like those that the fact is known by."""
    return max(_alike(heading, name) for name in SUBJECTS[kind].vocabulary.names[fact])


def _alike(heading: str, name: str) -> float:
    if key_of(heading) == key_of(name):
        return _SAME_HEADING
    words, wanted = fold(heading).split(), fold(name).split()
    if len(wanted) > 1 and set(wanted) <= set(words):
        return _WITHIN_HEADING
    likeness = SequenceMatcher(None, key_of(heading), key_of(name)).ratio()
    return likeness * _WITHIN_HEADING if likeness > _ALIKE else 0.0
