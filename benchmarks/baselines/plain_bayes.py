"""The baseline of recognition: naive Bayes as one writes it first, a dictionary and loops."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log

LONGEST = 5
SMOOTHING = 0.3
_WORD = re.compile(r"[a-z']+")


class PlainBayes:
    """Tells classes apart by the same grams: of one to five letters, and words."""

    def __init__(self, texts: Sequence[str], classes: Sequence[int]) -> None:
        """Learn which grams stand in texts of which class."""
        counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        totals: Counter[int] = Counter()
        for text, one in zip(texts, classes, strict=True):
            for gram in set(_grams(text)):
                counts[gram][one] += 1
                totals[one] += 1
        self._classes = sorted(totals)
        mean = totals.total() / len(totals)
        self._weights = {
            gram: [log(of[one] / totals[one] * mean + SMOOTHING) for one in self._classes]
            for gram, of in counts.items()
            if of.total() > 1
        }

    def read(self, text: str) -> int:
        """Return the likeliest class of `text`."""
        sums = [0.0] * len(self._classes)
        for gram in _grams(text):
            for at, weight in enumerate(self._weights.get(gram, ())):
                sums[at] += weight
        return self._classes[sums.index(max(sums))]


def _grams(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        edged = f" {word} "
        for length in range(1, LONGEST + 1):
            for at in range(len(edged) - length + 1):
                yield edged[at : at + length]
        yield f"={word}"
