"""What staff press about files, and about stores that may be one."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ConfirmImport(Action):
    """Take a previewed file in; `forced` (1) without the rows that cannot be taken."""

    code: ClassVar[str] = "imyes"
    order_id: int
    forced: int


@dataclass(frozen=True, slots=True)
class CancelImport(Action):
    """Let a previewed file be."""

    code: ClassVar[str] = "imno"
    order_id: int


@dataclass(frozen=True, slots=True)
class MergePair(Action):
    """Make one store of a pair; `into` its first (1) or its second (2)."""

    code: ClassVar[str] = "twin"
    pair_id: int
    into: int


@dataclass(frozen=True, slots=True)
class KeepPair(Action):
    """Keep both stores of a pair."""

    code: ClassVar[str] = "twokeep"
    pair_id: int


@dataclass(frozen=True, slots=True)
class NextPair(Action):
    """Show the pair after this one, in its place (1) or below (0)."""

    code: ClassVar[str] = "twonext"
    after: int
    here: int


@dataclass(frozen=True, slots=True)
class UndoPair(Action):
    """Take back what was decided about a pair."""

    code: ClassVar[str] = "twoundo"
    pair_id: int
