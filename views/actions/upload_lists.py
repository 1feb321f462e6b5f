"""What staff press in the list of all listings."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ListUploads(Action):
    """Show a page of the listings of a state, in the place of the message."""

    code: ClassVar[str] = "uplist"
    state: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowUpload(Action):
    """Show a listing's card in the place of the list."""

    code: ClassVar[str] = "upsee"
    upload_id: int


@dataclass(frozen=True, slots=True)
class ExportUploads(Action):
    """Make the files of the approved listings: those that are new, or everything."""

    code: ClassVar[str] = "upxls"
    everything: int
