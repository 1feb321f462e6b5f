"""What is said about common problems, without its words."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crm.knowledge.articles import Article
from crm.outbox.payload import Payload, Priority
from models.tickets import Category


@dataclass(frozen=True)
class TipShown(Payload):
    """The answer to a common problem; ask whether it helped."""

    template: ClassVar[str] = "tip_shown"
    article: Article
    reading_id: int


@dataclass(frozen=True)
class TipSolved(Payload):
    """Be glad that it helped; `kept` counts the messages that nobody needs to read now."""

    template: ClassVar[str] = "tip_solved"
    kept: int = 0


@dataclass(frozen=True)
class TipSubjects(Payload):
    """Offer the subjects that have answers."""

    template: ClassVar[str] = "tip_subjects"
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class TipList(Payload):
    """Offer the answers about one subject."""

    template: ClassVar[str] = "tip_list"
    category: Category
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class TipCount:
    """How often an answer was shown, solved the problem, or was followed by a report."""

    article: Article
    shown: int
    solved: int
    reported: int


@dataclass(frozen=True)
class TipCounts(Payload):
    """To staff: what the answers have done since a day; the most shown first."""

    template: ClassVar[str] = "tip_counts"
    priority: ClassVar[Priority] = Priority.STAFF
    since: date
    lines: tuple[TipCount, ...]
