"""How often a check is right: precision and recall on labelled pictures."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from crm.uploads.photos.checking import is_like, look
from crm.uploads.photos.fingerprints import fingerprint
from crm.uploads.photos.flaws import Flaw
from crm.uploads.photos.measuring import SIDE
from tests.support.pictures.damages import shrunk
from tests.support.pictures.labelled import MINIMUM, Labelled
from tests.support.pictures.pairs import Pair

CHECKS = tuple(flaw for flaw in Flaw if flaw is not Flaw.TWICE)
"""What one photo alone can be told of."""


@dataclass(slots=True)
class Score:
    """What one check said of pictures whose truth is known."""

    right: int = 0
    missed: list[str] = field(default_factory=list[str])
    false: list[str] = field(default_factory=list[str])
    silent: int = 0

    @property
    def precision(self) -> float:
        """Which share of its alarms was right."""
        return self.right / max(1, self.right + len(self.false))

    @property
    def recall(self) -> float:
        """Which share of the spoilt pictures it found."""
        return self.right / max(1, self.right + len(self.missed))


def scores(pictures: Iterable[Labelled]) -> dict[Flaw, Score]:
    """Look at every picture and count, check by check, where its truth is known."""
    return tally((one, look(one.content(), minimum=MINIMUM).flaws) for one in pictures)


def tally(seen: Iterable[tuple[Labelled, Collection[Flaw]]]) -> dict[Flaw, Score]:
    """Count what was told of every picture against the truth about it."""
    found = {flaw: Score() for flaw in CHECKS}
    for one, told in seen:
        for flaw in CHECKS:
            if flaw not in one.unclear:
                _count(found[flaw], one.name, truth=flaw in one.flaws, said=flaw in told)
    return found


def twins(found: Iterable[Pair]) -> Score:
    """Count how often two photos were rightly called as good as the same."""
    score = Score()
    for one in found:
        first, second = (fingerprint(shrunk(each, SIDE)) for each in (one.one, one.other))
        _count(score, one.name, truth=one.same, said=is_like(first, second))
    return score


def _count(score: Score, name: str, *, truth: bool, said: bool) -> None:
    if truth and said:
        score.right += 1
    elif truth:
        score.missed.append(name)
    elif said:
        score.false.append(name)
    else:
        score.silent += 1
