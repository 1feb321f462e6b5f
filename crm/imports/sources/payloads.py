"""What staff are told about a pull that did not come."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from models.imports import ImportSource


@dataclass(frozen=True)
class LastPull:
    """The pull of sellers that was taken in last, and who sent it (empty where nobody did)."""

    file_name: str
    at: datetime
    source: ImportSource
    by: str


@dataclass(frozen=True)
class PullMissing(Payload):
    """Nobody has pulled sellers this week; `last` is when somebody did."""

    template: ClassVar[str] = "pull_missing"
    priority: ClassVar[Priority] = Priority.STAFF
    last: LastPull | None
