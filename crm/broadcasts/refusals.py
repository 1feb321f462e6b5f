"""Why something about a broadcast is refused."""

from typing import ClassVar

from crm.errors import CrmError
from models.broadcasts import BroadcastState


class SupervisorsOnly(CrmError):
    """An agent may not write to all sellers at once."""

    code: ClassVar[str] = "broadcast_supervisors_only"


class NotADraft(CrmError):
    """It was confirmed or given up before; `state` is what became of it, None where it is gone."""

    code: ClassVar[str] = "broadcast_not_a_draft"

    def __init__(self, state: BroadcastState | None) -> None:
        """Name the state."""
        super().__init__(state=state)
        self.state = state


class NotOnItsWay(CrmError):
    """It is not in the state that this would change; `state` is the one it is in."""

    code: ClassVar[str] = "broadcast_not_on_its_way"

    def __init__(self, state: BroadcastState | None) -> None:
        """Name the state."""
        super().__init__(state=state)
        self.state = state


class NoWords(CrmError):
    """There is nothing to be sent: no text, or no Indonesian one."""

    code: ClassVar[str] = "broadcast_no_words"


class TooLong(CrmError):
    """Telegram would not take the text."""

    code: ClassVar[str] = "broadcast_too_long"

    def __init__(self, *, length: int, limit: int) -> None:
        """Say how long it is, and how long it may be."""
        super().__init__(length=length, limit=limit)
        self.length, self.limit = length, limit


class Nobody(CrmError):
    """The filter finds nobody who can be written to."""

    code: ClassVar[str] = "broadcast_nobody"


class ChoiceGone(CrmError):
    """What was chosen is not there any more."""

    code: ClassVar[str] = "broadcast_choice_gone"
