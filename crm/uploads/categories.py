"""What sellers sell: how it is recognised, what its name is built of, what buyers ask about it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from crm.declared.tables import Mistake, Table
from crm.declared.texts import refusal, text_of

FILE = Path(__file__).with_name("categories.toml")
LONGEST_CHOICE = 24
"""Characters on a button."""
MOST_CHOICES = 6
LONGEST_EXAMPLE = 120
_WORD = re.compile(r"[a-z0-9]+")


class ProductCategory(StrEnum):
    """A trade; `upload.category` keeps it."""

    SNACKS = "snacks"
    DRINKS = "drinks"
    MEALS = "meals"
    FASHION = "fashion"
    CLOTH = "cloth"
    CRAFT = "craft"
    BEAUTY = "beauty"
    HOUSEHOLD = "household"
    FARM = "farm"
    OTHER = "other"


class NamePart(StrEnum):
    """What a name is built of, in this order; `upload.name_parts` keeps them."""

    KIND = "kind"
    MATERIAL = "material"
    """Or a flavour, or a pattern."""
    ORIGIN = "origin"
    """A brand of one's own, or where it comes from."""
    SIZE = "size"
    """Or a colour, or a quantity."""


class Question(StrEnum):
    """What buyers wish to know; `upload.answers` keeps what the seller says."""

    SPECIAL = "special"
    USE = "use"
    INGREDIENTS = "ingredients"
    NET = "net"
    SHELF_LIFE = "shelf_life"
    HALAL = "halal"
    PERMIT = "permit"
    SERVING = "serving"
    STORAGE = "storage"
    MATERIAL = "material"
    SIZES = "sizes"
    SIZE = "size"
    COLOURS = "colours"
    TECHNIQUE = "technique"
    MOTIF = "motif"
    MAKER = "maker"
    REGION = "region"
    HARVEST = "harvest"
    CONTENTS = "contents"
    DIRECTIONS = "directions"
    CARE = "care"


CODED: Mapping[Question, tuple[str, ...]] = {
    Question.HALAL: ("yes", "process", "no"),
    Question.PERMIT: ("pirt", "bpom", "process", "no"),
}
"""Answers to press that are kept as a code, for a listing says them in its own language."""


class InvalidCategories(Exception):
    """The file of categories cannot be meant; the text says on which line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a category."""

    question: Question
    required: bool
    """Whether the marketplace's form asks for it."""
    example: str
    choices: tuple[str, ...] = ()
    """Answers to press: codes where the question has such, else the very words."""


@dataclass(frozen=True, slots=True)
class CategoryPlan:
    """Everything that differs from trade to trade."""

    category: ProductCategory
    icon: str
    words: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    parts: Mapping[NamePart, str]
    """An example of each part of a name."""
    asked: tuple[Asked, ...]


def plans() -> tuple[CategoryPlan, ...]:
    """Return every category, in the order in which they are offered."""
    return tuple(_shipped().values())


def plan_of(key: str) -> CategoryPlan:
    """Return what holds for `upload.category`; the plan of other things where it has none."""
    shipped = _shipped()
    return shipped[ProductCategory(key) if key in shipped else ProductCategory.OTHER]


def recognised(text: str) -> ProductCategory | None:
    """Return what a marketplace calls `text`; None where nothing in it is known.

    The longest of our words that are in it decide, for "kain batik" says more than "kain".
    """
    words = f" {' '.join(_WORD.findall(text.casefold()))} "
    best = max(_shipped().values(), key=lambda plan: _said_of(plan, words))
    return best.category if _said_of(best, words) else None


def parse(text: str) -> dict[ProductCategory, CategoryPlan]:
    """Return the categories that `text` declares.

    Raises:
        Mistake: the first one, with its line.
    """
    file = Table.read(text)
    file.knows("category")
    found: dict[ProductCategory, CategoryPlan] = {}
    for table in file.tables("category"):
        plan = _plan(table)
        if plan.category in found:
            message = f"{plan.category} is declared twice"
            raise table.wrong(message, "key")
        found[plan.category] = plan
    if missing := [one for one in ProductCategory if one not in found]:
        message = f"there is no category {', '.join(missing)}"
        raise Mistake(message)
    return found


def _said_of(plan: CategoryPlan, words: str) -> int:
    said = {plan.category.value, *plan.words}
    return max((len(word) for word in said if f" {word} " in words), default=0)


def _plan(table: Table) -> CategoryPlan:
    table.knows("key", "icon", "words", "good", "bad", "question", *NamePart)
    for key in ("words", "good", "bad"):
        if not table.texts(key):
            message = f"{key} must name one at least"
            raise table.wrong(message, key)
    return CategoryPlan(
        category=table.one("key", ProductCategory),
        icon=table.text("icon"),
        words=table.texts("words"),
        good=table.texts("good"),
        bad=table.texts("bad"),
        parts={part: table.text(part) for part in NamePart},
        asked=tuple(_asked(table)),
    )


def _asked(table: Table) -> Iterator[Asked]:
    known: set[Question] = set()
    for one in table.tables("question"):
        one.knows("key", "required", "example", "choices")
        question = one.one("key", Question)
        if question in known:
            message = f"{question} is asked twice"
            raise one.wrong(message, "key")
        known.add(question)
        example = one.text("example")
        if len(example) > LONGEST_EXAMPLE:
            message = f"example must be of {LONGEST_EXAMPLE} characters at most"
            raise one.wrong(message, "example")
        required = one.flag("required", default=False)
        yield Asked(question, required, example, _choices(one, question))
    if not known:
        message = "a category must have one [[category.question]] at least"
        raise table.wrong(message)


def _choices(table: Table, question: Question) -> tuple[str, ...]:
    if question in CODED:
        if table.has("choices"):
            message = f"{question} has choices of its own: {', '.join(CODED[question])}"
            raise table.wrong(message, "choices")
        return CODED[question]
    choices = table.texts("choices")
    if len(choices) > MOST_CHOICES:
        message = f"choices must be {MOST_CHOICES} at most"
        raise table.wrong(message, "choices")
    for at, choice in enumerate(choices):
        if not 0 < len(choice) <= LONGEST_CHOICE:
            message = f"a choice must be of 1 to {LONGEST_CHOICE} characters"
            raise table.wrong(message, "choices", at)
    return choices


@cache
def _shipped() -> dict[ProductCategory, CategoryPlan]:
    try:
        return parse(text_of(FILE))
    except Mistake as mistake:
        message = refusal(FILE.name, mistake)
    raise InvalidCategories(message)
