"""What staff are told of the files of approved listings."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crm.outbox.payload import Payload, Priority


class FileKind(StrEnum):
    """What a file holds."""

    WORKBOOK = "workbook"
    TABLE = "table"
    """The same as CSV."""
    PICTURES = "pictures"


@dataclass(frozen=True)
class ListingFile(Payload):
    """One file of `listings` approved listings; pictures may be `parts` files."""

    template: ClassVar[str] = "uploads.file"
    priority: ClassVar[Priority] = Priority.STAFF
    attachment_id: int
    kind: FileKind
    listings: int
    part: int = 1
    of: int = 1
    missing: int = 0
    """How many pictures the storage has no more."""


@dataclass(frozen=True)
class NothingToExport(Payload):
    """No listing is approved, or none since the last time."""

    template: ClassVar[str] = "uploads.nothing_to_export"
    priority: ClassVar[Priority] = Priority.STAFF
    everything: bool
