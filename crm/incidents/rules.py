"""When similar reports are an incident, and which further ones belong to it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, combinations

from crm.wording.rules import ALIKE, COMMON, Bag, Rarity, Weighed, likeness, words_of
from models.tickets import Category

WINDOW = timedelta(minutes=60)
"""Reports so close to one another may have one cause."""
SELLERS = 5
"""How many sellers, at least, report the same in that time."""
USUAL_TIMES = 3
"""By how much that is more than what an hour usually brings of it."""
LOOK_BACK = timedelta(days=7)
"""From how far back what is usual is known."""
MOST = 300
"""Reports of one category that are looked at, the latest."""
REST = timedelta(days=1)
"""How long what staff say is no incident is not proposed again."""
UNDECIDED = timedelta(days=1)
"""After so long a proposal that nobody decides about is let go."""
MOST_WORDS = 6
"""By how many words an incident is known."""
HALF = 0.5
LOOK_AGAIN = timedelta(minutes=2)
"""How long an incident's message stays as it is, at least, while reports come in."""
FIRST = 5
"""How many of its reports an incident's message shows."""
LONGEST_ANSWER = 3_000
"""UTF-16 units of what all are told: the frame around it needs room too."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the words that it is about."""

    ticket_id: int
    seller_id: int
    at: datetime
    words: Bag


@dataclass(frozen=True, slots=True)
class Unread:
    """A report as it was written, which takes a moment to be read."""

    ticket_id: int
    seller_id: int
    at: datetime
    text: str

    def read(self) -> Report:
        """Return it as the words that it is about."""
        return Report(self.ticket_id, self.seller_id, self.at, words_of(self.text))


@dataclass(frozen=True, slots=True)
class Burst:
    """Reports that may be one incident, and the words that they have in common."""

    category: Category
    reports: tuple[Report, ...]
    words: tuple[str, ...]

    @property
    def ticket_ids(self) -> list[int]:
        """The reports' numbers."""
        return [report.ticket_id for report in self.reports]


def burst(category: Category, reports: Iterable[Report], *, now: datetime) -> Burst | None:
    """Return the largest group of similar reports of the last hour, if it is out of the ordinary.

    Around each report are those like it (a star, not a chain: A like B and B like C does not make
    A like C). What is usual is told by older reports, by which words are weighted too: those of
    every day say little.
    """
    every = list(reports)
    recent = [report for report in every if report.at > now - WINDOW]
    older = [report for report in every if report.at <= now - WINDOW]
    rarity = Rarity(report.words for report in older)
    largest = max(_stars(recent, rarity), key=_sellers, default=())
    words = common_words(report.words for report in largest)
    if _sellers(largest) < SELLERS or len(words) < COMMON:
        return None
    usual = sum(belongs(report.words, words) for report in older) / _hours(older, now)
    return Burst(category, largest, words) if _sellers(largest) >= USUAL_TIMES * usual else None


def common_words(bags: Iterable[Bag]) -> tuple[str, ...]:
    """Return the words that half of the texts have or more, those of most texts first."""
    every = list(bags)
    counted = Counter(word for bag in every for word in bag)
    found = [word for word, count in counted.items() if count >= HALF * len(every)]
    return tuple(sorted(found, key=lambda word: (-counted[word], word))[:MOST_WORDS])


def belongs(bag: Bag, words: Collection[str]) -> bool:
    """Tell whether a report is about what an incident is known by."""
    shared = bag.intersection(words)
    return len(shared) >= COMMON and len(shared) >= HALF * len(words)


def same(one: Collection[str], other: Collection[str]) -> bool:
    """Tell whether two sets of common words are of the same trouble."""
    rarity = Rarity()
    this, that = (Weighed.of(frozenset(words), rarity) for words in (one, other))
    return likeness(this, that, rarity) >= HALF


def title(words: Sequence[str]) -> str:
    """Return what an incident is called: the words that it is known by."""
    return ", ".join(words)[:120]


def _stars(recent: Sequence[Report], rarity: Rarity) -> Iterator[tuple[Report, ...]]:
    """Yield those who are like each report; what says the same in the same words is asked once."""
    texts: dict[Bag, list[Report]] = {}
    for report in recent:
        texts.setdefault(report.words, []).append(report)
    weighed = [Weighed.of(words, rarity) for words in texts if len(words) >= COMMON]
    around = {text.words: [text.words] for text in weighed}
    for one, other in combinations(weighed, 2):
        if likeness(one, other, rarity) >= ALIKE:
            around[one.words].append(other.words)
            around[other.words].append(one.words)
    for ones in around.values():
        yield tuple(chain.from_iterable(texts[words] for words in ones))


def _sellers(reports: Sequence[Report]) -> int:
    return len({report.seller_id for report in reports})


def _hours(older: Sequence[Report], now: datetime) -> float:
    """Return how many hours the older reports tell of, at least one."""
    first = min((report.at for report in older), default=now)
    return max(1.0, (now - WINDOW - first) / _HOUR)
