"""Which answers may help somebody, by what the report is about and what they wrote."""

from collections.abc import Collection

from crm.knowledge.articles import SUBJECTS, Article
from crm.sellers.names import fold
from models.tickets import Category

OFFERED = 4
"""How many are offered before the story is told."""
MATCHED = 2
"""How many are offered beside a report that is ready to be sent."""
SURE = 2
"""As many phrases of another subject make it worth offering too."""


def offered(
    category: Category, text: str = "", *, but: Collection[Article] = ()
) -> tuple[Article, ...]:
    """Return what may help: first what the words are about, then what is asked most of it."""
    found = (*_hits(category, text, but), *(one for one in of(category) if one not in but))
    return tuple(dict.fromkeys(found))[:OFFERED]


def matched(
    category: Category, text: str, *, but: Collection[Article] = ()
) -> tuple[Article, ...]:
    """Return what the words are about, best first."""
    return tuple(_hits(category, text, but))[:MATCHED]


def of(category: Category) -> list[Article]:
    """Return the answers about a category, what is asked most first."""
    return [one for one, subject in SUBJECTS.items() if subject.category is category]


def categories() -> tuple[Category, ...]:
    """Return the categories that have answers."""
    return tuple(one for one in Category if of(one))


def _hits(category: Category, text: str, but: Collection[Article]) -> list[Article]:
    if category is Category.SUGGESTION or not text:
        return []
    said = f" {fold(text)} "
    scores = {one: _score(one, said) for one in Article if one not in but}
    found = [one for one, score in scores.items() if score >= _needed(one, category)]
    return sorted(found, key=lambda one: (-scores[one], SUBJECTS[one].category is not category))


def _score(article: Article, said: str) -> int:
    return sum(phrase in said for phrase in _PHRASES[article])


def _needed(article: Article, category: Category) -> int:
    return 1 if category in {SUBJECTS[article].category, Category.OTHER} else SURE


_PHRASES = {
    article: tuple(f" {fold(phrase)}" for phrase in subject.phrases)
    for article, subject in SUBJECTS.items()
}
