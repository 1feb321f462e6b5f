"""How far an import is."""

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What an import does to each row, in this order."""

    CHECK = "check"
    COMPARE = "compare"
    MERGE = "merge"


Progress = Callable[[Stage, int, int], None]
"""Is told the stage, how many of its rows are done, and of about how many."""


def unheard(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""
