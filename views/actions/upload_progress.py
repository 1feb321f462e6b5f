"""What staff press to see how listings get on."""

from dataclasses import dataclass
from typing import ClassVar

from views.actions.base import Action


@dataclass(frozen=True, slots=True)
class ShowUploadProgress(Action):
    """Show what became of the listings begun in the last so many `days`; 0 of all."""

    code: ClassVar[str] = "upfar"
    days: int
