"""What is said about a listing on its way: to its seller at the wizard's steps, and to staff."""

from dataclasses import dataclass
from typing import ClassVar

from crm.outbox.payload import Payload, Priority
from crm.uploads.listing import Listing
from models.uploads import UploadStep


@dataclass(frozen=True)
class ListingSoFar(Payload):
    """To staff: where a seller is with a listing, and what is there so far.

    `asked` where they asked for help; else they said something there.
    """

    template: ClassVar[str] = "uploads.so_far"
    priority: ClassVar[Priority] = Priority.STAFF
    step: UploadStep
    listing: Listing
    asked: bool
