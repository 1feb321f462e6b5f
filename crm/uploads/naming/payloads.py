"""What a seller is asked and told about their product's name."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Payload
from crm.uploads.categories import NamePart
from crm.uploads.naming.faults import Finding


@dataclass(frozen=True)
class NamePartQuestion(Payload):
    """Ask for one part of the name."""

    template: ClassVar[str] = "uploads.name_part"
    category: str
    part: NamePart
    said: str = ""
    """What was said for this part before."""
    so_far: str = ""
    """The name as it is built until now."""


@dataclass(frozen=True)
class NamePrompt(Payload):
    """Ask for the whole name."""

    template: ClassVar[str] = "uploads.name_prompt"
    category: str
    name: str = ""
    """What it is at present."""


@dataclass(frozen=True)
class NameCheck(Payload):
    """Show the name, what is wrong with it, and a better one where there is one."""

    template: ClassVar[str] = "uploads.name_check"
    category: str
    name: str
    findings: tuple[Finding, ...] = ()
    better: str = ""
    built: bool = True
    """Whether it is built of parts, which can be changed one by one."""


@dataclass(frozen=True)
class NameNotUsable(Payload):
    """Tell, in a toast, that this name has to be changed first."""

    template: ClassVar[str] = "uploads.name_not_usable"
