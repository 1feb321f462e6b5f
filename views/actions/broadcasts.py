"""What supervisors press about a broadcast."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class BroadcastTo(Action):
    """Offer what can be chosen of a facet of a broadcast's readers."""

    code: ClassVar[str] = "bcto"
    broadcast_id: int
    facet: str


@dataclass(frozen=True, slots=True)
class BroadcastPick(Action):
    """Choose a value of a facet, by its short code, or leave it out again."""

    code: ClassVar[str] = "bcpick"
    broadcast_id: int
    facet: str
    option: str


@dataclass(frozen=True, slots=True)
class BroadcastLack(Action):
    """Write only to those who lack a product, or a sale."""

    code: ClassVar[str] = "bclack"
    broadcast_id: int
    lack: str


@dataclass(frozen=True, slots=True)
class BroadcastWrite(Action):
    """Ask for a broadcast's words in a language."""

    code: ClassVar[str] = "bcwrite"
    broadcast_id: int
    language: str


@dataclass(frozen=True, slots=True)
class BroadcastStep(Action):
    """Move a broadcast: draft, preview, confirm, change, giveup, pause, resume, cancel, sample."""

    code: ClassVar[str] = "bc"
    broadcast_id: int
    move: str
