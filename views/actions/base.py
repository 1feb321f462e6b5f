"""What every button's meaning is."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Action:
    """The base of all actions; fields are `int` or short `str` codes, never free text."""

    code: ClassVar[str] = ""
